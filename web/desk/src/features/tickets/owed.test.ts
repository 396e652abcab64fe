import { describe, expect, it } from 'vitest';
import { owedOf } from './owed.ts';

const hour = 3_600_000;
const now = Date.parse('2026-03-01T12:00:00Z');
const at = (hours: number) => new Date(now + hours * hour).toISOString();
const row = (part: object) => ({
  unanswered_since: null,
  next_report_at: null,
  severity: 'normal' as const,
  status: 'open' as const,
  created_at: at(-30),
  promise: null,
  ...part,
});
const promise = (kind: string, hours: number) => ({ promise: { kind, due_at: at(hours) } });

describe('what is owed', () => {
  it.each([
    ['nothing when nobody waits', row({}), 'nothing', 'none'],
    ['a word within the cap, when no promise is known yet', row({ unanswered_since: at(-1) }), 'cap', 'fine'],
    ['a word at risk in the last quarter of the cap', row({ unanswered_since: at(-19) }), 'cap', 'risk'],
    ['a word that is late after a day', row({ unanswered_since: at(-25) }), 'cap', 'late'],
    ['an answer, in good time', row({ unanswered_since: at(-1), ...promise('first_response', 3) }), 'first_response', 'fine'],
    ['an answer at risk', row({ unanswered_since: at(-3.5), ...promise('next_response', 0.5) }), 'next_response', 'risk'],
    ['an answer that is late', row({ unanswered_since: at(-5), ...promise('first_response', -1) }), 'first_response', 'late'],
    ['no answer that was given meanwhile', row(promise('first_response', -1)), 'nothing', 'none'],
    ['a solution', row(promise('resolution', 30)), 'resolution', 'fine'],
    ['a solution at risk', row(promise('resolution', 5)), 'resolution', 'risk'],
    ['a report', row({ next_report_at: at(2), ...promise('report', 2) }), 'report', 'fine'],
    ['a report at risk in its last minutes', row({ next_report_at: at(0.2), ...promise('report', 0.2) }), 'report', 'risk'],
    ['a report that is late', row({ next_report_at: at(-1) }), 'report', 'late'],
    ['no report of what is resolved', row({ next_report_at: at(-1), status: 'resolved' }), 'nothing', 'none'],
  ])('%s', (_name, ticket, kind, tone) => {
    expect(owedOf(ticket as Parameters<typeof owedOf>[0], now)).toMatchObject({ kind, tone });
  });
});
