// The light or dark theme: the system's, or the one that the user chose. The style sheet reads one
// attribute of the root element.
import type { Theme } from '../generated/types';

const dark = () => window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'system';

function apply(): void {
  const shade = chosen === 'system' ? (dark().matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset.theme = shade;
}

export function setTheme(theme: Theme): void {
  chosen = theme;
  apply();
}

export function followSystem(): void {
  apply();
  dark().addEventListener('change', apply);
}
