// How the window's pages are built, tried and looked at.
//
// The result must live under a Content-Security-Policy without inline scripts, inline styles, data
// addresses and network, so nothing is inlined and nothing is preloaded by script.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { lookingAt } from './tests/mock/serve.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The catalogues hold the texts of the whole program; the window takes only those that it shows.
const shown = ['ui.', 'kind.', 'act.', 'fact.', 'severity.', 'language.', 'month.'];

const catalogues = () => ({
  name: 'catalogues',
  enforce: 'pre' as const,
  load(id: string) {
    if (!/assets\/messages\/\w+\.json$/.test(id)) return null;
    const texts = Object.entries(JSON.parse(readFileSync(id, 'utf8')) as Record<string, string>);
    return JSON.stringify(
      Object.fromEntries(texts.filter(([key]) => shown.some((stem) => key.startsWith(stem)))),
    );
  },
});

export default defineConfig(({ mode }) => {
  const look = mode === 'look';
  const mock = look || mode === 'test';
  return {
    plugins: [catalogues(), svelte(), ...(look ? [lookingAt()] : [])],
    resolve: {
      // Under vitest the browser's Svelte is wanted, not the server's.
      conditions: mode === 'test' ? ['browser'] : undefined,
      alias: mock ? { '@tauri-apps/api': here('./tests/mock/tauri') } : {},
    },
    server: { fs: { allow: [here('..')] }, port: 1420 },
    build: {
      target: ['es2022', 'safari17'],
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: true,
    },
    test: {
      environment: 'jsdom',
      include: ['tests/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  };
});
