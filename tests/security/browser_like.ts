import type { Host } from '../journeys/host.ts';

/** What a browser sends of somebody who is signed in at the desk. */
export interface Browser {
  Cookie: string;
  'X-CSRF-Token': string;
}

const json = { 'Content-Type': 'application/json' };

export interface Credentials {
  email: string;
  password: string;
  code?: string;
}

let addresses = 0;

/** A client's address that nobody had before, for hosts that trust us as their proxy: each address has a limit of its own. */
export function newAddress(): string {
  addresses++;
  return `198.51.${(addresses >> 8) & 255}.${addresses & 255}`;
}

export function signIn(host: Host, who: Credentials, headers: Record<string, string> = {}): Promise<Response> {
  const all = { ...json, 'X-Forwarded-For': newAddress(), ...headers };
  const { email, password, code } = who;
  return fetch(`${host.address}/api/v1/session`, { method: 'POST', headers: all, body: JSON.stringify({ email, password, code }) });
}

export const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

export async function enter(host: Host, who: Credentials): Promise<Browser> {
  const answer = await signIn(host, who);
  if (answer.status !== 201) throw new Error(`${who.email} was not let in: ${answer.status} ${await answer.text()}`);
  const { csrf_token } = (await answer.json()) as { csrf_token: string };
  return { Cookie: cookieOf(answer), 'X-CSRF-Token': csrf_token };
}

/** A request of the API with these headers. */
export function ask(host: Host, headers: object, path: string, method = 'GET', body?: unknown): Promise<Response> {
  const type = body === undefined ? {} : json;
  return fetch(`${host.address}/api/v1${path}`, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What a problem is called. */
export async function codeOfProblem(answer: Response): Promise<string> {
  return ((await answer.json()) as { code?: string }).code ?? '';
}
