import type { List, TicketRow } from '@goodhost/shared/api.ts';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight, IconBolt, IconInbox, IconSearch, IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useViewName } from '../features/tickets/inbox/list_header.tsx';
import { useViews } from '../features/tickets/queries.ts';
import { client } from '../platform/client.ts';
import { useT } from '../platform/i18n.tsx';
import { useSession } from '../platform/session.tsx';
import { useRegisteredShortcuts } from '../platform/shortcuts.tsx';
import { allowedSections } from './admin_sections.ts';

const icon = { size: 18, stroke: 1.5, 'aria-hidden': true } as const;
const commandKeys = new Set(['j', 'k', 'Enter', 'x', 'mod+k', '/']);

/** Everything by a few letters: what can be done here, where one can go, and every ticket. */
export default function Palette({ opening }: { opening: number; onHelp: () => void }) {
  const t = useT();
  const [query, setQuery] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening is a request to open
  useEffect(() => spotlight.open(), [opening]);
  const commands = useCommands();
  const places = usePlaces();
  const found = useFound(query);
  useEffect(() => {
    if (query) chooseFirst();
  });
  return (
    <Spotlight
      actions={[
        { group: t('desk.palette.here'), actions: commands },
        { group: t('desk.palette.go'), actions: places },
        { group: t('desk.palette.tickets'), actions: found },
      ]}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={() => setQuery('')}
      shortcut={null}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      // The family fades the second line of what is chosen below the contrast that reading needs.
      styles={{ actionDescription: { opacity: 1 } }}
      attributes={{ content: { 'aria-label': t('desk.shell.palette') } }}
      limit={14}
      scrollable
      maxHeight={420}
      nothingFound={t('desk.search.nothing')}
      filter={(text, groups) => keepMatching(text, groups as { group: string; actions: SpotlightActionData[] }[])}
      searchProps={{
        leftSection: <IconSearch {...icon} />,
        placeholder: t('desk.palette.placeholder'),
        'aria-label': t('desk.palette.placeholder'),
      }}
    />
  );
}

/** The family chooses the first line as a letter is typed; tickets that arrive afterwards would need an arrow key before Enter. */
function chooseFirst(): void {
  const lines = document.querySelectorAll('.mantine-Spotlight-actionsList [data-action]');
  if (![...lines].some((line) => line.hasAttribute('data-selected'))) lines[0]?.setAttribute('data-selected', 'true');
}

/** Tickets were chosen by the server; the rest is kept by its words. */
function keepMatching(text: string, groups: { group: string; actions: SpotlightActionData[] }[]) {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (action: SpotlightActionData) =>
    String(action.id).startsWith('ticket:') ||
    words.every((word) => `${action.label} ${action.description ?? ''}`.toLocaleLowerCase().includes(word));
  return groups.map((one) => ({ ...one, actions: one.actions.filter(fits) })).filter((one) => one.actions.length > 0);
}

function useCommands(): SpotlightActionData[] {
  const t = useT();
  return useRegisteredShortcuts()
    .filter((one) => !commandKeys.has(one.keys) && !one.keys.startsWith('g '))
    .map((one) => ({
      id: `key:${one.keys}`,
      label: t(one.label),
      leftSection: <IconBolt {...icon} />,
      rightSection: <kbd>{one.keys}</kbd>,
      onClick: () => window.setTimeout(one.run, 60),
    }));
}

function usePlaces(): SpotlightActionData[] {
  const t = useT();
  const navigate = useNavigate();
  const nameOf = useViewName();
  const { permissions } = useSession();
  const { data: views = [] } = useViews();
  const place = (id: string, label: string, onClick: () => void): SpotlightActionData => ({
    id: `go:${id}`,
    label,
    leftSection: <IconArrowRight {...icon} />,
    onClick,
  });
  return [
    ...views.map((view) => ({
      id: `view:${view.key}`,
      label: nameOf(view),
      leftSection: <IconInbox {...icon} />,
      rightSection: <span className="tabular">{view.count}</span>,
      onClick: () => void navigate({ to: '/inbox', search: { view: view.key } }),
    })),
    place('new', t('desk.shell.new_ticket'), () => void navigate({ to: '/new', search: {} })),
    place('search', t('desk.shell.search'), () => void navigate({ to: '/search', search: {} })),
    place('customers', t('desk.shell.customers'), () => void navigate({ to: '/customers' })),
    place('profile', t('desk.profile.title'), () => void navigate({ to: '/profile' })),
    ...allowedSections(permissions).map((section) =>
      place(
        section.key,
        `${t('desk.shell.admin')}: ${t(section.label)}`,
        () => void navigate({ to: '/admin/$section', params: { section: section.key } }),
      ),
    ),
  ];
}

function useFound(query: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const [wanted] = useDebouncedValue(query.trim(), 150);
  const number = /^#?\d+$/.test(wanted);
  const found = useQuery({
    queryKey: ['tickets', 'palette', wanted],
    queryFn: ({ signal }) =>
      client.get<List<TicketRow>>(
        '/tickets',
        { view: 'all', q: number ? `number:${wanted.replace('#', '')}` : wanted, sort: 'updated', limit: 6 },
        signal,
      ),
    enabled: wanted.length > 1 || number,
  });
  if (wanted.length < 2 && !number) return [];
  return (found.data?.items ?? []).map((row) => ({
    id: `ticket:${row.id}`,
    label: `#${row.number} ${row.subject}`,
    description: row.contact.name,
    leftSection: <IconTicket {...icon} />,
    onClick: () => void navigate({ to: '/inbox/$ticketId', params: { ticketId: String(row.id) }, search: { view: 'all' } }),
  }));
}
