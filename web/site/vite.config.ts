import { defineConfig } from 'vitest/config';

/** Two files with fixed names: pages ask for them with the digest of their content (`asset_address` in platform/http). */
export default defineConfig({
  build: {
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: 'src/main.ts',
      output: { entryFileNames: 'site.js', assetFileNames: 'site.[ext]' },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
