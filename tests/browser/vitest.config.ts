import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One browser and one host for all: what one test leaves behind another may find.
    fileParallelism: false,
    isolate: false,
  },
});
