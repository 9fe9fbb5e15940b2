// Made from the Rust of src-tauri by `make types`; not to be edited.

import { Channel, invoke } from '@tauri-apps/api/core';

import type {
  Arranged,
  Arrangement,
  Built,
  CaptionView,
  Checked,
  DossierPages,
  Facts,
  FormMade,
  FormRequest,
  Glance,
  Hello,
  Imported,
  IntakeReport,
  MatterListing,
  MatterView,
  PlaceDetail,
  ProfileView,
  Progress,
  Settings,
  Translator,
} from './types';

/** All that the first paint needs. */
export const hello = (): Promise<Hello> =>
  invoke<Hello>('hello');

/** Keeps the language and the theme of the window. */
export const set_settings = (settings: Settings): Promise<Settings> =>
  invoke<Settings>('set_settings', { settings });

/** The list of cases, the last changed first. */
export const matters = (): Promise<Array<MatterListing>> =>
  invoke<Array<MatterListing>>('matters');

/** What the list shows of a case once it is drawn. */
export const glance = (matter: string): Promise<Glance> =>
  invoke<Glance>('glance', { matter });

/** The court profiles, in the language of the window. */
export const profiles = (): Promise<Array<ProfileView>> =>
  invoke<Array<ProfileView>>('profiles');

/** Begins a case. Without a name it has that of the person. */
export const new_matter = (name: string, facts: Facts): Promise<MatterView> =>
  invoke<MatterView>('new_matter', { name, facts });

/** A case as the window lists it. */
export const show = (matter: string): Promise<MatterView> =>
  invoke<MatterView>('show', { matter });

/** What stands in a place: `front`, `back`, or an exhibit. */
export const detail = (matter: string, place: string): Promise<PlaceDetail> =>
  invoke<PlaceDetail>('detail', { matter, place });

/** Every photo of the exhibits, in order. */
export const captions = (matter: string): Promise<Array<CaptionView>> =>
  invoke<Array<CaptionView>>('captions', { matter });

/** Sets the facts of a case. */
export const set_facts = (matter: string, facts: Facts): Promise<Arranged> =>
  invoke<Arranged>('set_facts', { matter, facts });

/** Gives a case another name. */
export const rename = (matter: string, name: string): Promise<Arranged> =>
  invoke<Arranged>('rename', { matter, name });

/** Arranges a case. */
export const arrange = (matter: string, change: Arrangement): Promise<Arranged> =>
  invoke<Arranged>('arrange', { matter, change });

/** Takes the last act back. */
export const undo = (matter: string): Promise<Arranged> =>
  invoke<Arranged>('undo', { matter });

/** Does the last undone act again. */
export const redo = (matter: string): Promise<Arranged> =>
  invoke<Arranged>('redo', { matter });

/** Every page of the dossier as it is planned. */
export const dossier_pages = (matter: string): Promise<DossierPages> =>
  invoke<DossierPages>('dossier_pages', { matter });

/** What would be wrong with the dossier. */
export const check = (matter: string): Promise<Checked> =>
  invoke<Checked>('check', { matter });

/** Does what the program can do about a finding, by its name. */
export const mend = (matter: string, finding: string): Promise<Arranged> =>
  invoke<Arranged>('mend', { matter, finding });

/** Keeps an answer to a finding, or takes it back. */
export const answer = (matter: string, finding: string, text: string | null): Promise<Arranged> =>
  invoke<Arranged>('answer', { matter, finding, text });

/** The register of translators. */
export const translators = (): Promise<Array<Translator>> =>
  invoke<Array<Translator>>('translators');

/** Adds a translator to the register, or changes the one of the same name. */
export const keep_translator = (translator: Translator): Promise<Array<Translator>> =>
  invoke<Array<Translator>>('keep_translator', { translator });

/** Takes a translator out of the register. */
export const forget_translator = (name: string): Promise<Array<Translator>> =>
  invoke<Array<Translator>>('forget_translator', { name });

