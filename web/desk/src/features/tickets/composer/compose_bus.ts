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

export function ask(request: ComposeRequest): void {
  if (listeners.size === 0) waiting = request;
  for (const listener of listeners) listener(request);
}

export function useComposeRequests(ready: boolean, answer: (request: ComposeRequest) => void): void {
  const latest = useEffectEvent(answer);
  useEffect(() => {
    if (!ready) return;
    const listener = (request: ComposeRequest) => latest(request);
    listeners.add(listener);
    if (waiting) latest(waiting);
    waiting = null;
    return () => {
      listeners.delete(listener);
    };
  }, [ready]);
}
