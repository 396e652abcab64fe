import type { SortOrder, TicketRow } from '@goodhost/shared/api.ts';
import { Button } from '@mantine/core';
import { IconArrowUp, IconMoodSmile } from '@tabler/icons-react';
import type { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import classes from './inbox.module.css';
import { Row } from './row.tsx';
import type { Selection } from './use_selection.ts';

const rowHeight = 78;
/** How many rows before the end the next page is fetched. */
const ahead = 30;

type ListQuery = Pick<
  ReturnType<typeof useInfiniteQuery>,
  'isPending' | 'isError' | 'error' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'refetch'
>;

export interface TicketListProps {
  list: ListQuery;
  rows: TicketRow[];
  view: string;
  sort: SortOrder;
  openId: number | null;
  cursor: number | null;
  waiting: number;
  onShow: () => void;
  selection: Selection;
}

export function TicketList(props: TicketListProps) {
  const t = useT();
  const { list, rows, waiting, onShow } = props;
  if (list.isPending) return <SkeletonRows rows={9} height={62} />;
  if (list.isError && rows.length === 0) return <ErrorView error={list.error} retry={() => void list.refetch()} />;
  return (
    <>
      <div aria-live="polite">
        {waiting > 0 && (
          <Button
            className={classes.newBar}
            radius={0}
            variant="light"
            fullWidth
            leftSection={<IconArrowUp size={14} aria-hidden />}
            onClick={onShow}
          >
            {t('desk.inbox.new_rows', { count: waiting })}
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyView icon={<IconMoodSmile size={32} stroke={1.4} aria-hidden />} title={t('desk.inbox.empty')}>
          {t('desk.inbox.empty_hint')}
        </EmptyView>
      ) : (
        <VirtualRows {...props} />
      )}
    </>
  );
}

function VirtualRows({ list, rows, view, sort, openId, cursor, selection }: TicketListProps) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && last > rows.length - ahead) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const at = cursor === null ? -1 : rows.findIndex((row) => row.id === cursor);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul className={classes.rows} style={{ height: virtual.getTotalSize() }} aria-label={t('desk.inbox.list')}>
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              className={classes.item}
              style={{ transform: `translateY(${item.start}px)`, height: rowHeight }}
              aria-setsize={hasNextPage ? -1 : rows.length}
              aria-posinset={item.index + 1}
            >
              <Row
                row={row}
                view={view}
                sort={sort}
                open={row.id === openId}
                cursor={row.id === cursor}
                selected={selection.has(row.id)}
                onSelect={selection.toggle}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
