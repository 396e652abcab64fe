import { Button, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyProblem, notifyUndo } from '../../platform/notify.tsx';
import { useCan } from '../../platform/session.tsx';
import { useZone } from '../../platform/time_text.tsx';
import { useAgents } from '../accounts/queries.ts';
import { GapsList } from './gaps_list.tsx';
import { NowNext } from './now_next.tsx';
import { PhoneList } from './phone_list.tsx';
import { type DutySpan, type Gap, type Override, type Roster, refreshRosters, useGaps, useOnDuty, useSpans } from './queries.ts';
import { ScheduleBar, week } from './schedule_bar.tsx';
import { ShiftDialog, type ShiftDraft } from './shift_dialog.tsx';
import { StrainsList } from './strains_list.tsx';
import { type Row, Timeline } from './timeline.tsx';
import { dayStarts, startOfWeek } from './wall.ts';

const hour = 3_600_000;

/** One roster over a week or four, in the viewer's time, with who is on duty now and what is missing. */
export function RosterSchedule({ roster }: { roster: Roster }) {
  const t = useT();
  const zone = useZone();
  const mayChange = useCan()('roster.configure');
  const phone = useMediaQuery('(max-width: 48em)', false);
  const move = useMove(roster);
  const [length, setLength] = useState(week);
  const [start, setStart] = useState(() => startOfWeek(Date.now(), zone.timeZone));
  const [draft, setDraft] = useState<ShiftDraft | null>(null);
  const { days, shown, items, overrides, gaps, opened, duty, rows, nameOf } = useSchedule(roster, start, length);

  const add = (agent: number | null, from: number, to: number) =>
    setDraft({ agent, kind: 'beside', insteadOf: null, from: Math.max(from, roundUp(Date.now())), to, note: '' });
  const open = (span: DutySpan) => mayChange && setDraft(draftOf(span, overrides));
  const fill = (gap: Gap) => {
    const [from, to] = [Date.parse(gap.from_at), Date.parse(gap.to_at)];
    setDraft({ agent: gap.candidates[0] ?? null, kind: 'beside', insteadOf: null, from, to, note: '', gap });
  };
  const shared = { days, spans: items, gaps, zone, mayChange, onOpen: open, onGap: fill };
  return (
    <Stack gap="md">
      <NowNext duty={duty} zone={zone} />
      <ScheduleBar shown={shown} length={length} zone={zone} onStart={setStart} onLength={setLength}>
        {mayChange && (
          <Button
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => add(null, roundUp(Date.now()), roundUp(Date.now()) + 8 * hour)}
          >
            {t('desk.roster.add')}
          </Button>
        )}
      </ScheduleBar>
      {phone ? (
        <PhoneList {...shared} nameOf={nameOf} />
      ) : (
        <Timeline {...shared} rows={rows} overrides={overrides} onAdd={add} onMove={move} />
      )}
      <Text size="xs" c="dimmed">
        {t('desk.roster.zones', { mine: zone.timeZone.replaceAll('_', ' '), its: roster.time_zone.replaceAll('_', ' ') })}
        {mayChange && !phone && ` ${t('desk.roster.drag_hint')}`}
      </Text>
      <GapsList roster={roster} from={opened} zone={zone} mayChange={mayChange} onFill={fill} />
      <StrainsList roster={roster} zone={zone} nameOf={nameOf} />
      {draft && <ShiftDialog roster={roster} draft={draft} zone={zone} onClose={() => setDraft(null)} />}
    </Stack>
  );
}

const roundUp = (at: number) => Math.ceil(at / (30 * 60_000)) * 30 * 60_000;

/** Everybody who stands in the plan, and whoever stands in for somebody. */
function rowsOf(roster: Roster, spans: DutySpan[], overrides: Override[]): number[] {
  const people = roster.layers.flatMap((layer) => [...(layer.agents ?? []), ...(layer.shifts ?? []).flatMap((shift) => shift.agents)]);
  return [...new Set([...people, ...spans.map((one) => one.agent_id), ...overrides.map((one) => one.agent_id)])];
}

/** A change is changed; for what a layer says somebody stands in. */
function draftOf(span: DutySpan, overrides: Override[]): ShiftDraft {
  const override = overrides.find((one) => one.id === span.override_id);
  if (!override) {
    const from = Math.max(Date.parse(span.from_at), roundUp(Date.now()));
    return { agent: null, kind: 'instead', insteadOf: span.agent_id, from, to: Math.max(Date.parse(span.to_at), from), note: '' };
  }
  return {
    id: override.id,
    agent: override.agent_id,
    kind: override.kind,
    insteadOf: override.instead_of ?? null,
    from: Date.parse(override.from_at),
    to: Date.parse(override.to_at),
    note: override.note,
  };
}

/** A change is moved at once, and can be moved back. */
function useMove(roster: Roster) {
  const t = useT();
  return (one: Override, from: number, to: number) => {
    const begun = Date.parse(one.from_at) <= Date.now();
    const put = (begins: number, ends: number) =>
      client
        .patch(`/rosters/${roster.id}/overrides/${one.id}`, {
          ...(begun ? {} : { from_at: new Date(begins).toISOString() }),
          to_at: new Date(ends).toISOString(),
        })
        .then(refreshRosters, (error: unknown) => notifyProblem(error, t));
    void put(from, to).then(() =>
      notifyUndo(t('desk.roster.moved'), {
        label: t('desk.action.undo'),
        run: () => void put(Date.parse(one.from_at), Date.parse(one.to_at)),
      }),
    );
  };
}

/** What there is to show between two midnights, and what is missing in the weeks ahead. */
function useSchedule(roster: Roster, start: number, length: number) {
  const zone = useZone();
  const [opened] = useState(() => Math.ceil(Date.now() / 60_000) * 60_000);
  const days = dayStarts(start, length, zone.timeZone);
  const shown = { from: days[0] ?? start, to: days.at(-1) ?? start };
  const spans = useSpans(roster.id, shown.from, shown.to).data;
  const gaps = useGaps(roster.id, Math.max(shown.from, opened), shown.to).data ?? [];
  const duty = useOnDuty().data?.find((one) => one.roster_id === roster.id);
  const agents = useAgents().data ?? [];
  const nameOf = (id: number) => agents.find((one) => one.id === id)?.name ?? `#${id}`;
  const items = spans?.items ?? [];
  const overrides = spans?.overrides ?? [];
  const rows = rowsOf(roster, items, overrides).map((agent): Row => ({ agent, name: nameOf(agent) }));
  return { days, shown, items, overrides, gaps, opened, duty, rows, nameOf };
}
