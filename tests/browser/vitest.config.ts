import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A second is too short for a page on a machine that does other things too.
    expect: { poll: { timeout: 20_000 } },
    // One browser and one host for all: what one test leaves behind another may find.
    fileParallelism: false,
    isolate: false,
  },
});
