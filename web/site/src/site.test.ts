import { expect, test } from 'vitest';
import { draftOf, isKept, restore } from './drafts';
import { sizeText } from './files';
import { relative } from './times';

const english = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const hour = 3_600_000;

test('the distance is rounded towards now, as on the server', () => {
  expect(relative(12 * 60_000 + 59_000, 0, english)).toBe('in 12 minutes');
  expect(relative(-60_000, 0, english)).toBe('1 minute ago');
  expect(relative(59_999, 0, english)).toBe('in 59 seconds');
  expect(relative(24 * hour - 1, 0, english)).toBe('in 23 hours');
  expect(relative(9 * 24 * hour, 0, english)).toBe('in 9 days');
  expect(relative(-20 * 24 * hour, 0, english)).toBe('2 weeks ago');
  expect(relative(-400 * 24 * hour, 0, english)).toBe('1 year ago');
});

test('sizes are told in the reader s language', () => {
  expect(sizeText(3, 'en')).toBe('3 byte');
  expect(sizeText(1500, 'en')).toBe('1.5 kB');
  expect(sizeText(2_500_000, 'ko')).toBe('2.5MB');
});

test('passwords, files and hidden fields are not kept', () => {
  expect(isKept({ name: 'text', type: 'textarea' })).toBe(true);
  for (const type of ['password', 'file', 'hidden', 'submit']) expect(isKept({ name: 'x', type })).toBe(false);
  expect(isKept({ name: '_csrf', type: 'text' })).toBe(false);
  expect(isKept({ type: 'text' })).toBe(false);
});

test('a draft comes back where nothing stands', () => {
  const field = (name: string, type: string, value: string, checked = false) => ({ name, type, value, checked }) as HTMLInputElement;
  const draft = draftOf([
    field('a', 'text', 'typed'),
    field('b', 'checkbox', 'x', true),
    field('b', 'checkbox', 'y'),
    field('c', 'text', 'old'),
  ]);
  expect(draft).toEqual({ a: ['typed'], b: ['x'], c: ['old'] });
  const page = [
    field('a', 'text', ''),
    field('b', 'checkbox', 'x'),
    field('b', 'checkbox', 'y', true),
    field('c', 'text', 'new'),
    field('d', 'text', ''),
  ];
  restore(page, draft);
  expect(page.map((one) => [one.value, one.checked])).toEqual([
    ['typed', false],
    ['x', true],
    ['y', false],
    ['new', false],
    ['', false],
  ]);
});
