import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { DeleteButton } from '../../platform/resource/resource_form.tsx';
import type { Zone } from '../../platform/time.ts';
import { useAgents } from '../accounts/queries.ts';
import { spanText } from './labels.ts';
import { type Gap, type Override, type Roster, refreshRosters } from './queries.ts';
import { fromInput, toInput } from './wall.ts';

/** A change of duty as it is being written. */
export interface ShiftDraft {
  id?: number;
  agent: number | null;
  kind: Override['kind'];
  insteadOf: number | null;
  from: number;
  to: number;
  note: string;
  gap?: Gap;
}

interface Props {
  roster: Roster;
  draft: ShiftDraft;
  zone: Zone;
  onClose: () => void;
}

/** The draft, and how it becomes what counts. */
function useShift({ roster, draft: first, onClose }: Props) {
  const t = useT();
  const [draft, setDraft] = useState(first);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<ShiftDraft>) => setDraft({ ...draft, ...part });
  const path = `/rosters/${roster.id}/overrides`;
  const run = async (work: Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work;
      await refreshRosters();
      notifyDone(done);
      onClose();
    } catch (error) {
      notifyProblem(error, t);
      setBusy(false);
    }
  };
  const times = { from_at: new Date(draft.from).toISOString(), to_at: new Date(draft.to).toISOString() };
  const save = () => {
    const { agent: agent_id, kind, note } = draft;
    const instead_of = kind === 'instead' ? draft.insteadOf : null;
    const begun = first.id !== undefined && first.from <= Date.now();
    const changes = begun ? { to_at: times.to_at, note } : { agent_id, ...times, note };
    const work =
      draft.id === undefined
        ? client.post(path, { agent_id, kind, instead_of, ...times, note })
        : client.patch(`${path}/${draft.id}`, changes);
    return run(work, t('desk.roster.saved'));
  };
  const remove = () => run(client.delete(`${path}/${draft.id}`), t('desk.roster.removed'));
  return { draft, set, busy, save, remove };
}

/** Puts somebody on duty; the keyboard's way to everything that the pointer drags. */
export function ShiftDialog(props: Props) {
  const { roster, zone, onClose } = props;
  const t = useT();
  const { draft, set, busy, save, remove } = useShift(props);
  const ready = draft.agent !== null && draft.from < draft.to && (draft.kind !== 'instead' || draft.insteadOf !== null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(draft.id === undefined ? 'desk.roster.add' : 'desk.roster.change_shift')}
      closeButtonProps={{ 'aria-label': t('desk.action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void save();
        }}
      >
        <Stack gap="sm">
          {draft.gap && (
            <Text size="sm">{t('desk.roster.gap_needs', { name: draft.gap.name, count: draft.gap.needed - draft.gap.present })}</Text>
          )}
          <Person draft={draft} set={set} />
          {draft.id === undefined && <How draft={draft} set={set} />}
          <Moments draft={draft} set={set} zone={zone} roster={roster} />
          <TextInput
            label={t('desk.roster.note')}
            maxLength={500}
            value={draft.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
          <Group justify="space-between">
            {draft.id === undefined ? <span /> : <DeleteButton onDelete={() => void remove()} />}
            <Button type="submit" loading={busy} disabled={!ready}>
              {t('desk.action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface PartProps {
  draft: ShiftDraft;
  set: (part: Partial<ShiftDraft>) => void;
}

/** For a gap those come first who can fill it and are free. */
function Person({ draft, set }: PartProps) {
  const t = useT();
  const agents = (useAgents().data ?? []).filter((one) => one.active).map((one) => ({ value: String(one.id), label: one.name }));
  const able = new Set((draft.gap?.candidates ?? []).map(String));
  const data = draft.gap
    ? [
        { group: t('desk.roster.able'), items: agents.filter((one) => able.has(one.value)) },
        { group: t('desk.roster.others'), items: agents.filter((one) => !able.has(one.value)) },
      ].filter((group) => group.items.length > 0)
    : agents;
  return (
    <Select
      label={t('desk.roster.person')}
      searchable
      required
      data-autofocus
      openOnFocus={false}
      data={data}
      value={draft.agent === null ? null : String(draft.agent)}
      onChange={(value) => set({ agent: value === null ? null : Number(value) })}
    />
  );
}

function How({ draft, set }: PartProps) {
  const t = useT();
  const agents = useAgents().data ?? [];
  return (
    <>
      <Select
        label={t('desk.roster.how')}
        allowDeselect={false}
        data={(['beside', 'instead', 'alone'] as const).map((kind) => ({ value: kind, label: t(`desk.roster.how_${kind}`) }))}
        value={draft.kind}
        onChange={(kind) => kind && set({ kind: kind as Override['kind'] })}
      />
      {draft.kind === 'instead' && (
        <Select
          label={t('desk.roster.instead_of')}
          searchable
          required
          data={agents.map((one) => ({ value: String(one.id), label: one.name }))}
          value={draft.insteadOf === null ? null : String(draft.insteadOf)}
          onChange={(value) => set({ insteadOf: value === null ? null : Number(value) })}
        />
      )}
    </>
  );
}

function Moments({ draft, set, zone, roster }: PartProps & { zone: Zone; roster: Roster }) {
  const t = useT();
  const field = (name: 'from' | 'to') => (
    <TextInput
      flex={1}
      type="datetime-local"
      required
      label={t(`desk.roster.${name}`)}
      value={toInput(draft[name], zone.timeZone)}
      onChange={(event) => {
        const at = fromInput(event.currentTarget.value, zone.timeZone);
        if (at !== null) set({ [name]: at });
      }}
    />
  );
  const its = { ...zone, timeZone: roster.time_zone };
  return (
    <div>
      <Group gap="sm" align="flex-end">
        {field('from')}
        {field('to')}
      </Group>
      {zone.timeZone !== roster.time_zone && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('desk.roster.in_its_zone', { time: spanText(draft.from, draft.to, its), zone: roster.time_zone.replaceAll('_', ' ') })}
        </Text>
      )}
    </div>
  );
}
