// A case after an act. The program tells only of the exhibits that the act has changed.
import type { ExhibitView, MatterNews, MatterView } from '../../generated/types';

/** The case as it is now; null where the news are of another state than the one that is here. Exhibits that nothing changed
    in stay the very same, so that nothing of them is drawn again. */
export function withNews(had: MatterView, { since, order, view }: MatterNews): MatterView | null {
  if (since !== null && (had.id !== view.id || had.revision !== since)) return null;
  const known = new Map<string, ExhibitView>();
  for (const exhibit of had.exhibits) known.set(exhibit.id, exhibit);
  for (const exhibit of view.exhibits) known.set(exhibit.id, exhibit);
  const exhibits = order.map((id) => known.get(id));
  return exhibits.every((exhibit) => exhibit !== undefined) ? { ...view, exhibits } : null;
}
