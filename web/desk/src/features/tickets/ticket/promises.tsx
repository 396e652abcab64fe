import type { List, Ticket, TicketPromise } from '@goodhost/shared/api.ts';
import { Badge, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useNow } from '../../../platform/clock.ts';
import { type T, useT } from '../../../platform/i18n.tsx';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { exactTime, shortDuration } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import classes from './ticket.module.css';

/** Every promise on the ticket with the arithmetic of its deadline, for who asks why. */
export function Promises({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={420} position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.why} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('desk.promise.why')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('desk.promise.all')} className={classes.promises} tabIndex={0}>
        <Found ticket={ticket} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Found({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const found = useQuery({
    // What has happened since is another answer.
    queryKey: ['tickets', 'promises', ticket.id, ticket.promise?.due_at, ticket.events.length],
    queryFn: ({ signal }) => client.get<List<TicketPromise>>(`/tickets/${ticket.id}/promises`, undefined, signal),
  });
  if (found.isPending) return <SkeletonRows rows={3} height={40} />;
  if (!found.data) return <ErrorView error={found.error} retry={() => void found.refetch()} />;
  if (found.data.items.length === 0) return <Text size="sm">{t('desk.owed.nothing')}</Text>;
  return (
    <Stack gap={12}>
      {found.data.items.map((one) => (
        <One key={`${one.kind} ${one.id}`} promise={one} />
      ))}
    </Stack>
  );
}

const colors: Partial<Record<TicketPromise['course'], string>> = { broken: 'red', late: 'red', kept: 'green' };

function One({ promise }: { promise: TicketPromise }) {
  const t = useT();
  const zone = useZone();
  const now = useNow(10_000);
  const exact = (at: string) => exactTime(at, zone);
  return (
    <div>
      <div className={classes.promiseLine}>
        <Text fw={600} size="sm">
          {t(`desk.promise.${promise.kind}`)}
        </Text>
        <Badge size="sm" variant="light" color={colors[promise.course] ?? 'gray'}>
          {t(`desk.promise.course.${promise.course}`)}
        </Badge>
      </div>
      {promise.due_at && (
        <Text size="sm">
          {t('desk.promise.due', { time: exact(promise.due_at) })}
          {!promise.ended_at && ` (${leftOf(Date.parse(promise.due_at) - now, t)})`}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {sumOf(promise, exact, t)}
      </Text>
      {promise.pauses.map((pause) => (
        <Text key={pause.from} size="xs" c="dimmed">
          {pause.to
            ? t('desk.promise.stood_still', { from: exact(pause.from), to: exact(pause.to) })
            : t('desk.promise.stands_still', { from: exact(pause.from) })}
        </Text>
      ))}
    </div>
  );
}

function leftOf(left: number, t: T): string {
  return left < 0
    ? t('desk.owed.word_late_short', { time: shortDuration(left, t) })
    : t('desk.owed.word_due_short', { time: shortDuration(left, t) });
}

/** `4 h by the wall clock from …, promised by "Normal"; 1 h 20 of it are gone.` */
function sumOf(promise: TicketPromise, exact: (at: string) => string, t: T): string {
  const target = shortDuration(promise.target_seconds * 1000, t);
  const spent = shortDuration(promise.spent_seconds * 1000, t);
  const from = exact(promise.started_at);
  const zone = promise.time_zone ? ` (${promise.time_zone})` : '';
  const by = promise.calendar ? t('desk.promise.by_calendar', { calendar: promise.calendar + zone }) : t('desk.promise.by_wall_clock');
  const who =
    promise.kind === 'cap'
      ? t('desk.promise.of_cap')
      : promise.policy
        ? t('desk.promise.of_policy', { policy: promise.policy })
        : t('desk.promise.of_announcement');
  return t('desk.promise.sum', { target, by, from, who, spent });
}
