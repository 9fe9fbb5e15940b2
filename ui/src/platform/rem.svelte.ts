// The size of one rem in pixels, kept up to date: the user's letters may grow while the window is open.
let size = $state(16);

function measure(): void {
  size = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** Watches the size of letters for as long as the window is open. */
export function watchRem(): () => void {
  measure();
  if (typeof ResizeObserver === 'undefined') return () => undefined;
  const probe = document.createElement('div');
  probe.className = 'rem-probe';
  document.body.append(probe);
  const observer = new ResizeObserver(measure);
  observer.observe(probe);
  return () => {
    observer.disconnect();
    probe.remove();
  };
}

export function rem(): number {
  return size;
}
