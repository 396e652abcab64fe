import type { TicketRow } from '@goodhost/shared/api.ts';

/** What is owed on a ticket, and how pressing it is. Pure: the same row and time give the same answer. */
export interface Owed {
  kind: 'word' | 'report' | 'nothing';
  tone: 'late' | 'risk' | 'fine' | 'none';
  /** Since when the customer waits, in milliseconds. */
  since: number | null;
  due: number | null;
}

const hour = 3_600_000;
/** No customer waits longer than this for a word, whatever the ticket. */
export const hardCap = 24 * hour;
const criticalPatience = hour / 6;
const reportWarning = hour / 4;

export function owedOf(row: Pick<TicketRow, 'unanswered_since' | 'next_report_at' | 'severity' | 'status'>, now: number): Owed {
  const since = row.unanswered_since ? Date.parse(row.unanswered_since) : null;
  const report = row.next_report_at ? Date.parse(row.next_report_at) : null;
  const word = since === null ? null : since + hardCap;
  if (report !== null && row.status !== 'resolved' && row.status !== 'closed' && (word === null || report <= word)) {
    const tone = now > report ? 'late' : report - now < reportWarning ? 'risk' : 'fine';
    if (tone !== 'fine' || since === null) return { kind: 'report', tone, since, due: report };
  }
  if (since === null || word === null) return { kind: 'nothing', tone: 'none', since: null, due: null };
  const waited = now - since;
  const risky = waited > hardCap * 0.75 || (row.severity === 'critical' && waited > criticalPatience);
  return { kind: 'word', tone: now > word ? 'late' : risky ? 'risk' : 'fine', since, due: word };
}
