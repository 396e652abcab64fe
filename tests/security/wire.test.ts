import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Host } from '../journeys/host.ts';
import { until } from '../journeys/program.ts';
import { Fronts } from './fronts.ts';
import { type Answer, exchange, Wire } from './raw.ts';
import { Tally } from './tally.ts';

const hidden = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
const post = 'POST /first HTTP/1.1\r\nHost: x\r\n';

/** Requests whose end two programs may see at different places; behind each stands what must not become a request of its own. */
const ambiguous: Record<string, string> = {
  'both lengths': `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
  'both lengths, other order': `${post}Transfer-Encoding: chunked\r\nContent-Length: ${hidden.length + 5}\r\n\r\n0\r\n\r\n${hidden}`,
  'two lengths': `${post}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  'two equal lengths': `${post}Content-Length: 0\r\nContent-Length: 0\r\n\r\n${hidden}`,
  'a list of lengths': `${post}Content-Length: 0, ${hidden.length}\r\n\r\n${hidden}`,
  'a length with a sign': `${post}Content-Length: +0\r\n\r\n${hidden}`,
  'a negative length': `${post}Content-Length: -1\r\n\r\n${hidden}`,
  'a length in hex': `${post}Content-Length: 0x0\r\n\r\n${hidden}`,
  'a length with words': `${post}Content-Length: 0 abc\r\n\r\n${hidden}`,
  'a length beyond all': `${post}Content-Length: 18446744073709551616\r\n\r\n${hidden}`,
  'a space before the colon': `${post}Content-Length : ${hidden.length}\r\n\r\n${hidden}`,
  'a space before the name': `${post} Content-Length: ${hidden.length}\r\n\r\n${hidden}`,
  'a folded coding': `${post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${hidden}`,
  'a coding with a tab': `${post}Transfer-Encoding:\tchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`,
  'an unknown coding': `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
  'chunked not last': `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${hidden}`,
  'chunked twice': `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`,
  'a quoted coding': `${post}Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n${hidden}`,
  'a coding with a control': `${post}Transfer-Encoding: \x0bchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`,
  'chunked in HTTP/1.0': `POST /first HTTP/1.0\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n${hidden}`,
  'bare line ends': `POST /first HTTP/1.1\nHost: x\nContent-Length: 0\n\n${hidden}`,
  'a bare line end between fields': `${post}X: y\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n${hidden}`,
  'a bare return': `${post}X: y\rTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n${hidden}`,
  'a zero byte in a field': `${post}X: y\0\r\nContent-Length: 0\r\n\r\n${hidden}`,
  'a chunk with a sign': `${post}Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n${hidden}`,
  'a chunk in 0x': `${post}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${hidden}`,
  'a chunk beyond all': `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${hidden}`,
  'a chunk with spaces': `${post}Transfer-Encoding: chunked\r\n\r\n 0\r\n\r\n${hidden}`,
  'a chunk that ends early': `${post}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n${hidden}`,
  'a chunk with bare line ends': `${post}Transfer-Encoding: chunked\r\n\r\n0\n\n${hidden}`,
  'a chunk extension with a line end': `${post}Transfer-Encoding: chunked\r\n\r\n0;a=\nb\r\n\r\n${hidden}`,
  'a chunk line without end': `${post}Transfer-Encoding: chunked\r\n\r\n0;${'a'.repeat(20_000)}\r\n\r\n${hidden}`,
  'two hosts': `GET /first HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n${hidden}`,
  'no host': `GET /first HTTP/1.1\r\n\r\n${hidden}`,
  'a version of tomorrow': `GET /first HTTP/1.2\r\nHost: x\r\n\r\n${hidden}`,
  'a target with a space': `GET /first /second HTTP/1.1\r\nHost: x\r\n\r\n${hidden}`,
  'an upgrade that is none': `GET /first HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n${hidden}`,
};

/** These mean the same to everybody. */
const harmless = new Set(['two equal lengths', 'an upgrade that is none']);

describe('requests of two meanings', () => {
  let host: Host;
  let fronts: Fronts;

  beforeAll(async () => {
    host = await Host.start('sqlite', ['--trusted-proxies', '127.0.0.1']);
    fronts = await Fronts.start(host.address);
  });
  afterAll(async () => {
    await fronts?.stop();
    await host?.remove();
  });

  const smuggled = () => host.node.log.filter((line) => line.includes('/smuggled')).length;
  const refused = (answers: Answer[]) => answers.length <= 1 && (answers[0]?.status ?? 400) >= 400;

  it('are refused, and the connection with them', async () => {
    const tally = new Tally('requests of two meanings');
    for (const [what, bytes] of Object.entries(ambiguous)) {
      const before = smuggled();
      const answers = await exchange(
        host.address,
        what === 'an upgrade that is none' ? bytes.replaceAll('Host: x\r\n', 'Host: x\r\nConnection: close\r\n') : bytes,
      );
      tally.count(answers[0]?.status ?? 'closed');
      if (harmless.has(what)) continue;
      expect(refused(answers), `${what}: ${answers.map((one) => one.status)}`).toBe(true);
      expect(smuggled(), what).toBe(before);
    }
    tally.tell();
  });

  it('mean no more behind nginx and HAProxy than these say', async () => {
    const tally = new Tally('requests of two meanings behind proxies');
    for (const [name, address] of Object.entries(fronts.addresses))
      for (const [what, bytes] of Object.entries(ambiguous)) {
        const wire = new Wire(address);
        wire.send(bytes);
        wire.socket.end();
        const answers = await wire.all().catch(() => []);
        wire.close();
        tally.count(`${name} ${answers[0]?.status ?? 'closed'}`);
        // Whoever comes next over the same connection to us gets an answer of their own.
        const next = await fetch(`${address}/nobody-was-here`);
        expect(next.status, `after ${what} behind ${name}`).toBe(404);
        expect(await next.text()).not.toContain('smuggled');
      }
    tally.tell();
  });

  it('leave what others ask through the same proxy alone', async () => {
    for (const [name, address] of Object.entries(fronts.addresses)) {
      const others = Array.from({ length: 40 }, async (_, at) => {
        const answer = await fetch(`${address}/api/v1/openapi.json?other=${at}`);
        return `${answer.status} ${answer.headers.get('Content-Type')}`;
      });
      const attacks = Object.values(ambiguous).map((bytes) => {
        const wire = new Wire(address);
        wire.send(bytes);
        wire.socket.end();
        return wire.all().catch(() => []);
      });
      expect(new Set(await Promise.all(others)), name).toEqual(new Set(['200 application/json']));
      await Promise.all(attacks);
    }
  });
});

describe('floods', () => {
  let host: Host;

  beforeAll(async () => {
    host = await Host.start('sqlite', ['--requests-per-minute-anonymous', '1000000']);
  });
  afterAll(() => host?.remove());

  /** The slowest of some requests of somebody else, while it lasts. */
  async function others(): Promise<number> {
    let slowest = 0;
    for (let at = 0; at < 20; at++) {
      const began = performance.now();
      expect((await host.client().get<{ items: unknown[] }>('/tickets')).items).toBeDefined();
      slowest = Math.max(slowest, performance.now() - began);
    }
    return slowest;
  }

  it('of heads and bodies that never end leave others their answers', async () => {
    const tally = new Tally('slow senders');
    const wires = Array.from({ length: 600 }, (_, at) => {
      const wire = new Wire(host.address);
      wire.send(
        at % 3 === 0
          ? 'GET /x HTTP/1.1\r\nHost: x\r\nX-A'
          : at % 3 === 1
            ? `${post}Content-Length: 1000\r\n\r\na`
            : `${post}Transfer-Encoding: chunked\r\n\r\n5\r\na`,
      );
      tally.count('held open');
      return wire;
    });
    const dribble = setInterval(() => {
      for (const wire of wires) wire.send('b');
    }, 100);
    expect(await others()).toBeLessThan(5_000);
    clearInterval(dribble);
    for (const wire of wires) wire.close();
    tally.tell();
  });

  it('of requests in one go leave others their answers, and are answered in order', async () => {
    const tally = new Tally('pipelined requests');
    const many = 2_000;
    const flood = Array.from({ length: 8 }, () => new Wire(host.address));
    for (const wire of flood)
      wire.send(`${'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(many - 1)}GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(await others()).toBeLessThan(5_000);
    for (const wire of flood) {
      const answers = await wire.all(60_000);
      expect(answers).toHaveLength(many);
      expect(answers.at(-1)?.status).toBe(404);
      for (const answer of answers) tally.count(answer.status);
      wire.close();
    }
    tally.tell();
  });

  it('of answers that nobody reads leave others their answers', async () => {
    const wires = Array.from({ length: 50 }, () => new Wire(host.address));
    for (const wire of wires) {
      wire.socket.pause();
      wire.send('GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(200));
    }
    expect(await others()).toBeLessThan(5_000);
    for (const wire of wires) wire.close();
  });

  it('of long heads, many fields and deep JSON are refused cheaply', async () => {
    const tally = new Tally('oversized requests');
    const end = 'Connection: close\r\n\r\n';
    const heads = [
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n${end}`,
      `GET / HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(5_000)}${end}`,
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(1_000_000)}\r\n${end}`,
      `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a=b; '.repeat(10_000)}\r\n${end}`,
      `GET /?${'a=b&'.repeat(30_000)} HTTP/1.1\r\nHost: x\r\n${end}`,
    ];
    for (const head of heads) {
      const [answer] = await exchange(host.address, head);
      tally.count(answer?.status ?? 'closed');
      expect([400, 413, 414, 431, undefined]).toContain(answer?.status);
    }
    const headers = { Authorization: `Bearer ${host.token}`, 'Content-Type': 'application/json' };
    const bodies = [
      '['.repeat(500_000),
      '{"a":'.repeat(200_000),
      `{"subject":"${'\\u0000'.repeat(100_000)}"}`,
      `{"subject":${'9'.repeat(900_000)}}`,
    ];
    for (const body of bodies) {
      const answer = await fetch(`${host.address}/api/v1/tickets`, { method: 'POST', headers, body });
      tally.count(answer.status);
      expect([400, 413, 422]).toContain(answer.status);
    }
    const large = await fetch(`${host.address}/api/v1/customers`, {
      method: 'POST',
      headers,
      body: `{"name":"${'a'.repeat(30 << 20)}"}`,
    }).catch(() => null);
    expect(large?.status ?? 413).toBe(413);
    expect(await others()).toBeLessThan(5_000);
    await until('it is ready', async () => (await fetch(`${host.address}/readyz`)).ok);
    tally.tell();
  });
});
