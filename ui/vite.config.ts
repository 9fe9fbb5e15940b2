// Builds, tests and serves the window. The Content-Security-Policy forbids inline scripts, inline
// styles, data URLs and the network, so nothing is inlined and no script preloads anything.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { marked } from 'marked';
import { defineConfig } from 'vitest/config';
import { lookingAt } from './tests/mock/serve.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The catalogs hold the texts of the whole program. The window takes only those that it shows.
const shown = [
  'ui.',
  'kind.',
  'act.',
  'fact.',
  'severity.',
  'language.',
  'month.',
  'difference.',
  'dossier.note.title',
  'dossier.tally.',
  'report.petition.',
  'dossier.listed',
  'text-field.',
  'handing-in',
];

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

// The chapters of the guide as pages, in the order of its table of contents.
const guide = () => ({
  name: 'guide',
  resolveId: (id: string) => (id === 'virtual:guide' ? '\0virtual:guide' : null),
  load(id: string) {
    if (id !== '\0virtual:guide') return null;
    const text = (path: string) => readFileSync(here(`../docs/guide/${path}`), 'utf8');
    const chapters = (language: string) =>
      [...text('README.md').matchAll(new RegExp(`\\((${language}/[\\w-]+\\.md)\\)`, 'g'))].map(
        ([, path]) => {
          const [heading, ...rest] = text(path!).split('\n');
          return {
            title: heading!.replace(/^# /, ''),
            html: marked.parse(rest.join('\n'), { async: false }),
          };
        },
      );
    return `export default ${JSON.stringify({ es: chapters('es'), en: chapters('en') })}`;
  },
});

export default defineConfig(({ mode }) => {
  const look = mode === 'look';
  const mock = look || mode === 'test';
  return {
    plugins: [catalogues(), guide(), svelte(), ...(look ? [lookingAt()] : [])],
    resolve: {
      // vitest needs the browser build of Svelte, not the server's.
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
