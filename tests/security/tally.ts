import { appendFileSync } from 'node:fs';

/** Where attempts are written down, to be added up at the end. */
const ledger = process.env.GOODHOST_TALLY;

/** Counts what was tried and how it ended: `object access: 1204 tried, 404 1100, 403 104`. */
export class Tally {
  private readonly name: string;
  private readonly outcomes = new Map<string, number>();

  constructor(name: string) {
    this.name = name;
  }

  count(outcome: string | number): void {
    const key = String(outcome);
    this.outcomes.set(key, (this.outcomes.get(key) ?? 0) + 1);
  }

  get tried(): number {
    return [...this.outcomes.values()].reduce((sum, one) => sum + one, 0);
  }

  of(outcome: string | number): number {
    return this.outcomes.get(String(outcome)) ?? 0;
  }

  tell(): void {
    const sorted = [...this.outcomes].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${outcome} ${count}`);
    console.log(`${this.name}: ${this.tried} tried, ${sorted.join(', ')}`);
    if (ledger) appendFileSync(ledger, `${this.tried}\n`);
  }
}
