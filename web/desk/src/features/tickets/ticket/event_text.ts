import type { TicketEvent } from '@goodhost/shared/api.ts';
import type { Words } from '../../../platform/i18n.tsx';
import { useAgents, useTeams } from '../../accounts/queries.ts';
import { eventName } from './trail_lines.ts';

export interface EventNames {
  agent: (id: number) => string;
  team: (id: number) => string;
}

/** Entries hold ids; people read names. */
export function useEventNames(): EventNames {
  const agents = useAgents().data;
  const teams = useTeams().data;
  return {
    agent: (id) => agents?.find((one) => one.id === id)?.name ?? `#${id}`,
    team: (id) => teams?.find((one) => one.id === id)?.name ?? `#${id}`,
  };
}

/** One sentence for an entry: who, what, and what it became. */
export function eventText(event: TicketEvent, words: Pick<Words, 't' | 'tOr'>, names: EventNames): string {
  const { t, tOr } = words;
  const name = event.actor.kind === 'system' ? t('desk.event.system') : event.actor.name;
  const sentence = tOr(`desk.event.${eventName(event)}`, eventName(event).replaceAll('_', ' '));
  const detail = detailsOf(event, words, names).filter(Boolean).join(', ');
  return detail ? `${name}: ${sentence} (${detail})` : `${name}: ${sentence}`;
}

/** What became of a mail. */
const newsOfMails = new Set(['answer_lost', 'bounced', 'complained', 'delayed', 'delivered', 'failed', 'queued_again']);

function detailsOf(event: TicketEvent, { tOr }: Pick<Words, 't' | 'tOr'>, names: EventNames): string[] {
  const payload = event.payload ?? {};
  const text = (key: string) => (typeof payload[key] === 'string' ? (payload[key] as string) : '');
  const word = (kind: string, value: string) => (value ? tOr(`desk.${kind}.${value}`, value) : '');
  if (newsOfMails.has(eventName(event))) return [text('address'), text('words') || text('reason').replaceAll('_', ' ')];
  if (eventName(event) === 'raised') return [word('severity.basis', text('basis')), raisedBy(payload.reason)];
  switch (eventName(event)) {
    case 'assigned':
      return [
        typeof payload.assignee_id === 'number' ? names.agent(payload.assignee_id) : '',
        typeof payload.team_id === 'number' ? names.team(payload.team_id) : '',
      ];
    case 'severity_changed':
      return [word('severity', text('to')), text('reason')];
    case 'status_changed':
    case 'resolved':
    case 'reopened':
    case 'closed':
      return eventName(event) === 'status_changed' ? [word('status', text('to')), text('reason')] : [text('reason')];
    case 'tagged':
      return [...list(payload.added).map((tag) => `+${tag}`), ...list(payload.removed).map((tag) => `−${tag}`)];
    case 'edited':
      return Object.keys((payload.changes as object | undefined) ?? {}).map((field) => word('field', field));
    case 'followed':
      return [...ids(payload.added).map((id) => `+${names.agent(id)}`), ...ids(payload.removed).map((id) => `−${names.agent(id)}`)];
    case 'merged':
    case 'unmerged':
      return typeof payload.into_ticket_id === 'number' ? [`#${payload.into_ticket_id}`] : [];
    case 'file_held':
    case 'given':
    case 'given_back':
      return [text('name'), text('virus')];
    case 'linked':
    case 'unlinked':
      return [word('link', text('kind'))];
    default:
      return event.type.startsWith('promises.') ? promised(payload.clocks).map((kind) => word('promise', kind)) : told(payload.told);
  }
}

/** The phrase or the place that made a ticket graver. */
function raisedBy(reason: unknown): string {
  const { phrase = '', place = '' } = (reason ?? {}) as { phrase?: string; place?: string };
  return phrase || place;
}

function promised(clocks: unknown): string[] {
  return Array.isArray(clocks) ? clocks.map((clock: { kind?: unknown }) => String(clock.kind ?? '')) : [];
}

function told(people: unknown): string[] {
  return Array.isArray(people) ? people.map((one: { name?: unknown }) => String(one.name ?? '')) : [];
}

function ids(value: unknown): number[] {
  return list(value).map(Number);
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
