import type { Channel, Severity, Status, TicketRow } from '@goodhost/shared/api.ts';
import { Badge } from '@mantine/core';
import {
  IconAlertOctagon,
  IconApi,
  IconArchive,
  IconArrowDown,
  IconArrowUp,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconClockHour4,
  IconHourglass,
  IconMail,
  IconMessage,
  IconMinus,
  IconPhone,
  IconPlayerPause,
  IconWorld,
} from '@tabler/icons-react';
import { useNow } from '../../platform/clock.ts';
import { HoverTip } from '../../platform/hover_tip.tsx';
import { useT, useWords } from '../../platform/i18n.tsx';
import { exactTime, shortDuration } from '../../platform/time.ts';
import { useZone } from '../../platform/time_text.tsx';
import { owedOf } from './owed.ts';
import { useCategories } from './queries.ts';
import classes from './words.module.css';

export const severityIcons: Record<Severity, typeof IconMinus> = {
  critical: IconAlertOctagon,
  high: IconArrowUp,
  normal: IconMinus,
  low: IconArrowDown,
};
export const severityColors: Record<Severity, string> = { critical: 'red', high: 'orange', normal: 'gray', low: 'gray' };

export const statusIcons: Record<Status, typeof IconMinus> = {
  new: IconCircleDashed,
  open: IconCircle,
  waiting: IconHourglass,
  on_hold: IconPlayerPause,
  resolved: IconCircleCheck,
  closed: IconArchive,
};

const channelIcons: Record<Channel, typeof IconMinus> = {
  portal: IconWorld,
  email: IconMail,
  chat: IconMessage,
  phone: IconPhone,
  api: IconApi,
};

export function SeverityBadge({ severity, size = 'sm' }: { severity: Severity; size?: 'xs' | 'sm' }) {
  const t = useT();
  const Icon = severityIcons[severity];
  return (
    <Badge
      className={classes.badge}
      size={size}
      variant="light"
      color={severityColors[severity]}
      leftSection={<Icon size={12} aria-hidden />}
    >
      {t(`desk.severity.${severity}`)}
    </Badge>
  );
}

export function StatusBadge({ status }: { status: Status }) {
  const t = useT();
  const Icon = statusIcons[status];
  return (
    <Badge
      className={classes.badge}
      size="sm"
      variant="light"
      color={status === 'resolved' ? 'green' : 'gray'}
      leftSection={<Icon size={12} aria-hidden />}
    >
      {t(`desk.status.${status}`)}
    </Badge>
  );
}

export function ChannelIcon({ channel, size = 14 }: { channel: Channel; size?: number }) {
  const t = useT();
  const Icon = channelIcons[channel] ?? IconWorld;
  return (
    <HoverTip label={t(`desk.channel.${channel}`)}>
      <Icon size={size} stroke={1.7} role="img" aria-label={t(`desk.channel.${channel}`)} />
    </HoverTip>
  );
}

/** A category's name in the person's language: the host's own, or the built-in one's. */
export function useCategoryName(): (key: string) => string {
  const { language, tOr } = useWords();
  const { data } = useCategories();
  return (key) => {
    const own = data?.find((one) => one.key === key)?.name;
    return own?.[language] ?? tOr(`desk.category.${key}`, own?.en ?? key);
  };
}

/** The categories to choose from, by their names. */
export function useCategoryOptions(): { value: string; label: string }[] {
  const nameOf = useCategoryName();
  return (useCategories().data ?? []).map((one) => ({ value: one.key, label: nameOf(one.key) }));
}

/** What is owed, counting live: by when, or how late. */
export function OwedText({ row, long }: { row: TicketRow; long?: boolean }) {
  const t = useT();
  const zone = useZone();
  const now = useNow(10_000);
  const owed = owedOf(row, now);
  if (owed.kind === 'nothing') return long ? <span className={classes.owed}>{t('desk.owed.nothing')}</span> : null;
  const due = owed.due ?? now;
  const late = owed.tone === 'late';
  const time = shortDuration(due - now, t);
  const waited = owed.since === null ? '' : shortDuration(now - owed.since, t);
  const exact = exactTime(new Date(due).toISOString(), zone);
  const what = owed.kind === 'report' || owed.kind === 'resolution' ? owed.kind : 'word';
  const text = long ? longText() : t(late ? `desk.owed.${what}_late_short` : `desk.owed.${what}_due_short`, { time });
  const hover =
    what === 'word' && row.unanswered_since
      ? t('desk.owed.word_exact', { since: exactTime(row.unanswered_since, zone), due: exact })
      : t(`desk.owed.${what === 'word' ? 'report' : what}_exact`, { time: exact });
  const Icon = owed.tone === 'fine' ? IconClockHour4 : IconClockExclamation;
  return (
    <HoverTip label={hover}>
      <span className={classes.owed} data-tone={owed.tone}>
        <Icon size={long ? 15 : 13} stroke={1.8} aria-hidden />
        {text}
      </span>
    </HoverTip>
  );

  function longText(): string {
    if (what !== 'word') return t(late ? `desk.owed.${what}_late` : `desk.owed.${what}_due`, { time });
    if (late) return t('desk.owed.word_late', { name: row.contact.name, time });
    return t('desk.owed.word', { name: row.contact.name, waited, left: time });
  }
}
