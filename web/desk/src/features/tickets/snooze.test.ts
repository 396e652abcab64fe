import { expect, it } from 'vitest';
import { snoozeChoices } from './snooze.ts';

it('mornings are at nine, and Monday is offered only when it is not tomorrow', () => {
  const friday = snoozeChoices(new Date(2026, 2, 6, 15, 0));
  expect(friday.map((one) => one.key)).toEqual(['one_hour', 'three_hours', 'tomorrow', 'monday']);
  expect(friday[3]?.at).toEqual(new Date(2026, 2, 9, 9, 0));
  const sunday = snoozeChoices(new Date(2026, 2, 8, 15, 0));
  expect(sunday.map((one) => one.key)).toEqual(['one_hour', 'three_hours', 'tomorrow']);
  expect(sunday[2]?.at).toEqual(new Date(2026, 2, 9, 9, 0));
});
