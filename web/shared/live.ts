/**
 * The live connection: one WebSocket, any number of followed topics, resumed from the last position after a break.
 * Frames are described in docs/guides/live.md.
 */

export interface LiveEntry {
  topic: string;
  data: Record<string, unknown>;
}

export interface LiveSignal {
  topic: string;
  kind: string;
  from?: { kind?: string; id: number | null; name: string };
  data?: Record<string, unknown>;
}

/** Who is on a topic when one comes to it. */
export interface LivePresent {
  topic: string;
  people: { kind?: string; id: number | null; name: string }[];
}

export type LiveState = 'connecting' | 'live' | 'broken' | 'closed';

export interface LiveListener {
  /** `position` comes with the last frame of what happened at it. */
  entry?: (entry: LiveEntry, position?: string) => void;
  signal?: (signal: LiveSignal) => void;
  present?: (present: LivePresent) => void;
  /** What was missed cannot be told any more: fetch anew. */
  reset?: () => void;
  state?: (state: LiveState) => void;
}

export interface SocketLike {
  send(text: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export interface LiveOptions {
  url: string;
  open?: (url: string) => SocketLike;
  delay?: (attempt: number) => number;
  schedule?: (run: () => void, milliseconds: number) => () => void;
}

interface Frame {
  position?: string;
  topic?: string;
  entry?: Record<string, unknown>;
  signal?: LiveSignal;
  present?: LivePresent;
  ready?: string;
  reset?: boolean;
}

const policyViolation = 1008;

/** Doubles from half a second to 30 s, with jitter, so that a restarted server is not met by all at once. */
export function backoff(attempt: number): number {
  return Math.min(30_000, 500 * 2 ** attempt) * (0.75 + Math.random() * 0.5);
}

export class LiveClient {
  private readonly options: Required<LiveOptions>;
  private readonly listeners = new Set<LiveListener>();
  private readonly topics = new Map<string, number>();
  private socket: SocketLike | null = null;
  private position: string | null = null;
  /** The oldest snapshot on screen whose topic the server has not answered for yet. */
  private snapshot: string | null = null;
  private unanswered = 0;
  private resetting = false;
  private attempt = 0;
  private stopped = true;
  private cancelRetry: (() => void) | null = null;
  private state_: LiveState = 'closed';

  constructor(options: LiveOptions) {
    this.options = {
      open: (url) => new WebSocket(url) as unknown as SocketLike,
      delay: backoff,
      schedule: (run, milliseconds) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
      ...options,
    };
  }

  get state(): LiveState {
    return this.state_;
  }

  listen(listener: LiveListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.cancelRetry?.();
    this.socket?.close(1000);
    this.socket = null;
    this.change('closed');
  }

  /** Tries again at once, for instance because the machine is back on the network. */
  retryNow(): void {
    if (this.stopped || this.socket) return;
    this.cancelRetry?.();
    this.attempt = 0;
    this.connect();
  }

  /**
   * Follows a topic until the returned function is called. `position` is that of the snapshot on screen: entries after
   * it are told. They may be told twice and are never skipped.
   */
  follow(topic: string, position?: string | null): () => void {
    this.topics.set(topic, (this.topics.get(topic) ?? 0) + 1);
    this.snapshot = older(this.snapshot, position ?? null);
    if (this.state_ === 'live') this.subscribe([topic], position ?? null);
    return () => {
      const left = (this.topics.get(topic) ?? 1) - 1;
      if (left > 0) this.topics.set(topic, left);
      else this.unsubscribe(topic);
    };
  }

  signal(topic: string, kind: string, data?: Record<string, unknown>): void {
    if (this.state_ === 'live') this.socket?.send(JSON.stringify({ signal: data ? { topic, kind, data } : { topic, kind } }));
  }

  private connect(): void {
    this.change(this.attempt === 0 ? 'connecting' : 'broken');
    const socket = this.options.open(this.options.url);
    this.socket = socket;
    socket.onopen = () => {
      this.attempt = 0;
      this.unanswered = 0;
      this.position = older(this.position, this.snapshot);
      this.snapshot = null;
      this.change('live');
      if (this.topics.size > 0) this.subscribe([...this.topics.keys()], this.position);
    };
    socket.onmessage = (event) => this.received(String(event.data));
    socket.onclose = (event) => this.closed(socket, event.code);
  }

  private closed(socket: SocketLike, code: number): void {
    if (this.socket !== socket) return;
    this.socket = null;
    if (this.stopped) return;
    if (code === policyViolation) {
      this.stopped = true;
      this.change('closed');
      return;
    }
    this.change('broken');
    this.cancelRetry = this.options.schedule(() => this.connect(), this.options.delay(this.attempt++));
  }

  private subscribe(topics: string[], position: string | null): void {
    this.unanswered++;
    this.socket?.send(JSON.stringify({ subscribe: topics, ...(position ? { position } : {}) }));
  }

  private unsubscribe(topic: string): void {
    this.topics.delete(topic);
    if (this.state_ === 'live') this.socket?.send(JSON.stringify({ unsubscribe: [topic] }));
  }

  private received(text: string): void {
    const frame = JSON.parse(text) as Frame;
    if (frame.reset) this.resetting = true;
    const { topic, entry, position, signal, present } = frame;
    if (topic && entry) for (const listener of this.listeners) listener.entry?.({ topic, data: entry }, position);
    if (signal) for (const listener of this.listeners) listener.signal?.(signal);
    if (present) for (const listener of this.listeners) listener.present?.(present);
    this.position = frame.ready ?? position ?? this.position;
    if (frame.ready && --this.unanswered === 0) this.snapshot = null;
    if (frame.ready && this.resetting) this.reset();
  }

  /** Told after `ready`, so that what is fetched anew is not older than what is told next. */
  private reset(): void {
    this.resetting = false;
    for (const listener of this.listeners) listener.reset?.();
  }

  private change(state: LiveState): void {
    if (this.state_ === state) return;
    this.state_ = state;
    for (const listener of this.listeners) listener.state?.(state);
  }
}

/** Positions are dotted numbers, most significant first: `3.4711`. */
export function comparePositions(left: string, right: string): number {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function older(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return comparePositions(left, right) <= 0 ? left : right;
}

export function liveUrl(location: { protocol: string; host: string }): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`;
}
