import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';

const source = join(import.meta.dirname, 'fault_layer.c');
const library = resolve(import.meta.dirname, '../../build/torture/fault_layer.so');

/** As enum slot of fault_layer.c. */
const slots = [
  'write_error',
  'sync_error',
  'rename_error',
  'open_error',
  'read_error',
  'delay_us',
  'kinds',
  'fail_from',
  'fail_count',
  'fail_error',
  'clock_ms',
  'calls',
  'injected',
] as const;
export type Slot = (typeof slots)[number];

/** Bits of `kinds`. */
export const kind = { write: 1, sync: 2, rename: 4, open: 8, read: 16 };

/** Errno of Linux; `short`: a write that writes half. */
export const errno = { short: 0, EIO: 5, ENOSPC: 28, EROFS: 30, EDQUOT: 122 };

/** The layer as a library, compiled when it is older than its source. */
export function compileLayer(): string {
  const built = statSync(library, { throwIfNoEntry: false });
  if (built && built.mtimeMs > statSync(source).mtimeMs) return library;
  mkdirSync(resolve(library, '..'), { recursive: true });
  const own = `${library}.${process.pid}`;
  execFileSync('clang-19', ['-std=gnu17', '-O2', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC', '-o', own, source, '-ldl']);
  execFileSync('mv', [own, library]); // At once, for whoever compiles it at the same time.
  return library;
}

/** What one server is made to suffer, changed while it runs. */
export class FaultLayer {
  readonly environment: Record<string, string>;
  private readonly file: number;

  /** `folder`: whose files fail; `control`: a file outside of it. */
  constructor(folder: string, control: string) {
    writeFileSync(control, Buffer.alloc(slots.length * 8));
    this.file = openSync(control, 'r+');
    this.environment = { LD_PRELOAD: compileLayer(), TORTURE_FOLDER: folder, TORTURE_CONTROL: control };
  }

  set(values: Partial<Record<Slot, number>>): void {
    for (const [slot, value] of Object.entries(values)) this.write(slot as Slot, value);
  }

  get(slot: Slot): number {
    const bytes = Buffer.alloc(8);
    readSync(this.file, bytes, 0, 8, slots.indexOf(slot) * 8);
    return Number(bytes.readBigInt64LE());
  }

  /** Everything works again; the clock stays where it is. */
  heal(): void {
    for (const slot of slots) if (!['clock_ms', 'calls', 'injected'].includes(slot)) this.write(slot, 0);
  }

  close(): void {
    closeSync(this.file);
  }

  private write(slot: Slot, value: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    writeSync(this.file, bytes, 0, 8, slots.indexOf(slot) * 8);
  }
}
