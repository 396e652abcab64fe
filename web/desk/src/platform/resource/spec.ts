import type { paths } from '@goodhost/shared/generated/api.d.ts';
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

type Body<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Sent } } } ? keyof Sent : never;
type Sent<Path, Method extends 'post' | 'patch'> = Path extends keyof paths
  ? paths[Path] extends Record<Method, infer Operation>
    ? Body<Operation>
    : never
  : never;
type Created<Path extends string> = Sent<`/api/v1${Path}`, 'post'>;
type Changed<Path extends string> = Sent<Extract<keyof paths, `/api/v1${Path}/{${string}}`>, 'patch'>;

/** A field whose name the API takes, both when a record of that path is made and when it is changed, unless it says otherwise. */
export type FieldOf<Path extends string> = Omit<FieldSpec, 'name' | 'only'> &
  ({ name: Created<Path> & Changed<Path>; only?: never } | { name: Created<Path>; only: 'create' } | { name: Changed<Path>; only: 'edit' });

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
  /** Who lacks it looks at the records and changes nothing. */
  permission?: string;
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

/** One whose fields are held against what the API takes. */
export type ResourceOf<Row, Path extends string> = Omit<ResourceSpec<Row>, 'path' | 'fields'> & { path: Path; fields: FieldOf<Path>[] };
