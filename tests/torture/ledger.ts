/** What the load was promised, in the order in which it was acknowledged. */
export class Ledger {
  /** Tickets by mark; those by mail are only known by their words. */
  readonly tickets = new Map<string, number>();
  /** Marks of messages that must be there once. */
  readonly messages = new Map<string, { ticket: number | null; kind: 'message' | 'reply' | 'note' | 'scheduled' }>();
  /** Marks of what was refused: must not be there. */
  readonly refused = new Map<string, string>();
  readonly files = new Map<string, { name: string; sha256: string }>();
  readonly reads = new Map<number, number>();
  /** Tickets that were merged, or asked to be: what is said to them now may be refused. */
  readonly merged = new Set<number>();
  private marks = 0;

  nextMark(): string {
    return `mark-${++this.marks}-`;
  }

  open(): number[] {
    return [...this.tickets.values()].filter((id) => !this.merged.has(id));
  }

  get acknowledged(): number {
    return this.messages.size;
  }
}

/** A word that only this mark's message has, for search. */
export function wordOf(mark: string): string {
  return `heliotrope${mark.replace(/\D/g, '')}x`;
}

export function wordsOf(mark: string): string {
  return `The words of ${mark} are ${wordOf(mark)}.`;
}
