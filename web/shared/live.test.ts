import { describe, expect, it } from 'vitest';
import { comparePositions, LiveClient, liveUrl, type SocketLike } from './live.ts';

class FakeSocket implements SocketLike {
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {}
  tell(frame: unknown) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function harness() {
  const sockets: FakeSocket[] = [];
  const waits: (() => void)[] = [];
  const client = new LiveClient({
    url: 'ws://desk/live',
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    delay: () => 1,
    schedule: (run) => {
      waits.push(run);
      return () => waits.splice(waits.indexOf(run), 1);
    },
  });
  client.start();
  return { client, waits, socket: () => sockets.at(-1) as FakeSocket };
}

describe('the live client', () => {
  it('subscribes with the oldest position of what is on screen', () => {
    const { client, socket } = harness();
    client.follow('tickets', '0.20');
    client.follow('ticket/3', '0.9');
    socket().onopen?.();
    expect(socket().sent).toEqual([{ subscribe: ['tickets', 'ticket/3'], position: '0.9' }]);
  });

  it('asks for a ticket opened later from the position of its own snapshot', () => {
    const { client, socket } = harness();
    client.follow('tickets', '0.2');
    socket().onopen?.();
    client.follow('ticket/3', '0.9');
    expect(socket().sent.at(-1)).toEqual({ subscribe: ['ticket/3'], position: '0.9' });
  });

  it('misses nothing of a snapshot that was taken during a break', () => {
    const { client, socket, waits } = harness();
    client.follow('tickets', '0.1');
    socket().onopen?.();
    socket().tell({ position: '0.9' });
    socket().onclose?.({ code: 1006 });
    client.follow('ticket/3', '0.7');
    waits[0]?.();
    socket().onopen?.();
    expect(socket().sent).toEqual([{ subscribe: ['tickets', 'ticket/3'], position: '0.7' }]);
  });

  it('resumes after a break from the last entry that it told', () => {
    const { client, socket, waits } = harness();
    const told: string[] = [];
    client.listen({ entry: (entry, position) => told.push(`${entry.topic} ${position}`) });
    client.follow('tickets', '0.1');
    socket().onopen?.();
    socket().tell({ position: '0.5', topic: 'tickets', entry: {} });
    socket().onclose?.({ code: 1006 });
    expect(client.state).toBe('broken');
    waits[0]?.();
    socket().onopen?.();
    expect(told).toEqual(['tickets 0.5']);
    expect(socket().sent).toEqual([{ subscribe: ['tickets'], position: '0.5' }]);
  });

  it('asks again from the snapshot when the connection breaks before any answer', () => {
    const { client, socket, waits } = harness();
    client.follow('tickets', '0.1');
    socket().onopen?.();
    socket().onclose?.({ code: 1006 });
    waits[0]?.();
    socket().onopen?.();
    expect(socket().sent).toEqual([{ subscribe: ['tickets'], position: '0.1' }]);
  });

  it('asks again from the snapshot of a topic that was not answered for', () => {
    const { client, socket, waits } = harness();
    client.follow('tickets', '0.1');
    socket().onopen?.();
    socket().tell({ ready: '0.9' });
    client.follow('ticket/3', '0.7');
    socket().tell({ position: '0.10', topic: 'tickets', entry: {} });
    socket().onclose?.({ code: 1006 });
    waits[0]?.();
    socket().onopen?.();
    expect(socket().sent).toEqual([{ subscribe: ['tickets', 'ticket/3'], position: '0.7' }]);
    socket().tell({ ready: '0.12' });
    socket().onclose?.({ code: 1006 });
    waits[1]?.();
    socket().onopen?.();
    expect(socket().sent).toEqual([{ subscribe: ['tickets', 'ticket/3'], position: '0.12' }]);
  });

  it('resumes before an entry of which more was to follow', () => {
    const { client, socket, waits } = harness();
    const told: string[] = [];
    client.listen({ entry: (entry, position) => told.push(`${entry.topic} ${position ?? 'more'}`) });
    client.follow('tickets', '0.1');
    client.follow('ticket/3', '0.1');
    socket().onopen?.();
    socket().tell({ position: '0.4', topic: 'tickets', entry: {} });
    socket().tell({ topic: 'tickets', entry: {} });
    socket().onclose?.({ code: 1006 });
    waits[0]?.();
    socket().onopen?.();
    expect(told).toEqual(['tickets 0.4', 'tickets more']);
    expect(socket().sent).toEqual([{ subscribe: ['tickets', 'ticket/3'], position: '0.4' }]);
  });

  it('takes the position that the backlog ended with', () => {
    const { client, socket, waits } = harness();
    client.follow('tickets', '0.1');
    socket().onopen?.();
    socket().tell({ ready: '0.8' });
    socket().onclose?.({ code: 1006 });
    waits[0]?.();
    socket().onopen?.();
    expect(socket().sent).toEqual([{ subscribe: ['tickets'], position: '0.8' }]);
  });

  it('tells of a reset once it is ready again', () => {
    const { client, socket } = harness();
    let resets = 0;
    client.listen({ reset: () => resets++ });
    client.follow('tickets', '0.1');
    socket().onopen?.();
    socket().tell({ reset: true });
    expect(resets).toBe(0);
    socket().tell({ ready: '1.3' });
    expect(resets).toBe(1);
  });

  it('follows a topic until the last of its followers leaves', () => {
    const { client, socket } = harness();
    const first = client.follow('tickets');
    const second = client.follow('tickets');
    socket().onopen?.();
    first();
    expect(socket().sent).toEqual([{ subscribe: ['tickets'] }]);
    second();
    expect(socket().sent.at(-1)).toEqual({ unsubscribe: ['tickets'] });
  });

  it('does not come back when the server has ended the session', () => {
    const { client, socket, waits } = harness();
    socket().onopen?.();
    socket().onclose?.({ code: 1008 });
    expect(client.state).toBe('closed');
    expect(waits).toEqual([]);
  });
});

it('positions are compared as numbers', () => {
  expect(comparePositions('0.9', '0.10')).toBeLessThan(0);
  expect(comparePositions('1.0', '0.99')).toBeGreaterThan(0);
  expect(comparePositions('0.7', '0.7')).toBe(0);
});

it('the address follows the page', () => {
  expect(liveUrl({ protocol: 'https:', host: 'desk.example' })).toBe('wss://desk.example/api/v1/live');
});
