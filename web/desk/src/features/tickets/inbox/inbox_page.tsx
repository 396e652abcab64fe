import type { SortOrder } from '@goodhost/shared/api.ts';
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { useShortcut } from '../../../platform/shortcuts.tsx';
import { useLiveList } from '../live_list.ts';
import { useTicketList } from '../queries.ts';
import classes from './inbox.module.css';
import { ListHeader } from './list_header.tsx';
import { TicketList } from './ticket_list.tsx';
import { useSelection } from './use_selection.ts';

const BulkBar = lazy(async () => ({ default: (await import('./bulk_bar.tsx')).BulkBar }));

export const defaultView = 'open';

export function InboxPage() {
  const t = useT();
  const { view = defaultView, sort = 'owed' } = useSearch({ from: '/inbox' });
  const params = useParams({ strict: false });
  const openId = params.ticketId ? Number(params.ticketId) : null;
  const list = useTicketList(view, sort);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const first = list.data?.pages[0];
  const { waiting, show } = useLiveList(view, rows, list.data ? (first?.position ?? '') : undefined);
  const [cursor, setCursor] = useState<number | null>(openId);
  useEffect(() => setCursor(openId), [openId]);
  const selection = useSelection(rows, view);
  const open = useOpenTicket(view, sort);
  useListKeys({ ids: rows.map((row) => row.id), cursor, setCursor, open, toggle: selection.toggle });
  const header = <ListHeader view={view} sort={sort} total={first?.total ?? null} />;
  return (
    <div className={classes.page} data-open={openId !== null || undefined}>
      <section className={classes.list} aria-label={t('desk.inbox.list')}>
        {selection.ids.length > 0 ? (
          <Suspense fallback={header}>
            <BulkBar selection={selection} rows={rows} />
          </Suspense>
        ) : (
          header
        )}
        <TicketList
          list={list}
          rows={rows}
          view={view}
          sort={sort}
          openId={openId}
          cursor={cursor}
          waiting={waiting}
          onShow={show}
          selection={selection}
        />
      </section>
      <div className={classes.rest}>
        <Outlet />
      </div>
    </div>
  );
}

function useOpenTicket(view: string, sort: SortOrder) {
  const navigate = useNavigate();
  return useCallback(
    (id: number) => void navigate({ to: '/inbox/$ticketId', params: { ticketId: String(id) }, search: { view, sort } }),
    [navigate, view, sort],
  );
}

interface Keys {
  ids: number[];
  cursor: number | null;
  setCursor: (id: number) => void;
  open: (id: number) => void;
  toggle: (id: number, range?: boolean) => void;
}

function useListKeys({ ids, cursor, setCursor, open, toggle }: Keys) {
  const at = cursor === null ? -1 : ids.indexOf(cursor);
  const move = (step: number) => {
    const next = ids[Math.min(ids.length - 1, Math.max(0, at + step))];
    if (next !== undefined) setCursor(next);
  };
  useShortcut({ keys: 'j', label: 'desk.shortcut.next', group: 'list' }, () => move(1));
  useShortcut({ keys: 'k', label: 'desk.shortcut.previous', group: 'list' }, () => move(-1));
  useShortcut({ keys: 'Enter', label: 'desk.shortcut.open', group: 'list' }, () => cursor !== null && open(cursor));
  useShortcut({ keys: 'x', label: 'desk.shortcut.select', group: 'list' }, () => cursor !== null && toggle(cursor));
}
