// Files dragged in from the desktop: while they hang over the window, where they would go.
class DropPoint {
  files = $state(0);
  into = $state<string | null>(null);
  /** Set by the list of exhibits: which exhibit lies under a point of the window. */
  exhibitAt: (x: number, y: number) => string | null = () => null;
}

export const dropPoint = new DropPoint();
