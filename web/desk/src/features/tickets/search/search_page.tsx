import type { SearchHit, SearchResult } from '@goodhost/shared/api.ts';
import { Alert, Button, Group, TextInput } from '@mantine/core';
import { IconBookmarkPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import { StatusBadge } from '../words.tsx';
import { Marked } from './marked.tsx';
import SaveView from './save_view.tsx';
import classes from './search.module.css';
import { SearchHelp } from './search_help.tsx';

export function SearchPage() {
  const t = useT();
  const { q = '' } = useSearch({ from: '/search' });
  const [text, setText] = useState(q);
  const [saving, setSaving] = useState(false);
  const navigate = useNavigate();
  useEffect(() => setText(q), [q]);
  const search = (next: string) => void navigate({ to: '/search', search: next.trim() ? { q: next.trim() } : {} });
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">{t('desk.shell.search')}</h1>
      <search>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            search(text);
          }}
        >
          <TextInput
            className={classes.input}
            size="md"
            autoFocus
            aria-label={t('desk.search.label')}
            placeholder={t('desk.search.placeholder')}
            leftSection={<IconSearch size={18} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            spellCheck={false}
          />
          <Button type="submit" size="md">
            {t('desk.search.do')}
          </Button>
          {q && (
            <Button variant="default" size="md" leftSection={<IconBookmarkPlus size={16} aria-hidden />} onClick={() => setSaving(true)}>
              {t('desk.search.save')}
            </Button>
          )}
        </form>
      </search>
      {q ? <Results q={q} /> : <SearchHelp onExample={search} />}
      {saving && <SaveView query={q} onClose={() => setSaving(false)} />}
    </div>
  );
}

function Results({ q }: { q: string }) {
  const t = useT();
  const found = useInfiniteQuery({
    queryKey: ['tickets', 'search', q],
    queryFn: ({ pageParam, signal }) => client.get<SearchResult>('/search', { q, limit: 30, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
  });
  if (found.isPending) return <SkeletonRows rows={7} height={64} />;
  if (!found.data) return <ErrorView error={found.error} retry={() => void found.refetch()} />;
  const hits = found.data.pages.flatMap((page) => page.items);
  const errors = found.data.pages[0]?.errors ?? [];
  return (
    <div>
      {errors.length > 0 && (
        <Alert color="orange" mb="sm" title={t('desk.search.not_understood')}>
          {errors.map((one) => (
            <div key={`${one.at}${one.code}`}>{one.message}</div>
          ))}
        </Alert>
      )}
      {hits.length === 0 ? (
        <EmptyView icon={<IconSearch size={28} stroke={1.4} aria-hidden />} title={t('desk.search.nothing')}>
          {t('desk.search.nothing_hint')}
        </EmptyView>
      ) : (
        <ol className={classes.hits} aria-label={t('desk.search.results')}>
          {hits.map((hit) => (
            <Hit key={`${hit.ticket.id}.${hit.message_id ?? 0}`} hit={hit} />
          ))}
        </ol>
      )}
      {found.hasNextPage && (
        <Group justify="center" py="md">
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('desk.action.load_more')}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const { ticket } = hit;
  return (
    <li>
      <Link className={classes.hit} to="/inbox/$ticketId" params={{ ticketId: String(ticket.id) }} search={{ view: 'all' }}>
        <span className={classes.hitHead}>
          <span className={classes.number}>#{ticket.number}</span>
          <b>{ticket.subject}</b>
          <StatusBadge status={ticket.status} />
          <span className={classes.spring} />
          <TimeText at={ticket.updated_at} />
        </span>
        <span className={classes.who}>{[ticket.contact.name, ticket.customer?.name].filter(Boolean).join(' · ')}</span>
        <span className={classes.snippet}>
          <Marked text={hit.snippet} />
        </span>
      </Link>
    </li>
  );
}
