// The user's actions, each defined once. Menus list them and shortcuts run them.
import type { Language, Theme } from '../../generated/types';
import type { OpenCase } from '../case/open-case.svelte';
import { all } from '../case/selection';
import { dossierBuild } from '../build/dossier-build.svelte';
import { intake } from '../intake/intake.svelte';
import { addFiles, addFolder } from '../intake/paper-chooser';
import { textSizes } from '../../platform/text-size';
import { openNaming, unnamed } from '../look/naming-pass.svelte';
import { openPetition } from '../look/petition-pass.svelte';
import { openLook } from '../look/quick-look.svelte';
import { openStraighten } from '../look/straighten-pass.svelte';
import { goSettled, showFacts } from './navigation';
import { session, type DialogName, type View } from './session.svelte';
import { currentLanguage, t } from '../../words/words.svelte';

type MenuItem = {
  name: string;
  label: string;
  keys?: string;
  off?: boolean;
  checked?: boolean;
  run: () => void;
};
export type Menu = { name: string; label: string; parts: MenuItem[][] };

/** The petition that is meant: the selected one, or the only one of the case. */
function petitionOf(openCase: OpenCase): string | null {
  const all = openCase.matter.exhibits.filter((one) => one.kind === 'petition');
  const [chosen] = openCase.selectedExhibits;
  const found = all.find((one) => one.id === chosen) ?? (all.length === 1 ? all[0] : undefined);
  return found?.id ?? null;
}

const dialog = (name: DialogName) => () => void (session.dialog = name);

function caseMenu(): Menu {
  const openCase = session.openCase;
  const none = openCase === null;
  return {
    name: 'case',
    label: t('ui.menu.case'),
    parts: [
      [
        { name: 'new', label: t('ui.new-case'), keys: 'Ctrl+N', run: dialog('new') },
        { name: 'sample', label: t('ui.open-sample'), run: () => void session.openSample() },
        { name: 'bring-in', label: t('ui.bring-in'), run: dialog('bring-in') },
      ],
      [
        {
          name: 'rename',
          label: t('ui.menu.rename'),
          off: none || openCase.matter.read_only,
          run: dialog('rename'),
        },
        { name: 'hand-over', label: t('ui.hand-over'), off: none, run: dialog('hand-over') },
        { name: 'erase', label: t('ui.menu.erase'), off: none, run: dialog('erase') },
      ],
      [
        { name: 'close', label: t('ui.menu.close'), off: none, run: () => void session.close() },
        {
          name: 'quit',
          label: t('ui.menu.quit'),
          keys: 'Ctrl+Q',
          // As the button of the window: with a question while something runs.
          run: () => void session.leave(intake.running || dossierBuild.running ? 1 : 0),
        },
      ],
    ],
  };
}

