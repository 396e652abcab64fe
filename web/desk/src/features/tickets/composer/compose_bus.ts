import type { ComposeKind } from '@goodhost/shared/api.ts';
import { useEffect, useEffectEvent } from 'react';

export interface ComposeRequest {
  focus?: ComposeKind;
  open?: 'answers';
  insert?: string;
}

const listeners = new Set<(request: ComposeRequest) => void>();
/** The composer may still be on its way when it is asked for: the last request waits for it. */
let waiting: ComposeRequest | null = null;
/** What is typed meanwhile belongs into the text: as shortcuts the same letters would resolve and assign. */
let typed = '';
const patience = 8_000;
let timer: number | undefined;

function keep(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  event.preventDefault();
  event.stopPropagation();
  typed += event.key;
}

function release(): string {
  window.clearTimeout(timer);
  document.removeEventListener('keydown', keep, true);
  const text = typed;
  typed = '';
  return text;
}

export function ask(request: ComposeRequest): void {
  if (listeners.size === 0) {
    waiting = request;
    document.addEventListener('keydown', keep, true);
    window.clearTimeout(timer);
    timer = window.setTimeout(release, patience);
  }
  for (const listener of listeners) listener(request);
}

/** `answer` gets the request and what was typed since. */
export function useComposeRequests(ready: boolean, answer: (request: ComposeRequest, typed: string) => void): void {
  const latest = useEffectEvent(answer);
  useEffect(() => {
    if (!ready) return;
    const listener = (request: ComposeRequest) => latest(request, '');
    listeners.add(listener);
    if (waiting) latest(waiting, release());
    waiting = null;
    return () => {
      listeners.delete(listener);
    };
  }, [ready]);
}
