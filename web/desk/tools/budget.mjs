// Prints what the first load of the desk weighs, and fails when it is over its budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 250 * 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const seen = new Set();

function collect(key) {
  if (seen.has(key)) return;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) collect(next);
}

collect('index.html');
let total = 0;
for (const key of seen) {
  const size = gzipSync(readFileSync(new URL(manifest[key].file, dist))).length;
  total += size;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${manifest[key].file}`);
}
const inbox = Object.keys(manifest).find((key) => key.endsWith('tickets/inbox/inbox_page.tsx'));
if (inbox) {
  const before = new Set(seen);
  collect(inbox);
  for (const key of seen) if (!before.has(key)) total += gzipSync(readFileSync(new URL(manifest[key].file, dist))).length;
}
console.log(`${(total / 1024).toFixed(1).padStart(8)} KB  script of the first load with the inbox, gzip (budget ${budget / 1024} KB)`);
if (total > budget) process.exit(1);
