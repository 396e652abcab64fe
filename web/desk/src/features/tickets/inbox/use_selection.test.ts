import { expect, it } from 'vitest';
import { between } from './use_selection.ts';

const rows = [5, 4, 3, 2, 1].map((id) => ({ id }));

it('takes everything between the row before and this one, in either direction', () => {
  expect(between(rows, 4, 2)).toEqual([4, 3, 2]);
  expect(between(rows, 2, 4)).toEqual([4, 3, 2]);
  expect(between(rows, null, 3)).toEqual([3]);
});
