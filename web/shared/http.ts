import type { Problem } from './api.ts';

/** Every failed request ends in one of these; `status` 0 means that the server was not reached. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail || problem.title || problem.code);
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
  /** Problems by field, for forms. */
  get fields(): Record<string, string> {
    const out: Record<string, string> = {};
    for (const field of this.problem.fields ?? []) out[field.field] ??= field.message || field.code;
    return out;
  }
}

/** A list is sent as the same name again and again. */
export type Query = Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /** Sent as it is instead of JSON. */
  raw?: Blob | string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** One key per intention: the same key again never does the thing twice. */
  idempotencyKey?: string;
}

export interface Client {
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  put<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  patch<T>(path: string, body?: unknown): Promise<T>;
  delete<T>(path: string, body?: unknown): Promise<T>;
  setCsrfToken(token: string | null): void;
}

export interface ClientOptions {
  base?: string;
  fetch?: typeof fetch;
  locale?: () => string;
  /** Called when the session has ended, once per answer. */
  onUnauthenticated?: () => void;
}

export function createClient(options: ClientOptions = {}): Client {
  let csrf: string | null = null;
  const base = options.base ?? '/api/v1';

  async function request<T>(method: string, path: string, request: RequestOptions = {}): Promise<T> {
    const send = options.fetch ?? fetch;
    let response: Response;
    try {
      response = await send(base + path + queryString(request.query), {
        method,
        headers: headersOf(method, request, csrf, options.locale?.()),
        body: request.raw ?? (request.body === undefined ? undefined : JSON.stringify(request.body)),
        credentials: 'same-origin',
        signal: request.signal,
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ProblemError({ title: 'unreachable', status: 0, code: 'network.unreachable' });
    }
    if (response.ok) return (await readJson(response)) as T;
    const problem = await readProblem(response);
    if (response.status === 401 && path !== '/session') options.onUnauthenticated?.();
    throw new ProblemError(problem);
  }

  return {
    get: (path, query, signal) => request('GET', path, { query, signal }),
    post: (path, body, extra) => request('POST', path, { ...extra, body, idempotencyKey: extra?.idempotencyKey ?? newKey() }),
    put: (path, body, extra) => request('PUT', path, { ...extra, body }),
    patch: (path, body) => request('PATCH', path, { body }),
    delete: (path, body) => request('DELETE', path, { body }),
    setCsrfToken: (token) => {
      csrf = token;
    },
  };
}

export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  // Plain HTTP in a private network has no randomUUID; the key only has to be unlikely to repeat.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function queryString(query: Query | undefined): string {
  if (!query) return '';
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)] as const))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function headersOf(method: string, request: RequestOptions, csrf: string | null, locale?: string): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (locale) headers['Accept-Language'] = locale;
  if (request.body !== undefined && request.raw === undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  if (request.idempotencyKey) headers['Idempotency-Key'] = request.idempotencyKey;
  return { ...headers, ...request.headers };
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    const problem = JSON.parse(await response.text()) as Problem;
    if (problem && typeof problem.code === 'string') return { ...problem, status: problem.status ?? response.status };
  } catch {
    // Not the program's own answer (a proxy's page, a broken connection): told by its status alone.
  }
  return { title: response.statusText, status: response.status, code: `http.${response.status}` };
}
