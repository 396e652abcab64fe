import { expect, test } from 'vitest';
import { type Drag, dragged, hasMoved, momentAt, shortest } from './drag.ts';

const hour = 3_600_000;
const drag = (kind: Drag['kind']): Drag => ({
  kind,
  agent: 1,
  from: 8 * hour,
  to: 16 * hour,
  grabbed: 10 * hour,
  was: { from: 8 * hour, to: 16 * hour },
});

test('a new shift goes from where the pointer went down to where it is, whichever is earlier', () => {
  expect(dragged(drag('create'), 12.1 * hour)).toMatchObject({ from: 10 * hour, to: 12 * hour });
  expect(dragged(drag('create'), 9 * hour)).toMatchObject({ from: 9 * hour, to: 10 * hour });
  expect(dragged(drag('create'), 10 * hour)).toMatchObject({ from: 10 * hour, to: 10 * hour + shortest });
});

test('a move keeps the length, and an edge never passes the other', () => {
  expect(dragged(drag('move'), 12 * hour)).toMatchObject({ from: 10 * hour, to: 18 * hour });
  expect(dragged(drag('start'), 20 * hour)).toMatchObject({ from: 16 * hour - shortest, to: 16 * hour });
  expect(dragged(drag('end'), 1 * hour)).toMatchObject({ from: 8 * hour, to: 8 * hour + shortest });
  expect(hasMoved(dragged(drag('move'), 10.05 * hour))).toBe(false);
});

test('the pointer is read within the line', () => {
  const range = { from: 0, to: 24 * hour };
  expect(momentAt(150, { left: 100, width: 200 }, range)).toBe(6 * hour);
  expect(momentAt(50, { left: 100, width: 200 }, range)).toBe(0);
  expect(momentAt(900, { left: 100, width: 200 }, range)).toBe(24 * hour);
});
