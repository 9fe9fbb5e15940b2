// The names of the sections of a case.
import type { Section } from './rows';
import { t } from '../../words/words.svelte';

export function sectionName(section: Section): string {
  return {
    front: t('ui.section.front'),
    exhibits: t('ui.section.exhibits'),
    back: t('ui.section.back'),
    unplaced: t('ui.section.unplaced'),
  }[section];
}
