/** What the pointer does to a shift, without a pointer: moments in, moments out. */

export const step = 15 * 60_000;
export const shortest = 30 * 60_000;

export type DragKind = 'create' | 'move' | 'start' | 'end';

export interface Drag {
  kind: DragKind;
  agent: number;
  /** Of a change that is there already. */
  override?: number;
  from: number;
  to: number;
  /** Where it was taken hold of. */
  grabbed: number;
  /** How it was before. */
  was: { from: number; to: number };
}

export const snap = (at: number) => Math.round(at / step) * step;

/** The moment below the pointer. */
export function momentAt(x: number, box: { left: number; width: number }, range: { from: number; to: number }): number {
  const part = Math.min(1, Math.max(0, (x - box.left) / Math.max(1, box.width)));
  return range.from + part * (range.to - range.from);
}

/** The same with the pointer at `at`. A beginning never passes its end. */
export function dragged(drag: Drag, at: number): Drag {
  const moment = snap(at);
  const by = snap(at - drag.grabbed);
  const { was } = drag;
  switch (drag.kind) {
    case 'create': {
      const [from, to] = [Math.min(drag.grabbed, moment), Math.max(drag.grabbed, moment)];
      return { ...drag, from, to: Math.max(to, from + shortest) };
    }
    case 'move':
      return { ...drag, from: was.from + by, to: was.to + by };
    case 'start':
      return { ...drag, from: Math.min(was.from + by, was.to - shortest) };
    case 'end':
      return { ...drag, to: Math.max(was.to + by, was.from + shortest) };
  }
}

export const hasMoved = (drag: Drag) => drag.from !== drag.was.from || drag.to !== drag.was.to;
