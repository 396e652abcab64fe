import { Badge, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { useCan, useSession } from '../../platform/session.tsx';
import { useZone } from '../../platform/time_text.tsx';
import { useAgents } from '../accounts/queries.ts';
import { spanText } from './labels.ts';
import { MomentFields } from './moment_fields.tsx';
import { type Roster, refreshRosters, type Swap, useSwaps } from './queries.ts';
import { fromInput, startOfDay, toInput } from './wall.ts';

/** Who asked whom to take a time of duty, and what became of it. */
export function SwapsPanel({ roster }: { roster: Roster | undefined }) {
  const t = useT();
  const mayTakePart = useCan()('roster.take_part');
  const swaps = useSwaps().data ?? [];
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('desk.roster.swaps')}
      </Title>
      <Stack gap="xs">
        {mayTakePart && roster && <AskForm roster={roster} />}
        {swaps.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('desk.roster.no_swaps')}
          </Text>
        )}
        {swaps.map((swap) => (
          <Line key={swap.id} swap={swap} />
        ))}
      </Stack>
    </section>
  );
}

function Line({ swap }: { swap: Swap }) {
  const t = useT();
  const zone = useZone();
  const me = useSession().agent.id;
  const agents = useAgents().data ?? [];
  const nameOf = (id: number) => agents.find((agent) => agent.id === id)?.name ?? `#${id}`;
  const run = (work: Promise<unknown>) => void work.then(refreshRosters, (error: unknown) => notifyProblem(error, t));
  const open = swap.state === 'asked';
  return (
    <Group gap="xs">
      <Text size="sm">
        {t('desk.roster.swap_line', {
          from: nameOf(swap.from_agent),
          to: nameOf(swap.to_agent),
          time: spanText(Date.parse(swap.from_at), Date.parse(swap.to_at), zone),
        })}
      </Text>
      <Badge size="sm" variant="light" color={swap.state === 'accepted' ? 'green' : open ? 'yellow' : 'gray'}>
        {t(`desk.roster.swap_${swap.state}`)}
      </Badge>
      {open && swap.to_agent === me && (
        <>
          <Button size="compact-xs" onClick={() => run(client.post(`/swaps/${swap.id}/acceptance`))}>
            {t('desk.roster.accept')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => run(client.delete(`/swaps/${swap.id}`))}>
            {t('desk.roster.decline')}
          </Button>
        </>
      )}
      {open && swap.from_agent === me && (
        <Button size="compact-xs" variant="default" onClick={() => run(client.delete(`/swaps/${swap.id}`))}>
          {t('desk.roster.withdraw')}
        </Button>
      )}
    </Group>
  );
}

function AskForm({ roster }: { roster: Roster }) {
  const t = useT();
  const zone = useZone();
  const me = useSession().agent.id;
  const agents = (useAgents().data ?? []).filter((one) => one.active && one.id !== me);
  const [form, setForm] = useState({
    to: null as string | null,
    from_at: toInput(startOfDay(Date.now(), zone.timeZone, 1), zone.timeZone),
    to_at: toInput(startOfDay(Date.now(), zone.timeZone, 2), zone.timeZone),
  });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const ask = async () => {
    const [from, to] = [fromInput(form.from_at, zone.timeZone), fromInput(form.to_at, zone.timeZone)];
    if (from === null || to === null || form.to === null) return;
    try {
      const times = { from_at: new Date(from).toISOString(), to_at: new Date(to).toISOString() };
      await client.post(`/rosters/${roster.id}/swaps`, { to_agent: Number(form.to), note: '', ...times });
      await refreshRosters();
      notifyDone(t('desk.roster.swap_sent'));
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <Group gap="xs" align="flex-end">
        <Select
          label={t('desk.roster.ask_whom')}
          searchable
          required
          data={agents.map((one) => ({ value: String(one.id), label: one.name }))}
          value={form.to}
          onChange={(to) => set({ to })}
        />
        <MomentFields from={form.from_at} to={form.to_at} onFrom={(from_at) => set({ from_at })} onTo={(to_at) => set({ to_at })} />
        <Button type="submit" variant="default">
          {t('desk.roster.ask_swap', { roster: roster.name })}
        </Button>
      </Group>
    </form>
  );
}
