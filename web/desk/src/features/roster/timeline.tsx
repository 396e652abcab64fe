import { IconAlertTriangle, IconArrowsExchange } from '@tabler/icons-react';
import { type PointerEvent, useRef, useState } from 'react';
import { useT } from '../../platform/i18n.tsx';
import { clockTime, type Zone } from '../../platform/time.ts';
import { type Drag, type DragKind, dragged, hasMoved, momentAt, shortest, snap } from './drag.ts';
import { spanText } from './labels.ts';
import type { DutySpan, Gap, Override } from './queries.ts';
import classes from './roster.module.css';
import { TimelineHead } from './timeline_head.tsx';

export interface Row {
  agent: number;
  name: string;
}

interface Props {
  rows: Row[];
  days: number[];
  spans: DutySpan[];
  overrides: Override[];
  gaps: Gap[];
  zone: Zone;
  mayChange: boolean;
  onAdd: (agent: number, from: number, to: number) => void;
  onOpen: (span: DutySpan) => void;
  onGap: (gap: Gap) => void;
  onMove: (override: Override, from: number, to: number) => void;
}

/** Who is on duty when: a line for each person, time from left to right in the viewer's zone. */
export function Timeline(props: Props) {
  const t = useT();
  const { rows, days, gaps, zone } = props;
  const range = { from: days[0] ?? 0, to: days.at(-1) ?? 0 };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.scroll} aria-label={t('desk.roster.timeline')} tabIndex={0} data-days={days.length - 1}>
      <div className={classes.grid}>
        <TimelineHead days={days} zone={zone} />
        {gaps.length > 0 && (
          <div className={classes.line}>
            <span className={classes.gapName}>
              <IconAlertTriangle size={14} aria-hidden /> {t('desk.roster.gaps')}
            </span>
            <div className={classes.track}>
              {gaps.map((gap) => (
                <GapBar key={`${gap.from_at}|${gap.name}|${gap.skill_id}|${gap.language}`} gap={gap} range={range} {...props} />
              ))}
            </div>
          </div>
        )}
        {rows.map((row) => (
          <Line key={row.agent} row={row} range={range} {...props} />
        ))}
      </div>
    </section>
  );
}

interface Range {
  from: number;
  to: number;
}

const placed = (from: number, to: number, range: Range) => ({
  insetInlineStart: `${((Math.max(from, range.from) - range.from) / (range.to - range.from)) * 100}%`,
  width: `${((Math.min(to, range.to) - Math.max(from, range.from)) / (range.to - range.from)) * 100}%`,
});

/** Over four weeks they stand too close to be met by a pointer: there the list below fills them. */
function GapBar({ gap, range, days, zone, mayChange, onGap }: Props & { gap: Gap; range: Range }) {
  const close = days.length > 8;
  const t = useT();
  const label = t('desk.roster.gap_label', {
    missing: gap.needed - gap.present,
    time: spanText(Date.parse(gap.from_at), Date.parse(gap.to_at), zone),
    name: gap.name,
  });
  return (
    <button
      type="button"
      className={classes.gap}
      style={placed(Date.parse(gap.from_at), Date.parse(gap.to_at), range)}
      aria-label={label}
      title={label}
      disabled={!mayChange || close}
      onClick={() => onGap(gap)}
    >
      <span className={classes.barText} data-text={`−${gap.needed - gap.present}`} />
    </button>
  );
}

type LineProps = Props & { row: Row; range: Range };

