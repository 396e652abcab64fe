import { expect, test } from 'vitest';
import { lineAfter } from './week_lines.tsx';

test('a fresh line goes on where the last one ended', () => {
  const friday = { weekday: 'friday', from: '22:00', to: '24:00' } as const;
  expect(lineAfter(undefined, 'same')).toEqual({ weekday: 'monday', from: '09:00', to: '17:00' });
  expect(lineAfter(undefined, 'next')).toEqual({ weekday: 'monday', from: '09:00', to: '17:00' });
  expect(lineAfter(friday, 'same')).toEqual(friday);
  expect(lineAfter(friday, 'next')).toEqual({ ...friday, weekday: 'saturday' });
  expect(lineAfter({ ...friday, weekday: 'sunday' }, 'next').weekday).toBe('monday');
});