export function editMenu(): Menu {
  // In the other views, what would be acted on is not seen.
  const openCase = ['case', 'look'].includes(session.view) ? session.openCase : null;
  const fixed = openCase === null || openCase.matter.read_only;
  const exhibits = openCase?.selectedExhibits.length ?? 0;
  const documents = openCase?.selectedDocuments.length ?? 0;
  // Undo names what it takes back, so that it is in every view.
  const opened = session.openCase;
  const { undo, redo } = opened?.matter ?? { undo: null, redo: null };
  return {
    name: 'edit',
    label: t('ui.menu.edit'),
    parts: [
      [
        {
          name: 'undo',
          label: undo ? t('ui.undo-act', { act: undo }) : t('ui.undo'),
          keys: 'Ctrl+Z',
          off: !undo,
          run: () => void opened?.undo(),
        },
        {
          name: 'redo',
          label: redo ? t('ui.redo-act', { act: redo }) : t('ui.redo'),
          keys: 'Ctrl+Shift+Z',
          off: !redo,
          run: () => void opened?.redo(),
        },
        { name: 'search', label: t('ui.search'), keys: 'Ctrl+F', run: dialog('search') },
        { name: 'history', label: t('ui.history'), off: opened === null, run: dialog('history') },
      ],
      [
        {
          name: 'select-all',
          label: t('ui.menu.select-all'),
          keys: 'Ctrl+A',
          off: !openCase,
          run: () =>
            openCase?.select(
              all(
                openCase.matter.exhibits.map((exhibit) => exhibit.id),
                openCase.selection,
              ),
            ),
        },
        {
          name: 'rename-exhibit',
          label: t('ui.exhibit.rename'),
          keys: 'F2',
          off: fixed || exhibits !== 1,
          run: () => {
            if (openCase) openCase.renaming = openCase.selectedExhibits[0] ?? null;
          },
        },
        {
          name: 'group',
          label: t('ui.exhibit.group'),
          keys: 'G',
          off: fixed || exhibits === 0,
          run: dialog('group'),
        },
        {
          name: 'join',
          label: t('ui.exhibit.join'),
          keys: 'J',
          off: fixed || exhibits < 2,
          run: dialog('join'),
        },
        {
          name: 'split',
          label: t('ui.exhibit.split'),
          keys: 'S',
          off: fixed || exhibits !== 1 || (openCase.detail?.documents.length ?? 0) < 2,
          run: () => void openCase?.split(null),
        },
        {
          name: 'remove',
          label: t('ui.exhibit.remove'),
          keys: 'Delete',
          off: fixed || (exhibits === 0 && !openCase?.selectedLoose),
          run: () => void openCase?.removeSelected(),
        },
      ],
      [
        {
          name: 'look',
          label: t('ui.look'),
          keys: 'Space',
          off: openCase === null || openCase.selection.active === null,
          run: () => {
            if (openCase) void openLook(openCase);
          },
        },
        {
          name: 'turn',
          label: t('ui.pages.turn-right'),
          keys: 'R',
          off: fixed || documents === 0,
          run: () => void openCase?.turn(90),
        },
        {
          name: 'card',
          label: t('ui.card'),
          off: fixed || openCase.selectedSides === null,
          run: () => void openCase?.card(),
        },
        {
          name: 'leave-out',
          label: openCase?.selectedAreOut ? t('ui.pages.put-back') : t('ui.pages.leave-out'),
          keys: 'X',
          off: fixed || documents === 0,
          run: () => void openCase?.leaveOut(),
        },
        {
          name: 'move-documents',
          label: t('ui.pages.move'),
          keys: 'M',
          off: fixed || documents === 0,
          run: dialog('move'),
        },
      ],
    ],
  };
}

function viewMenu(): Menu {
  const none = session.openCase === null;
  const view = (name: View, label: string): MenuItem => ({
    name: `view-${name}`,
    label,
    checked: session.view === name,
    off: none,
    run: () => void goSettled(name),
  });
  const theme = (name: Theme, label: string): MenuItem => ({
    name: `theme-${name}`,
    label,
    checked: session.settings.theme === name,
    run: () => void session.change({ ...session.settings, theme: name }),
  });
  const language = (code: Language, label: string): MenuItem => ({
    name: `language-${code}`,
    label,
    checked: currentLanguage() === code,
    run: () => void session.change({ ...session.settings, language: code }),
  });
  return {
    name: 'view',
    label: t('ui.menu.view'),
    parts: [
      [
        view('case', t('ui.view.case')),
        view('captions', t('ui.view.captions')),
        view('preview', t('ui.view.preview')),
      ],
      [
        theme('system', t('ui.theme.system')),
        theme('light', t('ui.theme.light')),
        theme('dark', t('ui.theme.dark')),
      ],
      [
        {
          name: 'text-larger',
          label: t('ui.menu.text-larger'),
          keys: 'Ctrl++',
          off: session.settings.text === textSizes.at(-1),
          run: () => void session.resize(1),
        },
        {
          name: 'text-smaller',
          label: t('ui.menu.text-smaller'),
          keys: 'Ctrl+-',
          off: session.settings.text === textSizes[0],
          run: () => void session.resize(-1),
        },
        {
          name: 'text-usual',
          label: t('ui.menu.text-usual'),
          keys: 'Ctrl+0',
          off: session.settings.text === textSizes[0],
          run: () => void session.resize(0),
        },
      ],
      [language('es', 'Español'), language('en', 'English')],
      [{ name: 'settings', label: t('ui.settings'), run: dialog('settings') }],
    ],
  };
}