/** What the pointer holds on a line, and what comes of it when it lets go. */
function useDrag({ row, range, spans, overrides, mayChange, onAdd, onOpen, onMove }: LineProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const track = useRef<HTMLDivElement>(null);
  const at = (event: PointerEvent) => momentAt(event.clientX, track.current?.getBoundingClientRect() ?? { left: 0, width: 1 }, range);

  const take = (event: PointerEvent, kind: DragKind, override?: Override) => {
    // A finger scrolls; it opens a shift by a tap.
    if (!mayChange || event.button !== 0 || event.pointerType === 'touch') return;
    event.stopPropagation();
    track.current?.setPointerCapture(event.pointerId);
    const grabbed = kind === 'create' ? snap(at(event)) : at(event);
    const was = override ? { from: Date.parse(override.from_at), to: Date.parse(override.to_at) } : { from: grabbed, to: grabbed };
    setDrag({ kind, agent: row.agent, override: override?.id, ...was, grabbed, was });
  };
  const drop = () => {
    setDrag(null);
    if (!drag || !hasMoved(drag)) {
      const span = drag?.override === undefined ? undefined : spans.find((one) => one.override_id === drag.override);
      if (span) onOpen(span);
      return;
    }
    const override = overrides.find((one) => one.id === drag.override);
    if (override) onMove(override, drag.from, drag.to);
    else if (drag.to - drag.from >= shortest) onAdd(row.agent, drag.from, drag.to);
  };
  const move = (event: PointerEvent) => drag && setDrag(dragged(drag, at(event)));
  const stop = () => setDrag(null);
  return { drag, track, take, move, drop, stop };
}

function Line(props: LineProps) {
  const { row, range, days, spans, overrides, zone, mayChange, onOpen } = props;
  const { drag, track, take, move, drop, stop } = useDrag(props);
  const mine = spans.filter((one) => one.agent_id === row.agent);
  return (
    <div className={classes.line}>
      <span className={classes.name}>{row.name}</span>
      <div
        ref={track}
        className={classes.track}
        data-editable={mayChange || undefined}
        onPointerDown={(event) => take(event, 'create')}
        onPointerMove={move}
        onPointerUp={drop}
        onPointerCancel={stop}
      >
        {days.slice(1, -1).map((day) => (
          <span key={day} className={classes.midnight} style={{ insetInlineStart: placed(day, day, range).insetInlineStart }} />
        ))}
        {mine.map((span) => (
          <Bar
            key={`${span.from_at}|${span.layer}|${span.override_id}`}
            span={span}
            override={overrides.find((one) => one.id === span.override_id)}
            name={row.name}
            range={range}
            zone={zone}
            mayChange={mayChange}
            onOpen={() => onOpen(span)}
            onTake={take}
          />
        ))}
        {drag && (
          <span className={classes.ghost} style={placed(drag.from, drag.to, range)} data-text={spanText(drag.from, drag.to, zone)} />
        )}
      </div>
    </div>
  );
}

interface BarProps {
  span: DutySpan;
  override: Override | undefined;
  name: string;
  range: Range;
  zone: Zone;
  mayChange: boolean;
  onOpen: () => void;
  onTake: (event: PointerEvent, kind: DragKind, override: Override) => void;
}

/** A change can be moved; what a layer says is changed by standing in for it. */
function Bar({ span, override, name, range, zone, mayChange, onOpen, onTake }: BarProps) {
  const t = useT();
  const [from, to] = [Date.parse(span.from_at), Date.parse(span.to_at)];
  const text = spanText(from, to, zone);
  const label = t('desk.roster.bar', { name, time: text, why: override ? t('desk.roster.why_override') : span.layer });
  const movable = mayChange && override !== undefined;
  return (
    <button
      type="button"
      className={classes.bar}
      data-override={override !== undefined || undefined}
      data-movable={movable || undefined}
      style={placed(from, to, range)}
      aria-label={label}
      title={label}
      onPointerDown={(event) => (movable ? onTake(event, 'move', override) : event.stopPropagation())}
      // The pointer's way ends on the line, which has caught it: this is the keyboard's, and that of a plain shift.
      onClick={onOpen}
    >
      {movable && <span className={classes.edge} data-side="start" onPointerDown={(event) => onTake(event, 'start', override)} />}
      {override && <IconArrowsExchange size={12} aria-hidden />}
      {/* Drawn by the style: the name says it all, with the days. */}
      <span className={classes.barText} data-text={`${clockTime(from, zone)}–${clockTime(to, zone)}`} />
      {movable && <span className={classes.edge} data-side="end" onPointerDown={(event) => onTake(event, 'end', override)} />}
    </button>
  );
}
