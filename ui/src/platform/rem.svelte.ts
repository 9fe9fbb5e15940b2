// The size of one rem in pixels. It follows the user's font size while the window is open.
let size = $state(16);

function measure(): void {
  size = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** Measures again whenever the font size changes, until the returned function is called. */
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
