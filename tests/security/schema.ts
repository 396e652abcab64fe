import type { Host } from '../journeys/host.ts';

/** The part of JSON Schema that the description of the API uses. */
export interface Schema {
  type?: string;
  format?: string;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  maxLength?: number;
  minimum?: number;
  $ref?: string;
}

interface Parameter {
  name: string;
  in: 'path' | 'query';
  schema: Schema;
}

export interface Operation {
  method: string;
  path: string;
  /** Without the prefix of the API. */
  short: string;
  parameters: Parameter[];
  /** Of a JSON body; null where there is none, or one of bytes. */
  body: Schema | null;
  permission: string;
}

interface Described {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  'x-permission'?: string;
}

interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

/** What the running program says that it can be asked, with every reference resolved where it is first met. */
export class Api {
  readonly operations: Operation[];
  private readonly schemas: Record<string, Schema>;

  constructor(document: Document) {
    this.schemas = document.components.schemas;
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({
        method: method.toUpperCase(),
        path,
        short: path.replace('/api/v1', ''),
        parameters: parametersOf(path, one.parameters ?? []),
        body: one.requestBody?.content['application/json']?.schema ?? null,
        permission: one['x-permission'] ?? '',
      })),
    );
  }

  static async of(host: Host): Promise<Api> {
    return new Api((await (await fetch(`${host.address}/api/v1/openapi.json`)).json()) as Document);
  }

  resolve(schema: Schema): Schema {
    const named = schema.$ref ? this.schemas[schema.$ref.split('/').at(-1) ?? ''] : undefined;
    const chosen = (named ?? schema).anyOf?.find((one) => one.type !== 'null');
    return chosen ? this.resolve(chosen) : (named ?? schema);
  }

  /** A value of the schema; `leaf` chooses what is neither object nor list. `all`: with what may be left out. */
  sample(schema: Schema, leaf: (name: string, schema: Schema) => unknown, all = false, name = '', depth = 0): unknown {
    const plain = this.resolve(schema);
    if (plain.properties && depth < 5) {
      const wanted = Object.entries(plain.properties).filter(([key]) => all || plain.required?.includes(key));
      return Object.fromEntries(wanted.map(([key, one]) => [key, this.sample(one, leaf, all, key, depth + 1)]));
    }
    if (plain.type === 'array') return plain.items && depth < 5 ? [this.sample(plain.items, leaf, all, name, depth + 1)] : [];
    return leaf(name, plain);
  }
}

/** Raw routes do not describe what stands in their path. */
function parametersOf(path: string, described: Parameter[]): Parameter[] {
  const missing = [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !described.some((one) => one.name === name));
  return [...described, ...missing.map((name) => ({ name, in: 'path' as const, schema: { type: 'string' } }))];
}

/** A harmless value that passes the checks of form. */
export function plain(name: string, schema: Schema): unknown {
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return false;
  if (schema.format === 'date-time') return new Date(Date.now() + 86_400_000).toISOString();
  return words[name] ?? `some ${name}`.slice(0, schema.maxLength ?? 40);
}

const words: Record<string, string> = {
  email: 'somebody@elsewhere.example',
  address: 'somebody@elsewhere.example',
  url: 'https://elsewhere.example/',
  domain: 'elsewhere.example',
  locale: 'en',
  time_zone: 'UTC',
  color: '#336699',
  currency: 'EUR',
  number: '+44123456789',
};

/** The address of an operation with values for what stands in its path. */
export function fill(path: string, values: (name: string) => string | number): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values(name)));
}