/** Copies court rules under a new name, to be changed; shows the copy in its folder. */
export const copy_profile = (from: string, name: string): Promise<Array<ProfileView>> =>
  invoke<Array<ProfileView>>('copy_profile', { from, name });

/** Writes the paper of a document to a file, to be printed, and opens it. */
export const save_paper = (matter: string, document: string, out: string): Promise<string> =>
  invoke<string>('save_paper', { matter, document, out });

/** Asks where a paper to be printed goes. */
export const choose_paper = (matter: string, document: string): Promise<string | null> =>
  invoke<string | null>('choose_paper', { matter, document });

/** Asks for a signed paper. */
export const choose_signed = (): Promise<string | null> =>
  invoke<string | null>('choose_signed');

/** Erases a case for good; the name as the user typed it. */
export const erase = (matter: string, name: string): Promise<null> =>
  invoke<null>('erase', { matter, name });

/** Ends a job at its next step. */
export const cancel = (job: number): Promise<null> =>
  invoke<null>('cancel', { job });

/** Shows a file that was built or handed over in its folder. */
export const show_in_folder = (path: string): Promise<null> =>
  invoke<null>('show_in_folder', { path });

/** Opens a dossier that was built. */
export const open_file = (path: string): Promise<null> =>
  invoke<null>('open_file', { path });

/** Asks for files to add. */
export const choose_files = (): Promise<Array<string> | null> =>
  invoke<Array<string> | null>('choose_files');

/** Asks for a folder to add. */
export const choose_folder = (): Promise<string | null> =>
  invoke<string | null>('choose_folder');

/** Asks where the dossier is to be written. */
export const choose_dossier = (matter: string, proposed: string): Promise<string | null> =>
  invoke<string | null>('choose_dossier', { matter, proposed });

/** Asks where a case is to be handed over to. */
export const choose_export = (matter: string, zip: boolean): Promise<string | null> =>
  invoke<string | null>('choose_export', { matter, zip });

/** Asks for a case to bring in. */
export const choose_import = (zip: boolean): Promise<string | null> =>
  invoke<string | null>('choose_import', { zip });

/** Ends every job, then the program. */
export const quit = (): Promise<null> =>
  invoke<null>('quit');

/** Takes papers in: into a place, or as exhibits of their own. */
export const add = (matter: string, paths: Array<string>, into: string | null, passwords: Array<string>, job: number, progress: Channel<Progress>): Promise<IntakeReport> =>
  invoke<IntakeReport>('add', { matter, paths, into, passwords, job, progress });

/** Begins the sample case. */
export const open_sample = (job: number, progress: Channel<Progress>): Promise<MatterView> =>
  invoke<MatterView>('open_sample', { job, progress });

/** Makes a paper to sign, and puts it in its place. */
export const make_form = (matter: string, request: FormRequest, job: number, progress: Channel<Progress>): Promise<FormMade> =>
  invoke<FormMade>('make_form', { matter, request, job, progress });

/** Puts a signed paper in the place of the one to sign. */
export const sign = (matter: string, document: string, path: string, job: number, progress: Channel<Progress>): Promise<Arranged> =>
  invoke<Arranged>('sign', { matter, document, path, job, progress });

/** Builds and proves the dossier. */
export const build = (matter: string, out: string, job: number, progress: Channel<Progress>): Promise<Built> =>
  invoke<Built>('build', { matter, out, job, progress });

/** Hands a case over. Returns the path that was written. */
export const export_case = (matter: string, out: string, zip: boolean, job: number, progress: Channel<Progress>): Promise<string> =>
  invoke<string>('export_case', { matter, out, zip, job, progress });

/** Brings a case in. */
export const import_case = (path: string, job: number, progress: Channel<Progress>): Promise<Imported> =>
  invoke<Imported>('import_case', { path, job, progress });
