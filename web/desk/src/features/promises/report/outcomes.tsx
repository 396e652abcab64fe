import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../platform/i18n.tsx';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { mediumTime, shortDuration } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import { SeverityBadge } from '../../tickets/words.tsx';
import { type Figure, type OutcomeItem, useOutcomes } from '../queries.ts';
import classes from './report.module.css';

/** The promises behind one figure of the report, the one that was due last first. */
export function Outcomes({ figure, name, onClose }: { figure: Figure; name: string; onClose: () => void }) {
  const t = useT();
  const found = useOutcomes(figure);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const what = t(figure.kind === 'cap' ? 'desk.report.cap' : `desk.promise.${figure.kind}`);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={[what, name, t(`desk.report.${figure.judged}`)].filter(Boolean).join(' · ')}
      closeButtonProps={{ 'aria-label': t('desk.action.close') }}
    >
      {found.error ? (
        <ErrorView error={found.error} retry={() => void found.refetch()} />
      ) : found.isPending ? (
        <SkeletonRows rows={5} />
      ) : (
        <Stack gap="sm">
          <ol className={classes.outcomes}>
            {items.map((item) => (
              <Item key={`${item.kind}${item.id}`} item={item} />
            ))}
          </ol>
          {found.hasNextPage && (
            <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {t('desk.action.load_more')}
            </Button>
          )}
        </Stack>
      )}
    </Drawer>
  );
}

function Item({ item }: { item: OutcomeItem }) {
  const t = useT();
  const zone = useZone();
  const due = Date.parse(item.due_at);
  const ended = item.ended_at ? Date.parse(item.ended_at) : null;
  const told = item.outcome === 'owed' ? t('desk.report.still_owed') : ended === null ? '' : took();
  return (
    <li>
      <Link className={classes.outcome} to="/inbox/$ticketId" params={{ ticketId: String(item.ticket_id) }} search={{ view: 'all' }}>
        <Group gap={8} wrap="nowrap" justify="space-between">
          <b className={classes.subject}>{item.subject}</b>
          <SeverityBadge severity={item.severity} size="xs" />
        </Group>
        <Text size="xs" c="dimmed">
          {[`#${item.ticket_id}`, item.contact, item.agent].filter(Boolean).join(' · ')}
        </Text>
        <Text size="xs">{[t('desk.promise.due', { time: mediumTime(item.due_at, zone) }), told].filter(Boolean).join(' · ')}</Text>
      </Link>
    </li>
  );

  function took(): string {
    if (item.outcome === 'dropped') return t('desk.promise.course.dropped');
    const difference = shortDuration((ended ?? due) - due, t);
    return item.outcome === 'late' ? t('desk.owed.late', { time: difference }) : t('desk.report.early', { time: difference });
  }
}
