/** Numbers that a seed repeats (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 up to, not including, `end`. */
  below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * end);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/** Of GOODHOST_TEST_SEED, else new; printed, so that a failure can be repeated. */
export function chooseSeed(): number {
  const seed = Number(process.env.GOODHOST_TEST_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`GOODHOST_TEST_SEED=${seed}`);
  return seed;
}