function dossierMenu(): Menu {
  const openCase = session.openCase;
  const fixed = openCase === null || openCase.matter.read_only;
  return {
    name: 'dossier',
    label: t('ui.menu.dossier'),
    parts: [
      [
        {
          name: 'add-files',
          label: t('ui.add-files'),
          keys: 'Ctrl+O',
          off: fixed,
          run: () => void addFiles(),
        },
        { name: 'add-folder', label: t('ui.add-folder'), off: fixed, run: () => void addFolder() },
        {
          name: 'papers',
          label: t('ui.intake.show'),
          off: intake.runs.length === 0,
          run: () => void (intake.open = true),
        },
      ],
      [
        {
          name: 'declaration',
          label: t('ui.declaration.new'),
          off: fixed,
          run: dialog('declaration'),
        },
        {
          name: 'proof-of-service',
          label: t('ui.service.new'),
          off: fixed,
          run: dialog('proof-of-service'),
        },
        { name: 'translators', label: t('ui.translators.menu'), run: dialog('translators') },
      ],
      [
        {
          name: 'naming',
          label: t('ui.naming'),
          keys: 'Ctrl+T',
          off: fixed || unnamed(openCase).length === 0,
          run: () => {
            if (openCase) void openNaming(openCase);
          },
        },
        {
          name: 'straighten',
          label: t('ui.straighten'),
          off: fixed || openCase.matter.exhibits.length === 0,
          run: () => {
            if (openCase) void openStraighten(openCase);
          },
        },
      ],
      [
        {
          name: 'checklist',
          label: t('ui.checklist'),
          keys: 'Ctrl+L',
          off: openCase === null,
          run: dialog('checklist'),
        },
        {
          name: 'petition',
          label: t('ui.petition.count'),
          off: openCase === null || petitionOf(openCase) === null,
          run: () => {
            const exhibit = openCase && petitionOf(openCase);
            if (openCase && exhibit) void openPetition(openCase, exhibit);
          },
        },
        {
          name: 'differences',
          label: t('ui.differences'),
          keys: 'Ctrl+D',
          off: openCase === null,
          run: dialog('differences'),
        },
      ],
      [{ name: 'facts', label: t('ui.facts'), off: openCase === null, run: () => showFacts() }],
      [
        {
          name: 'handing-in',
          label: t('handing-in'),
          off: openCase === null,
          run: dialog('handing-in'),
        },
        {
          name: 'build',
          label: t('ui.view.build'),
          keys: 'Ctrl+B',
          off: openCase === null,
          run: () => void goSettled('build'),
        },
        {
          name: 'print',
          label: t('ui.print'),
          keys: 'Ctrl+P',
          off: openCase === null,
          run: () => void dossierBuild.print(),
        },
      ],
    ],
  };
}

function helpMenu(): Menu {
  return {
    name: 'help',
    label: t('ui.menu.help'),
    parts: [
      [
        { name: 'guide', label: t('ui.guide'), keys: 'F1', run: dialog('guide') },
        { name: 'shortcuts', label: t('ui.shortcuts'), keys: '?', run: dialog('shortcuts') },
        { name: 'about', label: t('ui.about'), run: dialog('about') },
      ],
    ],
  };
}

export function menus(): Menu[] {
  return [caseMenu(), editMenu(), viewMenu(), dossierMenu(), helpMenu()];
}

/** Runs the action of a shortcut. Returns whether one was available. */
export function press(keys: string): boolean {
  const act = menus()
    .flatMap((menu) => menu.parts.flat())
    .find((one) => one.keys === keys && !one.off);
  act?.run();
  return act !== undefined;
}
