import { ProblemError } from '@goodhost/shared/http.ts';
import { forgetLocally, isEmptyHtml, keepLocally, type Place, type Writing } from './draft_store.ts';

const pause = 1_200;
const firstRetry = 2_000;
const longestRetry = 60_000;
export type DraftState = 'none' | 'saving' | 'saved' | 'local';

/** Where drafts are kept for all machines of an agent. */
export interface DraftServer {
  put(place: Place, writing: Writing): Promise<unknown>;
  delete(place: Place): Promise<unknown>;
}

/**
 * Keeps what is written: at once on this machine, and after a pause on the server. One request is under way at a time, so that none can
 * overtake a later one; what the server could not take is tried again while somebody looks.
 */
export class DraftKeeper {
  writing: Writing;
  state: DraftState;
  private readonly place: Place;
  private readonly server: DraftServer;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> | undefined;
  private retry = firstRetry;

  /** `unsaved`: what is there at first was found on this machine only. */
  constructor(place: Place, first: Writing, server: DraftServer, unsaved = false) {
    this.place = place;
    this.writing = first;
    this.server = server;
    this.state = nothingIn(first) ? 'none' : unsaved ? 'local' : 'saved';
  }

  /** Somebody looks: what is on this machine only goes to the server. */
  resume = () => {
    if (this.state === 'local') this.saveIn(pause);
  };

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** `count` messages are on the ticket: what is begun now answers those. */
  change = (part: Partial<Writing>, count: number) => {
    const begins = nothingIn(this.writing);
    this.writing = { ...this.writing, ...(begins ? { base: count } : {}), ...part };
    keepLocally(localStorage, this.place, this.writing);
    this.retry = firstRetry;
    this.saveIn(pause);
    this.become('saving');
  };

  /** After sending: nothing is left to keep. The server dropped its draft with the message. */
  clear = () => {
    this.stopWaiting();
    forgetLocally(localStorage, this.place);
    this.writing = { kind: 'reply', html: '', attachments: [], base: this.writing.base };
    this.become('none');
  };

  /** Saves at once what still waits for its pause; true when there was something. */
  flush = async (): Promise<boolean> => {
    if (this.timer === undefined) return false;
    this.stopWaiting();
    await this.save();
    return true;
  };

  private saveIn(milliseconds: number) {
    this.stopWaiting();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.save();
    }, milliseconds);
  }

  private stopWaiting() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private save(): Promise<void> {
    this.saving ??= this.saveLatest().finally(() => {
      this.saving = undefined;
    });
    return this.saving;
  }

  /** Goes on until the server has what is written now: also what changed, or was sent and cleared, while a request was under way. */
  private async saveLatest() {
    for (;;) {
      const now = this.writing;
      const nothing = nothingIn(now);
      try {
        await (nothing ? this.server.delete(this.place) : this.server.put(this.place, now));
      } catch (error) {
        this.failed(error);
        return;
      }
      if (this.writing !== now) continue;
      this.stopWaiting();
      forgetLocally(localStorage, this.place);
      this.retry = firstRetry;
      this.become(nothing ? 'none' : 'saved');
      return;
    }
  }

  private failed(error: unknown) {
    const nothing = nothingIn(this.writing);
    this.become(nothing ? 'none' : 'local');
    if (nothing || this.timer !== undefined || this.listeners.size === 0 || !mayPass(error)) return;
    this.saveIn(this.retry);
    this.retry = Math.min(longestRetry, this.retry * 2);
  }

  private become(state: DraftState) {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function nothingIn(writing: Writing): boolean {
  return isEmptyHtml(writing.html) && writing.attachments.length === 0;
}

/** The server was not reached, was busy or failed: the same request may succeed later. */
function mayPass(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.status === 0 || error.status === 429 || error.status >= 500;
}
