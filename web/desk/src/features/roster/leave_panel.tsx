import { Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { DeleteButton } from '../../platform/resource/resource_form.tsx';
import { useCan, useSession } from '../../platform/session.tsx';
import type { Zone } from '../../platform/time.ts';
import { useZone } from '../../platform/time_text.tsx';
import { useAgents } from '../accounts/queries.ts';
import { spanText } from './labels.ts';
import { MomentFields } from './moment_fields.tsx';
import { type Leave, refreshRosters, useLeaves } from './queries.ts';
import classes from './roster.module.css';
import { fromInput, startOfDay, toInput } from './wall.ts';

const kinds = ['vacation', 'sick', 'training', 'other'] as const;

/** Who is away from now on. Everybody enters the own leave, a lead anybody's. */
export function LeavePanel() {
  const t = useT();
  const zone = useZone();
  const me = useSession().agent.id;
  const may = useCan();
  const leaves = useLeaves().data ?? [];
  const agents = useAgents().data ?? [];
  const remove = (leave: Leave) => client.delete(`/leaves/${leave.id}`).then(refreshRosters, (error: unknown) => notifyProblem(error, t));
  return (
    <Stack gap="md">
      {may('roster.take_part') && <LeaveForm zone={zone} />}
      {leaves.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('desk.roster.no_leave')}
        </Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className={classes.tableScroll} tabIndex={0} aria-label={t('desk.roster.leave')}>
          <Table aria-label={t('desk.roster.leave')} miw={480}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('desk.roster.person')}</Table.Th>
                <Table.Th>{t('desk.field.kind')}</Table.Th>
                <Table.Th>{t('desk.field.at')}</Table.Th>
                <Table.Th>{t('desk.roster.note')}</Table.Th>
                <Table.Th>{t('desk.field.actions')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {leaves.map((leave) => (
                <Table.Tr key={leave.id}>
                  <Table.Td>{agents.find((one) => one.id === leave.agent_id)?.name ?? `#${leave.agent_id}`}</Table.Td>
                  <Table.Td>{leave.kind === 'left' ? '' : t(`desk.roster.leave_${leave.kind}`)}</Table.Td>
                  <Table.Td>{spanText(Date.parse(leave.from_at), Date.parse(leave.to_at), zone)}</Table.Td>
                  <Table.Td>{leave.note}</Table.Td>
                  <Table.Td>
                    {(leave.agent_id === me || may('roster.configure')) && <DeleteButton onDelete={() => void remove(leave)} />}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </Stack>
  );
}

function LeaveForm({ zone }: { zone: Zone }) {
  const t = useT();
  const me = useSession().agent.id;
  const mayOthers = useCan()('roster.configure');
  const tomorrow = toInput(startOfDay(Date.now(), zone.timeZone, 1), zone.timeZone);
  const dayAfter = toInput(startOfDay(Date.now(), zone.timeZone, 2), zone.timeZone);
  const [form, setForm] = useState({ agent: me, kind: 'vacation', from: tomorrow, to: dayAfter, note: '' });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const save = async () => {
    const [from, to] = [fromInput(form.from, zone.timeZone), fromInput(form.to, zone.timeZone)];
    if (from === null || to === null) return;
    const times = { from_at: new Date(from).toISOString(), to_at: new Date(to).toISOString() };
    try {
      await client.post('/leaves', { agent_id: form.agent, kind: form.kind, note: form.note, ...times });
      await refreshRosters();
      notifyDone(t('desk.roster.saved'));
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Group gap="xs" align="flex-end">
        {mayOthers && <Who value={form.agent} onChange={(agent) => set({ agent })} />}
        <Select
          label={t('desk.field.kind')}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: t(`desk.roster.leave_${kind}`) }))}
          value={form.kind}
          onChange={(kind) => kind && set({ kind })}
        />
        <MomentFields from={form.from} to={form.to} onFrom={(from) => set({ from })} onTo={(to) => set({ to })} />
        <TextInput
          label={t('desk.roster.note')}
          maxLength={500}
          value={form.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <Button type="submit">{t('desk.roster.enter_leave')}</Button>
      </Group>
    </form>
  );
}

function Who({ value, onChange }: { value: number; onChange: (agent: number) => void }) {
  const t = useT();
  const agents = (useAgents().data ?? []).filter((one) => one.active);
  return (
    <Select
      label={t('desk.roster.person')}
      searchable
      allowDeselect={false}
      data={agents.map((one) => ({ value: String(one.id), label: one.name }))}
      value={String(value)}
      onChange={(agent) => agent && onChange(Number(agent))}
    />
  );
}
