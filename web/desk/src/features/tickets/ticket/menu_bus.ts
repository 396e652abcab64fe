import type { Severity } from '@goodhost/shared/api.ts';
import { useEffect, useState } from 'react';

export type TicketMenu =
  | 'assign'
  | 'severity'
  | `calm_${Exclude<Severity, 'critical'>}`
  | 'status'
  | 'tags'
  | 'snooze'
  | 'merge'
  | 'link'
  | 'split'
  | 'cc'
  | 'followers'
  | 'hold';

const listeners = new Set<(menu: TicketMenu | null) => void>();

/** A key, the palette or a menu asks the open ticket's header to open one of its menus. */
export function openMenu(menu: TicketMenu | null): void {
  for (const listener of listeners) listener(menu);
}

export function useOpenMenu(): [TicketMenu | null, (menu: TicketMenu | null) => void] {
  const [menu, setMenu] = useState<TicketMenu | null>(null);
  useEffect(() => {
    listeners.add(setMenu);
    return () => {
      listeners.delete(setMenu);
    };
  }, []);
  return [menu, setMenu];
}
