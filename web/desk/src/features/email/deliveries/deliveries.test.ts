import type { SentMail } from '@goodhost/shared/api.ts';
import { describe, expect, it } from 'vitest';
import { isBad, stateOf, wordsOf, worstOf } from './deliveries.ts';

type Fate = SentMail['reports'][number]['fate'];

const mail = (state: string, attempts = 0, ...fates: Fate[]): SentMail => ({
  outbox_id: 1,
  message_id: 1,
  kind: 'reply',
  to_address: 'a@b.test',
  to_name: '',
  state,
  answer: '250 taken',
  reply_status: '',
  attempts,
  lost_answers: 0,
  next_try_at: null,
  created_at: '2026-11-20T12:00:00Z',
  sent_at: null,
  reports: fates.map((fate) => ({ address: '', fate, reason: '', status: '', words: `550 ${fate}`, reported_at: '' })),
});

describe('what became of a mail', () => {
  it('is delayed once a try was in vain, or as long as another server tries', () => {
    expect(stateOf(mail('queued'))).toBe('queued');
    expect(stateOf(mail('queued', 2))).toBe('delayed');
    expect(stateOf(mail('sent', 1))).toBe('sent');
    expect(stateOf(mail('sent', 1, 'soft'))).toBe('delayed');
  });

  it('is what the newest report says', () => {
    expect(stateOf(mail('sent', 1, 'delivered', 'soft'))).toBe('delivered');
    expect(stateOf(mail('sent', 1, 'complained'))).toBe('complained');
    expect(stateOf(mail('bounced', 1, 'hard'))).toBe('bounced');
    expect(wordsOf(mail('bounced', 1, 'hard'))).toBe('550 hard');
    expect(wordsOf(mail('sent', 1))).toBe('250 taken');
  });

  it('shows the worst of several', () => {
    expect(worstOf([])).toBeNull();
    expect(worstOf([mail('sent', 1), mail('bounced', 1)])).toBe('bounced');
    expect(worstOf([mail('sent', 1), mail('queued', 1)])).toBe('delayed');
    expect(worstOf([mail('sent', 1), mail('sent', 1)])).toBe('sent');
  });

  it('is bad when it ended without the person', () => {
    expect(isBad('failed')).toBe(true);
    expect(isBad('complained')).toBe(true);
    expect(isBad('delayed')).toBe(false);
  });
});
