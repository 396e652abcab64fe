import { expect, it } from 'vitest';
import { createFormatter, pickLanguage } from './messages.ts';

it('takes the first language that is spoken here', () => {
  expect(pickLanguage(['de-DE', 'cy-GB', 'en'])).toBe('cy');
  expect(pickLanguage([null, undefined, 'fr'])).toBe('en');
});

it('formats plurals by the rules of the language', () => {
  const say = createFormatter('cy', { n: '{count, plural, zero {dim ci} one {# ci} two {# gi} few {# chi} many {# chi} other {# ci}}' });
  expect([0, 1, 2, 3, 6, 7].map((count) => say('n', { count }))).toEqual(['dim ci', '1 ci', '2 gi', '3 chi', '6 chi', '7 ci']);
});

it('shows a key without a message as it is, and angle brackets as text', () => {
  const say = createFormatter('en', { to: 'To {name} <b>' });
  expect(say('desk.nothing')).toBe('desk.nothing');
  expect(say('to', { name: 'A' })).toBe('To A <b>');
});
