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
  ...part,
});

describe('what is owed', () => {
  it.each([
    ['nothing when nobody waits', row({}), 'nothing', 'none'],
    ['a word, in good time', row({ unanswered_since: at(-1) }), 'word', 'fine'],
    ['a word, at risk in the last quarter of the day', row({ unanswered_since: at(-19) }), 'word', 'risk'],
    ['a word, at risk after minutes when it is critical', row({ unanswered_since: at(-0.25), severity: 'critical' }), 'word', 'risk'],
    ['a word that is late after a day', row({ unanswered_since: at(-25) }), 'word', 'late'],
    ['a report, when no word is', row({ next_report_at: at(2) }), 'report', 'fine'],
    ['a report at risk in its last minutes', row({ next_report_at: at(0.2) }), 'report', 'risk'],
    ['a report that is late, before the word', row({ next_report_at: at(-1), unanswered_since: at(-2) }), 'report', 'late'],
    ['the word, when the report is far away', row({ next_report_at: at(3), unanswered_since: at(-1) }), 'word', 'fine'],
    ['no report of what is resolved', row({ next_report_at: at(-1), status: 'resolved' }), 'nothing', 'none'],
  ])('%s', (_name, ticket, kind, tone) => {
    expect(owedOf(ticket, now)).toMatchObject({ kind, tone });
  });
});
