import { once } from 'node:events';
import type { List, MySession } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { kinds } from './database.ts';
import { Host, owner } from './host.ts';

/** A browser of the owner: its cookie, and the token that its changes carry. */
interface Browser {
  Cookie: string;
  'X-CSRF-Token': string;
}

describe.each(kinds)('a session that is ended elsewhere on %s', (kind) => {
  let host: Host;

  beforeAll(async () => {
    host = await Host.start(kind);
  });
  afterAll(() => host?.remove());

  async function enter(): Promise<Browser> {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${host.address}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify(owner) });
    const { csrf_token } = (await answer.json()) as { csrf_token: string };
    return { Cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', 'X-CSRF-Token': csrf_token };
  }

  const ask = (browser: Browser, path: string, method = 'GET') =>
    fetch(`${host.address}/api/v1${path}`, { method, headers: { ...browser, 'Idempotency-Key': crypto.randomUUID() } });

  it('regression_live_connection_outlived_its_session', async () => {
    const [here, there] = [await enter(), await enter()];
    const socket = new WebSocket(`${host.address.replace('http', 'ws')}/api/v1/live`, { headers: { Cookie: there.Cookie } });
    await once(socket, 'open');
    socket.send(JSON.stringify({ subscribe: ['tickets'] }));
    await once(socket, 'message');
    const closed = once(socket, 'close');
    const sessions = (await (await ask(here, '/me/sessions')).json()) as List<MySession>;
    const other = sessions.items.find((one) => !one.current);
    expect((await ask(here, `/me/sessions/${other?.id}`, 'DELETE')).status).toBe(204);
    expect((await closed)[0]).toBe(1008);
    expect((await ask(there, '/me')).status).toBe(401);
    expect((await ask(here, '/me')).status).toBe(200);
  });
});
