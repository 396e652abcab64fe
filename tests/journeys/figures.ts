import { appendFileSync } from 'node:fs';

/** What a journey has measured: printed, and kept for the tables of docs where GOODHOST_TEST_FIGURES names a file. */
export function figure(name: string, values: Record<string, number>): void {
  const words = Object.entries(values).map(([unit, value]) => `${unit} ${Math.round(value)}`);
  console.log(`${name}: ${words.join(', ')}`);
  const file = process.env.GOODHOST_TEST_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify({ name, ...values })}\n`);
}
