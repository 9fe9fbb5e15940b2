// The size of the window's text. Everything in the window is measured in rem, so that one attribute of
// the root element enlarges all of it.

/** In percent of the usual size. */
export const textSizes = [100, 125, 150, 175, 200] as const;

export function setTextSize(percent: number): void {
  document.documentElement.style.fontSize = percent === 100 ? '' : `${percent}%`;
}
