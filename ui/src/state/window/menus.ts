// What the user can do, each act once: the menus list them, the keyboard reaches them.
import { addFiles, addFolder } from '../intake/paper-chooser';
import { intake } from '../intake/intake.svelte';
import { all } from '../case/selection';
import { currentLanguage, t } from '../../words/words.svelte';
import type { FindingView, Language, Theme } from '../../generated/types';
import { session, type DialogName, type View } from './session.svelte';

export type Act = { name: string; label: string; keys?: string; off?: boolean; checked?: boolean; run: () => void };
export type Menu = { name: string; label: string; parts: Act[][] };

const dialog = (name: DialogName) => () => void (session.dialog = name);

function caseMenu(): Menu {
  const desk = session.desk;
  const none = desk === null;
  return {
    name: 'case', label: t('ui.menu.case'), parts: [
      [
        { name: 'new', label: t('ui.new-case'), run: dialog('new') },
        { name: 'sample', label: t('ui.open-sample'), run: () => void session.openSample() },
        { name: 'bring-in', label: t('ui.bring-in'), run: dialog('bring-in') },
      ],
      [
        { name: 'rename', label: t('ui.menu.rename'), off: none || desk.matter.read_only, run: dialog('rename') },
        { name: 'hand-over', label: t('ui.hand-over'), off: none, run: dialog('hand-over') },
        { name: 'erase', label: t('ui.menu.erase'), off: none, run: dialog('erase') },
      ],
      [{ name: 'close', label: t('ui.menu.close'), off: none, run: () => void session.close() }],
    ],
  };
}

function editMenu(): Menu {
  const desk = session.view === 'case' ? session.desk : null;
  const fixed = desk === null || desk.matter.read_only;
  const exhibits = desk?.selectedExhibits.length ?? 0;
  const documents = desk?.selectedDocuments.length ?? 0;
  const { undo, redo } = desk?.matter ?? { undo: null, redo: null };
  return {
    name: 'edit', label: t('ui.menu.edit'), parts: [
      [
        { name: 'undo', label: undo ? t('ui.undo-act', { act: undo }) : t('ui.undo'), keys: 'Ctrl+Z', off: !undo, run: () => void desk?.undo() },
        { name: 'redo', label: redo ? t('ui.redo-act', { act: redo }) : t('ui.redo'), keys: 'Ctrl+Shift+Z', off: !redo, run: () => void desk?.redo() },
      ],
      [
        { name: 'select-all', label: t('ui.menu.select-all'), keys: 'Ctrl+A', off: !desk, run: () => desk?.select(all(desk.matter.exhibits.map((exhibit) => exhibit.id), desk.selection)) },
        { name: 'rename-exhibit', label: t('ui.exhibit.rename'), keys: 'F2', off: fixed || exhibits !== 1, run: () => { if (desk) desk.renaming = desk.selectedExhibits[0] ?? null; } },
        { name: 'group', label: t('ui.exhibit.group'), keys: 'G', off: fixed || exhibits === 0, run: dialog('group') },
        { name: 'split', label: t('ui.exhibit.split'), keys: 'S', off: fixed || exhibits !== 1, run: () => void desk?.split(null) },
        { name: 'remove', label: t('ui.exhibit.remove'), keys: 'Delete', off: fixed || (exhibits === 0 && !desk?.selectedLoose), run: () => void desk?.removeSelected() },
      ],
      [
        { name: 'turn', label: t('ui.pages.turn-right'), keys: 'R', off: fixed || documents === 0, run: () => void desk?.turn(90) },
        { name: 'leave-out', label: desk?.selectedAreOut ? t('ui.pages.put-back') : t('ui.pages.leave-out'), keys: 'X', off: fixed || documents === 0, run: () => void desk?.leaveOut() },
        { name: 'move-documents', label: t('ui.pages.move'), keys: 'M', off: fixed || documents === 0, run: dialog('move') },
      ],
    ],
  };
}

function viewMenu(): Menu {
  const none = session.desk === null;
  const view = (name: View, label: string): Act => ({
    name: `view-${name}`, label, checked: session.view === name, off: none, run: () => void goSettled(name),
  });
  const theme = (name: Theme, label: string): Act => ({
    name: `theme-${name}`, label, checked: session.settings.theme === name,
    run: () => void session.change({ ...session.settings, theme: name }),
  });
  const language = (code: Language, label: string): Act => ({
    name: `language-${code}`, label, checked: currentLanguage() === code,
    run: () => void session.change({ ...session.settings, language: code }),
  });
  return {
    name: 'view', label: t('ui.menu.view'), parts: [
      [view('case', t('ui.view.case')), view('captions', t('ui.view.captions')), view('preview', t('ui.view.preview'))],
      [theme('system', t('ui.theme.system')), theme('light', t('ui.theme.light')), theme('dark', t('ui.theme.dark'))],
      [language('es', 'Español'), language('en', 'English')],
      [{ name: 'settings', label: t('ui.settings'), run: dialog('settings') }],
    ],
  };
}

function dossierMenu(): Menu {
  const desk = session.desk;
  const fixed = desk === null || desk.matter.read_only;
  return {
    name: 'dossier', label: t('ui.menu.dossier'), parts: [
      [
        { name: 'add-files', label: t('ui.add-files'), keys: 'Ctrl+O', off: fixed, run: () => void addFiles() },
        { name: 'add-folder', label: t('ui.add-folder'), off: fixed, run: () => void addFolder() },
        { name: 'papers', label: t('ui.intake.show'), off: intake.runs.length === 0, run: () => void (intake.open = true) },
      ],
      [
        { name: 'declaration', label: t('ui.declaration.new'), off: fixed, run: dialog('declaration') },
        { name: 'proof-of-service', label: t('ui.service.new'), off: fixed, run: dialog('proof-of-service') },
        { name: 'translators', label: t('ui.translators.menu'), run: dialog('translators') },
      ],
      [{ name: 'facts', label: t('ui.facts'), off: desk === null, run: showFacts }],
      [{ name: 'build', label: t('ui.view.build'), keys: 'Ctrl+B', off: desk === null, run: () => void goSettled('build') }],
    ],
  };
}

function helpMenu(): Menu {
  return {
    name: 'help', label: t('ui.menu.help'), parts: [[
      { name: 'shortcuts', label: t('ui.shortcuts'), keys: '?', run: dialog('shortcuts') },
      { name: 'about', label: t('ui.about'), run: dialog('about') },
    ]],
  };
}

export function menus(): Menu[] {
  return [caseMenu(), editMenu(), viewMenu(), dossierMenu(), helpMenu()];
}

/** The other views show what is saved, so what was typed last is saved first. */
export async function goSettled(view: View): Promise<void> {
  await session.desk?.settle();
  intake.tidy();
  session.go(view);
}

export function showFacts(): void {
  session.desk?.showFacts();
  session.go('case');
}

/** Where a finding can be looked at and mended. */
export function showPlace({ place, document, paper, page, label }: FindingView): void {
  if (place === undefined) return;
  session.go('case');
  void session.desk?.showPlace(place, document, paper === undefined ? undefined : page, label);
}

/** Presses the key of an act: true when there is one that can be done now. */
export function press(keys: string): boolean {
  const act = menus().flatMap((menu) => menu.parts.flat()).find((one) => one.keys === keys && !one.off);
  act?.run();
  return act !== undefined;
}
