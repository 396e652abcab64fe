import { expect, test } from 'vitest';
import { targetOf, wordOf } from './targets.ts';

test.each(['assignee', 'team', 'team:3', 'role:lead', 'agent:4', 'roster', 'roster:2'])(
  'a target is the same after it was a word: %s',
  (word) => {
    expect(wordOf(targetOf(word))).toBe(word);
  },
);

test('a team without an id is the ticket’s', () => {
  expect(targetOf('team')).toEqual({ kind: 'team' });
  expect(targetOf('team:3')).toEqual({ kind: 'team', id: 3 });
});
