import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts'],
    globalSetup: ['postgres.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Each file runs servers and loads them: side by side they would measure each other.
    fileParallelism: false,
  },
});
