import { expect, test } from 'vitest';
import { dayStarts, fromInput, instantOf, startOfWeek, toInput } from './wall.ts';

const at = (text: string) => Date.parse(text);
const hours = (starts: number[]) => starts.slice(1).map((start, index) => (start - (starts[index] ?? 0)) / 3_600_000);

test('a week begins on the Monday of the zone', () => {
  expect(startOfWeek(at('2026-11-22T16:00:00Z'), 'Asia/Seoul')).toBe(at('2026-11-22T15:00:00Z'));
  expect(startOfWeek(at('2026-11-22T16:00:00Z'), 'Europe/London')).toBe(at('2026-11-16T00:00:00Z'));
});

test('days on which the clocks change are shorter or longer', () => {
  expect(hours(dayStarts(at('2026-03-27T12:00:00Z'), 4, 'Europe/London'))).toEqual([24, 24, 23, 24]);
  expect(hours(dayStarts(at('2026-10-24T12:00:00Z'), 2, 'Europe/London'))).toEqual([24, 25]);
});

test('a time that comes twice is the first, and one that is skipped is after the change', () => {
  expect(instantOf({ year: 2017, month: 11, day: 5, hour: 1, minute: 30 }, 'America/Chicago')).toBe(at('2017-11-05T06:30:00Z'));
  expect(instantOf({ year: 2017, month: 3, day: 12, hour: 2, minute: 30 }, 'America/Chicago')).toBe(at('2017-03-12T08:30:00Z'));
  expect(instantOf({ year: 2017, month: 3, day: 12, hour: 3, minute: 0 }, 'America/Chicago')).toBe(at('2017-03-12T08:00:00Z'));
});

test('an input is read in the zone in which it was written', () => {
  const moment = at('2026-11-23T06:30:00Z');
  expect(toInput(moment, 'Asia/Tashkent')).toBe('2026-11-23T11:30');
  expect(fromInput('2026-11-23T11:30', 'Asia/Tashkent')).toBe(moment);
  expect(fromInput('', 'Asia/Tashkent')).toBeNull();
});
