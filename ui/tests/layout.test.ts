// The layout of the source: no circles of imports, and state does not depend on what shows it.
import { describe, expect, it } from 'vitest';
import { importCircles, importGraph } from './imports';

const texts = import.meta.glob<string>('../src/**/*.{ts,svelte}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = new Map(
  Object.entries(texts).map(([path, text]) => [path.replace('../src/', ''), text]),
);
const graph = importGraph(sources);

const madeUp = (files: Record<string, string>) =>
  importCircles(importGraph(new Map(Object.entries(files))));

describe('imports', () => {
  it('of the window are all found', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect(graph.get('main.ts')).toContain('views/window/App.svelte');
    expect(graph.get('state/window/session.svelte.ts')).toContain('state/case/open-case.svelte.ts');
    // Only the entry point is imported by no other file; declarations of types need no import.
    const imported = new Set([...graph.values()].flat());
    const left = [...sources.keys()].filter((file) => !imported.has(file));
    expect(left.filter((file) => !file.endsWith('.d.ts'))).toEqual(['main.ts']);
  });

  it('have no circles', () => {
    expect(importCircles(graph)).toEqual([]);
  });

  it('that go round are found, in whatever way they are written', () => {
    expect(
      madeUp({
        'state/a.ts': "import { b } from './b';",
        'state/b.ts': "export * from '../views/C.svelte';",
        'views/C.svelte': "<script>\n  import type {\n    A,\n  } from '../state/a';\n</script>",
        'main.ts': "import './state/a';",
      }),
    ).toEqual([['state/a.ts', 'state/b.ts', 'views/C.svelte', 'state/a.ts']]);
    expect(madeUp({ 'a.svelte.ts': "const a = import('./a.svelte');" })).toHaveLength(1);
    expect(
      madeUp({ 'a.ts': "import './b';\nimport './c';", 'b.ts': "import './c';", 'c.ts': '' }),
    ).toEqual([]);
  });

  it('lead from what is seen to the state, never back', () => {
    const seen = /^(views|dialogs|forms|controls)\//;
    const back = [...graph].flatMap(([file, imported]) =>
      seen.test(file)
        ? []
        : imported.filter((other) => seen.test(other)).map((other) => `${file} -> ${other}`),
    );
    expect(back).toEqual(['main.ts -> views/window/App.svelte']);
    const lower = [...graph].flatMap(([file, imported]) =>
      /^(words|platform)\//.test(file)
        ? imported
            .filter((other) => other.startsWith('state/'))
            .map((other) => `${file} -> ${other}`)
        : [],
    );
    expect(lower).toEqual([]);
  });
});
