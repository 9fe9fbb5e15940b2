// Files that are being dragged from the desktop, and where they would go.
class DropPoint {
  files = $state(0);
  into = $state<string | null>(null);
  /** Set by the list: the exhibit under a point of the window. */
  exhibitAt: (x: number, y: number) => string | null = () => null;
}

export const dropPoint = new DropPoint();
