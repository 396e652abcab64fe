import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

declare const process: { env: Record<string, string | undefined> };

/** The server that `vite` hands the API to: the mock by default, any real one by GOODHOST_SERVER. */
const server = process.env.GOODHOST_SERVER ?? 'http://127.0.0.1:8099';

export default defineConfig({
  base: '/desk/',
  plugins: [react()],
  build: {
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: server, ws: true } },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', '../shared/**/*.test.ts'],
    environment: 'node',
  },
});
