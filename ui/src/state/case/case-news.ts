// Updates the case after an act. The program sends only the exhibits that changed.
import type { ExhibitView, MatterNews, MatterView } from '../../generated/types';

/**
 * The updated case, or null if the news starts from another revision than this one. Unchanged
 * exhibits keep their identity, so that they are not drawn again.
 */
export function withNews(had: MatterView, { since, order, view }: MatterNews): MatterView | null {
  if (since !== null && (had.id !== view.id || had.revision !== since)) return null;
  const known = new Map<string, ExhibitView>();
  for (const exhibit of had.exhibits) known.set(exhibit.id, exhibit);
  for (const exhibit of view.exhibits) known.set(exhibit.id, exhibit);
  const exhibits = order.map((id) => known.get(id));
  return exhibits.every((exhibit) => exhibit !== undefined) ? { ...view, exhibits } : null;
}
