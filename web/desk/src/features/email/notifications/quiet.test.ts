import { describe, expect, it } from 'vitest';
import { clockOf, minutesOf } from './quiet.ts';

describe('a time of the day', () => {
  it('is minutes and back', () => {
    for (const minutes of [0, 1, 59, 60, 750, 1439]) expect(minutesOf(clockOf(minutes))).toBe(minutes);
    expect(clockOf(1350)).toBe('22:30');
    expect(minutesOf('7:05')).toBe(425);
    expect(minutesOf('')).toBe(0);
  });
});
