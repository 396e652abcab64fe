import type { SortOrder, View } from '@goodhost/shared/api.ts';
import { ActionIcon, Menu, ScrollArea, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconChevronDown, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { useCan, useSession } from '../../../platform/session.tsx';
import { ticketKeys, useViews } from '../queries.ts';
import classes from './inbox.module.css';

const NextButton = lazy(() => import('../../routing/next_button.tsx'));
const SaveView = lazy(() => import('../search/save_view.tsx'));
const quick = ['mine', 'at_risk', 'unassigned', 'team'];
const sorts: SortOrder[] = ['owed', 'updated', 'created'];

/** A built-in view is named in the person's language, a saved one as its maker named it. */
export function useViewName(): (view: Pick<View, 'key' | 'name'> | undefined) => string {
  const { tOr } = useWords();
  return (view) => (view ? tOr(`desk.view.${view.key}`, view.name) : '');
}

/** Saved views are known by their number. */
const isSaved = (view: View) => /^\d+$/.test(view.key);

export function ListHeader({ view, sort, total }: { view: string; sort: SortOrder; total: number | null }) {
  const t = useT();
  const nameOf = useViewName();
  const { data: views = [] } = useViews();
  const chosen = views.find((one) => one.key === view) ?? { key: view, name: view, count: null };
  const count = chosen.count ?? total;
  return (
    <header className={classes.header}>
      <div className={classes.headerLine}>
        <h1 style={{ all: 'unset', minWidth: 0, display: 'flex' }}>
          <ViewMenu views={views} view={view} name={nameOf(chosen)} count={count} />
        </h1>
        <span className={classes.spring} />
        <Suspense>
          <NextButton />
        </Suspense>
        <SortMenu view={view} sort={sort} />
        <Tooltip label={t('desk.inbox.refresh')}>
          <ActionIcon aria-label={t('desk.inbox.refresh')} onClick={() => void queryClient.resetQueries({ queryKey: ticketKeys.lists })}>
            <IconRefresh size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <nav className={classes.chips} aria-label={t('desk.inbox.views')}>
        {quick.map((key) => {
          const one = views.find((other) => other.key === key);
          return (
            <Link
              key={key}
              to="/inbox"
              search={{ view: key, sort }}
              className={classes.chip}
              style={{ textDecoration: 'none' }}
              data-active={view === key || undefined}
              data-risk={(key === 'at_risk' && (one?.count ?? 0) > 0) || undefined}
              aria-current={view === key ? 'page' : undefined}
            >
              {nameOf({ key, name: key })}
              {one?.count != null && <span className={classes.count}>{one.count}</span>}
            </Link>
          );
        })}
      </nav>
    </header>
  );
}

function ViewMenu({ views, view, name, count }: { views: View[]; view: string; name: string; count: number | null }) {
  const t = useT();
  const nameOf = useViewName();
  const navigate = useNavigate();
  const [edited, setEdited] = useState<View | null>(null);
  const saved = views.filter(isSaved);
  const { agent } = useSession();
  const may = useCan();
  const own = saved.find((one) => one.key === view && (one.owner_id === agent.id || may('tickets.configure')));
  const item = (one: View) => (
    <Menu.Item
      key={one.key}
      onClick={() => navigate({ to: '/inbox', search: { view: one.key } })}
      leftSection={<IconCheck size={14} aria-hidden style={{ visibility: view === one.key ? 'visible' : 'hidden' }} />}
      rightSection={<span className={classes.count}>{one.count}</span>}
    >
      {nameOf(one)}
    </Menu.Item>
  );
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <UnstyledButton className={classes.viewButton}>
            <span>{name}</span>
            {count !== null && <span className={classes.count}>{count}</span>}
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <ScrollArea.Autosize mah={460}>
            {views.filter((one) => !isSaved(one)).map(item)}
            {saved.length > 0 && <Menu.Label>{t('desk.inbox.saved_views')}</Menu.Label>}
            {saved.map(item)}
            {own && <ChangeView view={own} onEdit={() => setTimeout(() => setEdited(own), 0)} />}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{edited && <SaveView query={edited.query} view={edited} onClose={() => setEdited(null)} />}</Suspense>
    </>
  );
}

/** `onEdit` opens a dialog once the menu has closed and given the focus back. */
function ChangeView({ view, onEdit }: { view: View; onEdit: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const remove = async () => {
    try {
      await client.delete(`/views/${view.key}`);
      await queryClient.invalidateQueries({ queryKey: ticketKeys.views });
      await navigate({ to: '/inbox', search: {} });
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <>
      <Menu.Divider />
      <Menu.Item leftSection={<IconPencil size={14} aria-hidden />} onClick={onEdit}>
        {t('desk.inbox.edit_view', { name: view.name })}
      </Menu.Item>
      <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={remove}>
        {t('desk.inbox.delete_view', { name: view.name })}
      </Menu.Item>
    </>
  );
}

function SortMenu({ view, sort }: { view: string; sort: SortOrder }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('desk.inbox.sort')}>
          <ActionIcon aria-label={t('desk.inbox.sort')}>
            <IconArrowsSort size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {sorts.map((one) => (
          <Menu.Item
            key={one}
            leftSection={<IconCheck size={14} aria-hidden style={{ visibility: sort === one ? 'visible' : 'hidden' }} />}
            onClick={() => navigate({ to: '/inbox', search: { view, sort: one } })}
          >
            {t(`desk.sort.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
