import type { FieldSpec } from './spec.ts';

export type Form = Record<string, unknown>;

const empty: Partial<Record<FieldSpec['kind'], unknown>> = {
  boolean: false,
  multi: [],
  tags: [],

  translations: {},
  text: '',
  textarea: '',
};

export function formOf(fields: FieldSpec[], row: Form | null): Form {
  const form: Form = {};
  for (const field of fields)
    form[field.name] = row ? (row[field.name] ?? empty[field.kind] ?? null) : (field.initial ?? empty[field.kind] ?? null);
  return form;
}

/** What to send: everything of a new record, only what differs of an old one. Empty choices are null, not "". */
export function changedOf(fields: FieldSpec[], start: Form | null, form: Form): Form {
  const out: Form = {};
  for (const field of fields) {
    const value = form[field.name];
    if (start && JSON.stringify(start[field.name]) === JSON.stringify(value)) continue;
    if (!start && (value === null || value === undefined || (value === '' && !field.required))) continue;
    out[field.name] = value === '' && field.kind !== 'text' && field.kind !== 'textarea' ? null : value;
  }
  return out;
}
