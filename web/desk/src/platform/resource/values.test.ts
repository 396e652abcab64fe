import { expect, it } from 'vitest';
import type { FieldSpec } from './spec.ts';
import { changedOf, formOf } from './values.ts';

const fields: FieldSpec[] = [
  { name: 'name', kind: 'text', required: true },
  { name: 'team_id', kind: 'select', numeric: true },
  { name: 'active', kind: 'boolean', initial: true },
];

it('sends everything of a new record but what was left empty', () => {
  expect(changedOf(fields, null, { ...formOf(fields, null), name: 'A' })).toEqual({ name: 'A', active: true });
});

it('sends only what differs of an old one, and null for what was taken away', () => {
  const start = formOf(fields, { name: 'A', team_id: 3, active: false });
  expect(changedOf(fields, start, { ...start, team_id: null })).toEqual({ team_id: null });
});
