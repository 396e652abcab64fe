import { describe, expect, it } from 'vitest';
import { createClient, ProblemError, queryString } from './http.ts';

function harness(answer: () => Response | Promise<Response>) {
  const calls: { url: string; init: RequestInit }[] = [];
  let signedOut = 0;
  const client = createClient({
    fetch: (async (url: string, init: RequestInit) => {
      calls.push({ url, init });
      return answer();
    }) as typeof fetch,
    onUnauthenticated: () => signedOut++,
  });
  const headers = () => calls.at(-1)?.init.headers as Record<string, string>;
  return { client, calls, headers, signedOut: () => signedOut };
}

const problem = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });

describe('the client', () => {
  it('sends the token and a fresh idempotency key with every write, and neither with a read', async () => {
    const { client, headers } = harness(() => new Response('{}'));
    client.setCsrfToken('t');
    await client.post('/tickets', {});
    const first = headers();
    await client.post('/tickets', {});
    expect(first['X-CSRF-Token']).toBe('t');
    expect(headers()['Idempotency-Key']).not.toBe(first['Idempotency-Key']);
    await client.get('/tickets');
    expect(headers()['X-CSRF-Token']).toBeUndefined();
  });

  it('keeps the key of an intention that is tried again', async () => {
    const { client, headers } = harness(() => new Response('{}'));
    await client.post('/tickets', {}, { idempotencyKey: 'k' });
    expect(headers()['Idempotency-Key']).toBe('k');
  });

  it('turns problem+json into an error that knows its fields', async () => {
    const { client } = harness(() =>
      problem(422, {
        title: 'x',
        status: 422,
        code: 'platform.invalid_input',
        fields: [{ field: 'name', code: 'required', message: 'Missing' }],
      }),
    );
    const error = await client.patch('/me', {}).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).fields).toEqual({ name: 'Missing' });
  });

  it('tells a page of some proxy by its status', async () => {
    const { client } = harness(() => new Response('<html>Bad gateway</html>', { status: 502 }));
    await expect(client.get('/views')).rejects.toMatchObject({ status: 502, code: 'http.502' });
  });

  it('tells an unreachable server as such', async () => {
    const { client } = harness(() => Promise.reject(new TypeError('failed')));
    await expect(client.get('/views')).rejects.toMatchObject({ status: 0, code: 'network.unreachable' });
  });

  it('tells when the session has ended, but not for a wrong password', async () => {
    const { client, signedOut } = harness(() => problem(401, { title: 'x', status: 401, code: 'accounts.wrong_credentials' }));
    await client.post('/session', {}).catch(() => {});
    expect(signedOut()).toBe(0);
    await client.get('/views').catch(() => {});
    expect(signedOut()).toBe(1);
  });
});

it('leaves out what is not asked for', () => {
  expect(queryString({ q: 'a b&c', cursor: null, view: undefined, limit: 5, empty: '' })).toBe('?q=a%20b%26c&limit=5');
  expect(queryString({ ids: [1, 2], none: [] })).toBe('?ids=1&ids=2');
  expect(queryString({})).toBe('');
});
