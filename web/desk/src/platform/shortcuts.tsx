import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { MessageKey } from './i18n.tsx';

/** `keys` is one key (`j`, `?`, `Enter`), a chord (`mod+k`) or a sequence (`g i`). */
export interface Shortcut {
  keys: string;
  label: MessageKey;
  group: 'list' | 'ticket' | 'everywhere';
  run: () => void;
  /** Also while typing. */
  always?: boolean;
}

const registered: Shortcut[] = [];
const changed = new Set<() => void>();
let snapshot: readonly Shortcut[] = [];
let pending = '';
let pendingTimer: number | undefined;

const preference = 'goodhost.single_keys';

/** Single keys can be switched off, for people whose tools send keys of their own (WCAG 2.1.4). */
export function shortcutsOn(): boolean {
  return localStorage.getItem(preference) !== 'off';
}

export function setShortcutsOn(on: boolean): void {
  localStorage.setItem(preference, on ? 'on' : 'off');
}

function publish(): void {
  snapshot = [...registered];
  for (const listener of changed) listener();
}

export function nameOfKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    target.closest('[role="menu"],[role="listbox"],[role="dialog"]') !== null
  );
}

/** Space and Enter on a control are the control's own. */
function isControl(target: EventTarget | null, key: string): boolean {
  return key === 'Enter' && target instanceof HTMLElement && target.closest('button,a,[role="button"],[role="menuitem"]') !== null;
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const key = nameOfKey(event);
  const typing = isTyping(event.target);
  if (isControl(event.target, key)) return;
  const wanted = pending ? `${pending} ${key}` : key;
  const usable = (one: Shortcut) => one.always || (!typing && shortcutsOn());
  // The last registered wins: what is nearest to the person.
  const found =
    registered.findLast((one) => one.keys === wanted && usable(one)) ?? registered.findLast((one) => one.keys === key && usable(one));
  window.clearTimeout(pendingTimer);
  pending = '';
  if (found) {
    event.preventDefault();
    found.run();
  } else if (!typing && registered.some((one) => one.keys.startsWith(`${key} `))) {
    pending = key;
    pendingTimer = window.setTimeout(() => {
      pending = '';
    }, 1_200);
  }
}

export function listenForShortcuts(): () => void {
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}

export function useShortcut(shortcut: Omit<Shortcut, 'run'>, run: () => void, enabled = true): void {
  const latest = useEffectEvent(run);
  const { keys, label, group, always } = shortcut;
  useEffect(() => {
    if (!enabled) return;
    const entry: Shortcut = { keys, label, group, always, run: () => latest() };
    registered.push(entry);
    publish();
    return () => {
      registered.splice(registered.indexOf(entry), 1);
      publish();
    };
  }, [keys, label, group, always, enabled]);
}

export function useRegisteredShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    () => snapshot,
  );
}
