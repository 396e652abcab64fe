import { LiveClient, type LiveEntry, type LiveState, liveUrl } from '@goodhost/shared/live.ts';
import { applyPresence, livePresence, type Presence } from '@goodhost/shared/live_store.ts';
import type { QueryKey } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react';
import { queryClient } from './client.ts';
import { useNow } from './clock.ts';
import { useSession } from './session.tsx';

export const live = new LiveClient({ url: liveUrl(window.location) });

window.addEventListener('online', () => live.retryNow());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') live.retryNow();
});

const presence = new Map<string, Presence[]>();
const presenceListeners = new Set<() => void>();

function changePresence(topic: string, next: Presence[]): void {
  presence.set(topic, next);
  for (const listener of presenceListeners) listener();
}

live.listen({
  signal: (signal) => {
    if (!signal.from?.id || signal.from.kind === 'contact' || !signal.topic.startsWith('ticket/')) return;
    const { id, name } = signal.from;
    changePresence(signal.topic, applyPresence(presence.get(signal.topic) ?? [], { agent: id, name, kind: signal.kind }, Date.now()));
  },
  present: ({ topic, people }) => {
    const agents = people.flatMap((one) =>
      one.id && one.kind !== 'contact' ? [{ agent: one.id, name: one.name, kind: 'viewing' as const, at: 0 }] : [],
    );
    changePresence(topic, agents);
  },
  state: (state) => {
    // Who came and went during a break is not told: better nobody than somebody who has left.
    if (state !== 'live') for (const topic of presence.keys()) changePresence(topic, []);
  },
});

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (changed) => live.listen({ state: changed }),
    () => live.state,
  );
}

/** Follows a topic while mounted; `position` is that of the snapshot on screen. */
export function useFollow(
  topic: string,
  position: string | undefined | null,
  on: { entry: (entry: LiveEntry) => void; reset?: () => void },
): void {
  const entry = useEffectEvent((one: LiveEntry) => on.entry(one));
  const reset = useEffectEvent(() => on.reset?.());
  const ready = position !== undefined;
  // A later position of the same topic must not follow anew: entries move it on by themselves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!ready) return;
    const forget = live.listen({ entry: (one) => one.topic === topic && entry(one), reset });
    const unfollow = live.follow(topic, position);
    return () => {
      forget();
      unfollow();
    };
  }, [topic, ready]);
}

/** Asks for what was fetched anew whenever the server says that the person's own topic has something new. */
export function useSignalled(prefix: string, queryKey: QueryKey): void {
  const topic = `${prefix}/${useSession().agent.id}`;
  const look = useEffectEvent(() => void queryClient.invalidateQueries({ queryKey }));
  useEffect(() => {
    const forget = live.listen({ signal: (signal) => signal.topic === topic && look() });
    const unfollow = live.follow(topic, null);
    return () => {
      forget();
      unfollow();
    };
  }, [topic]);
}

const nobody: Presence[] = [];

/** Who else is on a ticket now. */
export function usePresence(ticketId: number): Presence[] {
  const me = useSession().agent.id;
  const now = useNow(5_000);
  const all = useSyncExternalStore(
    (changed) => {
      presenceListeners.add(changed);
      return () => presenceListeners.delete(changed);
    },
    () => presence.get(`ticket/${ticketId}`) ?? nobody,
  );
  return useMemo(() => (all.length === 0 ? nobody : livePresence(all, now).filter((one) => one.agent !== me)), [all, now, me]);
}

/** Tells the others that this person has the ticket open, until it is closed or the tab is hidden. */
export function useViewingSignal(ticketId: number): void {
  const state = useLiveState();
  useEffect(() => {
    if (state !== 'live') return;
    const topic = `ticket/${ticketId}`;
    const tell = () => document.visibilityState === 'visible' && live.signal(topic, 'here');
    const hidden = () => (document.visibilityState === 'visible' ? tell() : live.signal(topic, 'away'));
    tell();
    const timer = window.setInterval(tell, 20_000);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', hidden);
      live.signal(topic, 'away');
    };
  }, [ticketId, state]);
}

let lastTyping = 0;
export function signalTyping(ticketId: number): void {
  if (Date.now() - lastTyping < 3_000) return;
  lastTyping = Date.now();
  live.signal(`ticket/${ticketId}`, 'typing');
}
