// The names of keys as printed on the user's keyboard.
import { t } from './words.svelte';

export function keyNames(keys: string): string {
  const names: Record<string, string> = {
    Delete: t('ui.key.delete'),
    Shift: t('ui.key.shift'),
    Space: t('ui.key.space'),
    Home: t('ui.key.home'),
    End: t('ui.key.end'),
    Enter: t('ui.key.enter'),
    Escape: t('ui.key.escape'),
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    PageUp: t('ui.key.page-up'),
    PageDown: t('ui.key.page-down'),
  };
  if (keys === '+') return keys;
  return keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join('+');
}
