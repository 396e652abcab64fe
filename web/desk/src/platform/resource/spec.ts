import type { ReactNode } from 'react';
import type { MessageKey } from '../i18n.tsx';

export interface Option {
  value: string;
  label: string;
}

export type FieldKind =
  | 'text'
  | 'textarea'
  | 'number'
  | 'money'
  | 'boolean'
  | 'select'
  | 'multi'
  | 'tags'
  | 'color'
  | 'date'
  | 'translations'
  | 'custom';

/** One field of a form, as data. Its label is `desk.field.<name>`. */
export interface FieldSpec {
  name: string;
  kind: FieldKind;
  /** Where the name of the column says too little: a tick needs what it means. */
  label?: MessageKey;
  required?: boolean;
  /** Of select and multi; numbers are sent as numbers when `numeric`. */
  options?: Option[];
  numeric?: boolean;
  /** Only when a new one is made, or only afterwards. */
  only?: 'create' | 'edit';
  hint?: MessageKey;
  initial?: unknown;
  render?: (value: unknown, change: (value: unknown) => void, form: Record<string, unknown>) => ReactNode;
}

export interface ColumnSpec<Row> {
  /** `desk.field.<name>` is the heading. */
  name: string;
  value: (row: Row) => ReactNode;
  numeric?: boolean;
}

/** A kind of record that administrators list, make, change and remove. */
export interface ResourceSpec<Row> {
  path: string;
  queryKey: readonly string[];
  title: MessageKey;
  description: MessageKey;
  columns: ColumnSpec<Row>[];
  fields: FieldSpec[];
  idOf: (row: Row) => string | number;
  nameOf: (row: Row) => string;
  /** Where is searched: on the server, or here in what a short list holds. */
  search?: 'server' | 'local';
  /** The first column leads somewhere itself; editing is a button at the end of the row. */
  ownName?: boolean;
  /** The list's rows leave something out: the record is fetched before it is changed. */
  whole?: boolean;
  query?: Record<string, string | number | undefined>;
  /** Adds to the rows of a page what other slices know of them. */
  complete?: (rows: Row[], signal: AbortSignal) => Promise<Row[]>;
  mayCreate?: boolean;
  mayDelete?: boolean | ((row: Row) => boolean);
  /** More actions and facts in the form of an existing record. */
  extra?: (row: Row, refresh: () => void) => ReactNode;
  /** Stands behind the form of an existing record, with a form and buttons of its own. */
  below?: (row: Row, refresh: () => void) => ReactNode;
  /** What came back from making one, when it has to be shown once (a secret). */
  created?: (row: Row) => ReactNode;
  rowActions?: (row: Row, refresh: () => void) => ReactNode;
}
