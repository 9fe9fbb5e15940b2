// The imports between source files, read from their text, and the circles among them.

/** The files that each file imports, by path. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const specifier = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** Resolves `.` and `..` in a relative import of a file. */
function resolve(file: string, relative: string): string {
  const path = file.split('/').slice(0, -1);
  for (const step of relative.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}

/** Reads the imports of every source, leaving out other files such as catalogs and styles. */
export function importGraph(sources: ReadonlyMap<string, string>): ImportGraph {
  const graph = new Map<string, string[]>();
  for (const [file, text] of sources) {
    const imported = [...text.matchAll(specifier)].flatMap(([, relative = '']) => {
      const path = resolve(file, relative);
      return [path, `${path}.ts`].find((candidate) => sources.has(candidate)) ?? [];
    });
    graph.set(file, [...new Set(imported)]);
  }
  return graph;
}

/**
 * The circles of imports, each as the path from a file back to itself.
 *
 * A depth-first search keeps the path that leads to the current file. An import of a file on that
 * path closes a circle. A file whose imports are all visited cannot be part of another circle with
 * the current path, so each file is visited once. The search reports at least one circle wherever
 * there are any, though not every one that can be made from the same files.
 */
export function importCircles(graph: ImportGraph): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string) => {
    if (done.has(file)) return;
    const start = path.indexOf(file);
    if (start >= 0) {
      circles.push([...path.slice(start), file]);
      return;
    }
    path.push(file);
    for (const imported of graph.get(file) ?? []) visit(imported);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return circles;
}
