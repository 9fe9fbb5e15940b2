// The list of shortcuts for the user, by part of the window.
import { t } from '../../words/words.svelte';

type Shortcut = { keys: string[]; does: string };
type ShortcutPart = { title: string; shortcuts: Shortcut[] };

export function shortcuts(): ShortcutPart[] {
  return [
    {
      title: t('ui.shortcuts.window'),
      shortcuts: [
        { keys: ['F10', 'Alt'], does: t('ui.shortcut.menu') },
        { keys: ['Ctrl+Z'], does: t('ui.undo') },
        { keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], does: t('ui.redo') },
        { keys: ['Ctrl+N'], does: t('ui.new-case') },
        { keys: ['Ctrl+O'], does: t('ui.add-files') },
        { keys: ['Ctrl+B'], does: t('ui.view.build') },
        { keys: ['Ctrl+P'], does: t('ui.print') },
        { keys: ['Ctrl+F'], does: t('ui.search') },
        { keys: ['Ctrl+T'], does: t('ui.naming') },
        { keys: ['Ctrl+L'], does: t('ui.checklist') },
        { keys: ['Ctrl+D'], does: t('ui.differences') },
        { keys: ['Ctrl++', 'Ctrl+-', 'Ctrl+0'], does: t('ui.settings.text') },
        { keys: ['Ctrl+Q'], does: t('ui.menu.quit') },
        { keys: ['F1'], does: t('ui.guide') },
        { keys: ['?'], does: t('ui.shortcuts') },
      ],
    },
    {
      title: t('ui.shortcuts.exhibits'),
      shortcuts: [
        { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: t('ui.shortcut.move') },
        { keys: ['Alt+Home', 'Alt+End'], does: t('ui.shortcut.move-end') },
        { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: t('ui.shortcut.range') },
        { keys: ['Ctrl+ArrowUp', 'Ctrl+ArrowDown'], does: t('ui.shortcut.focus') },
        { keys: ['Space', 'Enter'], does: t('ui.look') },
        { keys: ['Ctrl+Space'], does: t('ui.shortcut.toggle') },
        { keys: ['Ctrl+A'], does: t('ui.menu.select-all') },
        { keys: ['F2'], does: t('ui.exhibit.rename') },
        { keys: ['G'], does: t('ui.exhibit.group') },
        { keys: ['J'], does: t('ui.exhibit.join') },
        { keys: ['S'], does: t('ui.exhibit.split') },
        { keys: ['Delete'], does: t('ui.exhibit.remove') },
      ],
    },
    {
      title: t('ui.shortcuts.pages'),
      shortcuts: [
        { keys: ['Space', 'Enter'], does: t('ui.look') },
        { keys: ['R', 'Shift+R'], does: t('ui.shortcut.turn') },
        { keys: ['X'], does: t('ui.shortcut.leave-out') },
        { keys: ['S'], does: t('ui.pages.split-here') },
        { keys: ['M'], does: t('ui.move.title') },
        { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: t('ui.shortcut.move-document') },
        { keys: ['Delete'], does: t('ui.pages.remove') },
      ],
    },
    {
      title: t('ui.look'),
      shortcuts: [
        { keys: ['ArrowLeft', 'ArrowRight'], does: t('ui.shortcut.look-page') },
        { keys: ['ArrowUp', 'ArrowDown'], does: t('ui.shortcut.look-paper') },
        { keys: ['F3'], does: t('ui.found.next') },
        { keys: ['Shift+F3'], does: t('ui.found.back') },
        { keys: ['+', '-', '0'], does: t('ui.preview.zoom') },
        { keys: ['Escape'], does: t('ui.captions.back') },
      ],
    },
    {
      title: t('ui.petition'),
      shortcuts: [
        { keys: ['1', '2', '3', '4'], does: t('ui.shortcut.row') },
        { keys: ['ArrowUp', 'ArrowDown'], does: t('ui.shortcut.row-step') },
        { keys: ['+', 'Delete'], does: t('ui.shortcut.row-count') },
        { keys: ['Enter'], does: t('ui.shortcut.sheet-take') },
        { keys: ['PageUp', 'PageDown'], does: t('ui.shortcut.sheet') },
        { keys: ['Escape'], does: t('ui.captions.back') },
      ],
    },
    {
      title: t('ui.naming'),
      shortcuts: [
        { keys: ['Enter'], does: t('ui.naming.take') },
        { keys: ['Ctrl+Enter'], does: t('ui.naming.take-all') },
        { keys: ['Shift+Enter'], does: t('ui.shortcut.same-paper') },
        { keys: ['Alt+Enter'], does: t('ui.naming.photo') },
        { keys: ['PageUp', 'PageDown'], does: t('ui.shortcut.page') },
        { keys: ['Escape'], does: t('ui.captions.back') },
      ],
    },
    {
      title: t('ui.shortcuts.preview'),
      shortcuts: [
        { keys: ['PageUp', 'PageDown'], does: t('ui.shortcut.page') },
        { keys: ['Home', 'End'], does: t('ui.shortcut.ends') },
        { keys: ['Ctrl+G'], does: t('ui.preview.jump') },
      ],
    },
    {
      title: t('ui.view.captions'),
      shortcuts: [
        { keys: ['Enter', 'Shift+Enter'], does: t('ui.shortcut.photo') },
        { keys: ['Escape'], does: t('ui.captions.back') },
      ],
    },
  ];
}
