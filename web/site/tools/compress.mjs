// Beside every text of dist/ its .gz and .br, so that the server compresses nothing; and the bytes a visitor loads.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = new URL('../dist/', import.meta.url);
/** Of the 60 KB of a page's first view. */
const budget = 12_000;
let sum = 0;
for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
  const bytes = readFileSync(new URL(name, folder));
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(new URL(`${name}.br`, folder), packed);
  writeFileSync(new URL(`${name}.gz`, folder), gzipSync(bytes, { level: 9 }));
  console.log(`${name}: ${bytes.length} bytes, ${packed.length} compressed`);
  sum += packed.length;
}
if (sum > budget) {
  console.error(`${sum} bytes compressed are over the budget of ${budget}`);
  process.exit(1);
}
