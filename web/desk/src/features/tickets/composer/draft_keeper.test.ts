import { ProblemError } from '@goodhost/shared/http.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DraftKeeper, type DraftServer } from './draft_keeper.ts';
import type { Writing } from './draft_store.ts';

const place = { agent: 1, ticket: 2 };
const nothing: Writing = { kind: 'reply', html: '', attachments: [], base: 0 };
const kept = new Map<string, string>();

/** Each request waits until the test answers it. */
class Server implements DraftServer {
  asked: string[] = [];
  private waiting: { done: () => void; fail: (error: unknown) => void }[] = [];

  put = (_place: unknown, writing: Writing) => this.ask(writing.html);
  delete = () => this.ask('delete');

  private ask(what: string) {
    this.asked.push(what);
    return new Promise<void>((done, fail) => this.waiting.push({ done, fail }));
  }
  async answer(status = 200) {
    const next = this.waiting.shift();
    if (status === 200) next?.done();
    else next?.fail(new ProblemError({ type: '', title: '', status, code: 'x' } as never));
    await vi.advanceTimersByTimeAsync(0);
  }
}

function keeperOn(server: Server, first = nothing, unsaved = false) {
  const keeper = new DraftKeeper(place, first, server, unsaved);
  keeper.subscribe(() => {});
  return keeper;
}

beforeEach(() => {
  vi.useFakeTimers();
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('one request at a time: what was typed meanwhile follows', async () => {
  const server = new Server();
  const keeper = keeperOn(server);
  keeper.change({ html: '<p>one</p>' }, 3);
  await vi.advanceTimersByTimeAsync(1_200);
  keeper.change({ html: '<p>two</p>' }, 3);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.asked).toEqual(['<p>one</p>']);
  await server.answer();
  expect(server.asked).toEqual(['<p>one</p>', '<p>two</p>']);
  expect(kept.size).toBe(1);
  await server.answer();
  expect([keeper.state, kept.size]).toEqual(['saved', 0]);
});

it('a draft that was on its way when its message was sent is taken away', async () => {
  const server = new Server();
  const keeper = keeperOn(server);
  keeper.change({ html: '<p>one</p>' }, 3);
  await vi.advanceTimersByTimeAsync(1_200);
  keeper.clear();
  await server.answer();
  await server.answer();
  expect(server.asked).toEqual(['<p>one</p>', 'delete']);
  expect(keeper.state).toBe('none');
});

it('tries again, less and less often, until the server takes it', async () => {
  const server = new Server();
  const keeper = keeperOn(server);
  keeper.change({ html: '<p>one</p>' }, 3);
  await vi.advanceTimersByTimeAsync(1_200);
  for (const wait of [2_000, 4_000, 8_000]) {
    await server.answer(503);
    expect([keeper.state, kept.size]).toEqual(['local', 1]);
    const before = server.asked.length;
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(server.asked.length).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.asked.length).toBe(before + 1);
  }
  await server.answer();
  expect([keeper.state, kept.size]).toEqual(['saved', 0]);
});

it('what the server refuses stays here and is not asked again', async () => {
  const server = new Server();
  const keeper = keeperOn(server);
  keeper.change({ html: '<p>one</p>' }, 3);
  await vi.advanceTimersByTimeAsync(1_200);
  await server.answer(403);
  await vi.advanceTimersByTimeAsync(600_000);
  expect([server.asked.length, keeper.state, kept.size]).toEqual([1, 'local', 1]);
});

it('what was found on this machine only goes to the server', async () => {
  const server = new Server();
  const keeper = keeperOn(server, { ...nothing, html: '<p>found</p>' }, true);
  expect(keeper.state).toBe('local');
  keeper.resume();
  await vi.advanceTimersByTimeAsync(1_200);
  await server.answer();
  expect([server.asked, keeper.state]).toEqual([['<p>found</p>'], 'saved']);
});

it('leaving saves at once what waits', async () => {
  const server = new Server();
  const keeper = keeperOn(server);
  expect(await keeper.flush()).toBe(false);
  keeper.change({ html: '<p>one</p>' }, 3);
  const left = keeper.flush();
  expect(server.asked).toEqual(['<p>one</p>']);
  await server.answer();
  expect(await left).toBe(true);
});
