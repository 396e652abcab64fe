import type { TicketRow } from '@goodhost/shared/api.ts';
import { useEffect, useState } from 'react';

/** As many as the server takes in one request. */
export const selectionLimit = 500;

export interface Selection {
  ids: number[];
  has: (id: number) => boolean;
  /** `range` also takes everything between this row and the one before. */
  toggle: (id: number, range?: boolean) => void;
  all: () => void;
  /** Only these stay chosen. */
  keep: (ids: number[]) => void;
  clear: () => void;
}

export function useSelection(rows: TicketRow[], view: string): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [anchor, setAnchor] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view starts with nothing chosen
  useEffect(() => setChosen(new Set()), [view]);
  return {
    ids: [...chosen],
    has: (id) => chosen.has(id),
    toggle: (id, range) => {
      setChosen((before) => toggled(before, id, range ? between(rows, anchor, id) : [id]));
      setAnchor(id);
    },
    all: () => setChosen(new Set(rows.slice(0, selectionLimit).map((row) => row.id))),
    keep: (ids) => setChosen(new Set(ids)),
    clear: () => setChosen(new Set()),
  };
}

function toggled(before: ReadonlySet<number>, id: number, ids: number[]): Set<number> {
  const next = new Set(before);
  const on = !before.has(id);
  for (const one of ids) {
    if (!on) next.delete(one);
    else if (next.size < selectionLimit) next.add(one);
  }
  return next;
}

export function between(rows: Pick<TicketRow, 'id'>[], anchor: number | null, id: number): number[] {
  const from = rows.findIndex((row) => row.id === anchor);
  const to = rows.findIndex((row) => row.id === id);
  if (from < 0 || to < 0) return [id];
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id);
}
