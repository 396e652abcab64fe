import type { PromiseKind, TicketRow } from '@goodhost/shared/api.ts';

/** What is owed on a ticket, and how pressing it is. Pure: the same row and time give the same answer. */
export interface Owed {
  kind: PromiseKind | 'nothing';
  tone: 'late' | 'risk' | 'fine' | 'none';
  /** Since when the customer waits, in milliseconds. */
  since: number | null;
  due: number | null;
}

type Row = Pick<TicketRow, 'unanswered_since' | 'next_report_at' | 'severity' | 'status' | 'created_at' | 'promise'>;

const hour = 3_600_000;
/** No customer waits longer than this for a word, whatever the ticket. */
export const hardCap = 24 * hour;
const reportWarning = hour / 4;
/** At risk is what has used up three quarters of its time. */
const spent = 0.75;

const nothing: Owed = { kind: 'nothing', tone: 'none', since: null, due: null };

export function owedOf(row: Row, now: number): Owed {
  const since = row.unanswered_since ? Date.parse(row.unanswered_since) : null;
  const next = nextOf(row, since);
  if (!next) return nothing;
  const { kind, due } = next;
  const from = kind === 'resolution' ? Date.parse(row.created_at) : (since ?? due - 4 * reportWarning);
  const risky = now >= due || (kind === 'report' ? due - now < reportWarning : now - from > (due - from) * spent);
  return { kind, tone: now > due ? 'late' : risky ? 'risk' : 'fine', since, due };
}

/** What the server says is due next; where it has said nothing yet, what holds for every ticket. */
function nextOf(row: Row, since: number | null): { kind: PromiseKind; due: number } | null {
  const promise = row.promise && { kind: row.promise.kind, due: Date.parse(row.promise.due_at) };
  const answered = since === null && promise !== null && promise.kind !== 'report' && promise.kind !== 'resolution';
  if (promise && !answered) return promise;
  const ended = row.status === 'resolved' || row.status === 'closed';
  const report = row.next_report_at && !ended ? Date.parse(row.next_report_at) : null;
  const word = since === null ? null : since + hardCap;
  if (report !== null && (word === null || report <= word)) return { kind: 'report', due: report };
  return word === null ? null : { kind: 'cap', due: word };
}
