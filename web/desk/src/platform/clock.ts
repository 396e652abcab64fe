import { useSyncExternalStore } from 'react';

/** One timer for everything on screen that counts: thousands of rows share it. */
const listeners = new Set<() => void>();
let timer: number | undefined;
let current = Date.now();

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= window.setInterval(tick, 1_000);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The time, rounded down to `step` milliseconds: a component is drawn again only when that changes. */
export function useNow(step = 15_000): number {
  return useSyncExternalStore(subscribe, () => {
    const now = timer === undefined ? Date.now() : Math.max(current, Date.now() - 1_000);
    return Math.floor(now / step) * step;
  });
}
