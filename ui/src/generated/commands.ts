// Made from the Rust of src-tauri by `make types`; not to be edited.

import { Channel, invoke } from '@tauri-apps/api/core';

import type {
  Arranged,
  Arrangement,
  Built,
  CaptionView,
  ChatDaysView,
  Checked,
  ChecklistListing,
  ChecklistView,
  Conclusion,
  DateOrder,
  DifferencesView,
  DossierPages,
  ExhibitKind,
  Facts,
  FormMade,
  FormRequest,
  Found,
  Glance,
  HandingInView,
  Hello,
  HistoryView,
  Imported,
  IntakeReport,
  Language,
  Marked,
  MatterListing,
  MatterView,
  NeedState,
  PagesOf,
  PetitionView,
  PlaceDetail,
  ProfileView,
  Progress,
  ReadingReport,
  Sameness,
  SavedPaper,
  Settings,
  SheetChoice,
  SheetRow,
  SheetView,
  SignersRead,
  Together,
  Translator,
  UnreadPages,
  WhenHere,
} from './types';

/** Everything that the first paint needs. */
export const hello = (): Promise<Hello> =>
  invoke<Hello>('hello');

/** Saves the language and the theme of the window. */
export const set_settings = (settings: Settings): Promise<Settings> =>
  invoke<Settings>('set_settings', { settings });

/** The list of cases, the last changed first. */
export const matters = (): Promise<Array<MatterListing>> =>
  invoke<Array<MatterListing>>('matters');

/** What the list shows of a case once the row is visible. */
export const glance = (matter: string): Promise<Glance> =>
  invoke<Glance>('glance', { matter });

/** The court profiles, in the language of the window. */
export const profiles = (): Promise<Array<ProfileView>> =>
  invoke<Array<ProfileView>>('profiles');

/** Creates a case. A case without a name gets the name of the person. */
export const new_matter = (name: string, facts: Facts): Promise<MatterView> =>
  invoke<MatterView>('new_matter', { name, facts });

/** A case as the window lists it. */
export const show = (matter: string): Promise<MatterView> =>
  invoke<MatterView>('show', { matter });

/** The contents of a place: `front`, `back`, or an exhibit. */
export const detail = (matter: string, place: string): Promise<PlaceDetail> =>
  invoke<PlaceDetail>('detail', { matter, place });

/** Every photo of the exhibits, in order. */
export const captions = (matter: string): Promise<Array<CaptionView>> =>
  invoke<Array<CaptionView>>('captions', { matter });

/** What names and first pages suggest for a case, and what names filled in, until somebody takes or drops it. */
export const suggestions = (matter: string): Promise<Array<Conclusion>> =>
  invoke<Array<Conclusion>>('suggestions', { matter });

/** The kind of paper that a title suggests. */
export const guess_kind = (title: string): Promise<ExhibitKind | null> =>
  invoke<ExhibitKind | null>('guess_kind', { title });

/** Takes suggestions, by their names; where one has several values, with the value that is meant. Takes all that can mean only one thing if none is named. */
export const take_suggestions = (matter: string, named: Array<[string, string | null]>): Promise<Arranged> =>
  invoke<Arranged>('take_suggestions', { matter, named });

/** Drops suggestions, by their names, or all of them. What was filled in is only put back where it is named. */
export const drop_suggestions = (matter: string, named: Array<string>): Promise<Arranged> =>
  invoke<Arranged>('drop_suggestions', { matter, named });

/** Changes the facts of a case. */
export const set_facts = (matter: string, facts: Facts): Promise<Arranged> =>
  invoke<Arranged>('set_facts', { matter, facts });

/** Renames a case. */
export const rename = (matter: string, name: string): Promise<Arranged> =>
  invoke<Arranged>('rename', { matter, name });

/** Changes the arrangement of a case. */
export const arrange = (matter: string, change: Arrangement): Promise<Arranged> =>
  invoke<Arranged>('arrange', { matter, change });

/** Undoes the last act. */
export const undo = (matter: string): Promise<Arranged> =>
  invoke<Arranged>('undo', { matter });

/** Redoes the last undone act. */
export const redo = (matter: string): Promise<Arranged> =>
  invoke<Arranged>('redo', { matter });

/** What was done in a case, the last act first. */
export const history = (matter: string): Promise<HistoryView> =>
  invoke<HistoryView>('history', { matter });

/** Undoes this many acts. */
export const go_back = (matter: string, steps: number): Promise<Arranged> =>
  invoke<Arranged>('go_back', { matter, steps });

/** The pages on which all words of a question are: of a case, or of all. */
export const find = (matter: string | null, question: string): Promise<Found> =>
  invoke<Found>('find', { matter, question });

/** Where the words of a question are on a page of a paper. */
export const marks = (matter: string, item: string, page: number, question: string): Promise<Array<Marked>> =>
  invoke<Array<Marked>>('marks', { matter, item, page, question });

/** Where these words are on a page of a paper, one after the other. */
export const line_marks = (matter: string, item: string, page: number, line: string): Promise<Array<Marked>> =>
  invoke<Array<Marked>>('line_marks', { matter, item, page, line });

/** How many pages of a case have words, and how many are still to be read. */
export const unread = (matter: string): Promise<UnreadPages> =>
  invoke<UnreadPages>('unread', { matter });

/** One page of a document that is a photo, with the corners of the sheet that it shows. */
export const sheet = (matter: string, document: string, page: number): Promise<SheetView> =>
  invoke<SheetView>('sheet', { matter, document, page });

/** Shows photos as they were taken, and does not offer their sheets any more. */
export const leave_sheets = (matter: string, pages: Array<PagesOf>): Promise<Arranged> =>
  invoke<Arranged>('leave_sheets', { matter, pages });

/** Every page of the planned dossier. */
export const dossier_pages = (matter: string): Promise<DossierPages> =>
  invoke<DossierPages>('dossier_pages', { matter });

/** The problems that the dossier would have if it were built now. */
export const check = (matter: string): Promise<Checked> =>
  invoke<Checked>('check', { matter });

/** Applies the fixes of findings, by their names, as one act. */
export const mend = (matter: string, findings: Array<string>): Promise<Arranged> =>
  invoke<Arranged>('mend', { matter, findings });

/** Saves an answer to findings, or removes it, as one act. */
export const answer = (matter: string, findings: Array<string>, text: string | null): Promise<Arranged> =>
  invoke<Arranged>('answer', { matter, findings, text });

/** How the court of a case takes its dossier. */
export const handing_in = (matter: string): Promise<HandingInView> =>
  invoke<HandingInView>('handing_in', { matter });

/** Writes that to a file for printing, and opens it. */
export const print_handing_in = (matter: string, out: string): Promise<SavedPaper> =>
  invoke<SavedPaper>('print_handing_in', { matter, out });

/** The title that exhibits have once they are joined, if nobody gives another. */
export const title_of_joined = (matter: string, exhibits: Array<string>): Promise<string> =>
  invoke<string>('title_of_joined', { matter, exhibits });

/** The sheets of a petition, with what is counted of them. */
export const petition = (matter: string, exhibit: string): Promise<PetitionView> =>
  invoke<PetitionView>('petition', { matter, exhibit });

/** The rows that are seen on a page, with the names that are read in them: a proposal. */
export const found_rows = (matter: string, document: string, page: number): Promise<Array<SheetRow>> =>
  invoke<Array<SheetRow>>('found_rows', { matter, document, page });

/** Keeps the rows of a sheet; without rows, it is not counted any more. */
export const count_rows = (matter: string, document: string, page: number, rows: Array<SheetRow>): Promise<Arranged> =>
  invoke<Arranged>('count_rows', { matter, document, page, rows });

/** Decides whether two rows are of one person, or takes that back. */
export const decide_pairs = (matter: string, exhibit: string, decisions: Array<[string, Sameness | null]>): Promise<Arranged> =>
  invoke<Arranged>('decide_pairs', { matter, exhibit, decisions });

/** Says who counted a petition, and when. */
export const counted_by = (matter: string, exhibit: string, by: string, on: string | null): Promise<Arranged> =>
  invoke<Arranged>('counted_by', { matter, exhibit, by, on });

/** Reads names and numbers of signers from a CSV file. */
export const read_signers = (matter: string, exhibit: string, path: string): Promise<SignersRead> =>
  invoke<SignersRead>('read_signers', { matter, exhibit, path });

/** Reads them from a paper of the case, named by its SHA-256. */
export const read_signers_of = (matter: string, exhibit: string, item: string): Promise<SignersRead> =>
  invoke<SignersRead>('read_signers_of', { matter, exhibit, item });

/** Asks for a list of signers. */
export const choose_signers = (): Promise<string | null> =>
  invoke<string | null>('choose_signers');

/** All checklists. */
export const checklists = (): Promise<Array<ChecklistListing>> =>
  invoke<Array<ChecklistListing>>('checklists');

/** The checklist of a case, if it follows one. */
export const checklist = (matter: string): Promise<ChecklistView | null> =>
  invoke<ChecklistView | null>('checklist', { matter });

/** Chooses the checklist of a case, or none. */
export const choose_checklist = (matter: string, name: string | null): Promise<Arranged> =>
  invoke<Arranged>('choose_checklist', { matter, name });

/** Says what was done about a paper of the checklist. */
export const set_need = (matter: string, need: string, done: NeedState): Promise<Arranged> =>
  invoke<Arranged>('set_need', { matter, need, done });

/** Says that an exhibit is a paper of the checklist, or is not. */
export const assign_need = (matter: string, need: string, exhibit: string, is: boolean): Promise<Arranged> =>
  invoke<Arranged>('assign_need', { matter, need, exhibit, is });

/** Writes the checklist to a file for printing, and opens it. */
export const print_checklist = (matter: string, out: string): Promise<SavedPaper> =>
  invoke<SavedPaper>('print_checklist', { matter, out });

/** What papers write in several ways. */
export const differences = (matter: string): Promise<DifferencesView> =>
  invoke<DifferencesView>('differences', { matter });

/** Says which value is right, or takes that back. */
export const right_spelling = (matter: string, sort: string, value: string | null): Promise<Arranged> =>
  invoke<Arranged>('right_spelling', { matter, sort, value });

/** Explains a value in the note on differences, or takes it out. */
export const explain_spelling = (matter: string, sort: string, value: string, reason: string | null, also: { [key in Language]?: string }): Promise<Arranged> =>
  invoke<Arranged>('explain_spelling', { matter, sort, value, reason, also });

/** Puts the note on differences into the dossier, in the place of an earlier one. */
export const add_note = (matter: string): Promise<Arranged> =>
  invoke<Arranged>('add_note', { matter });

/** Writes the note on differences to a file, and opens it. */
export const print_differences = (matter: string, out: string): Promise<SavedPaper> =>
  invoke<SavedPaper>('print_differences', { matter, out });

/** Asks where to save a page to print. */
export const choose_print = (name: string): Promise<string | null> =>
  invoke<string | null>('choose_print', { name });

/** The register of translators. */
export const translators = (): Promise<Array<Translator>> =>
  invoke<Array<Translator>>('translators');

/** Adds a translator to the register, or replaces the one with the same name. */
export const keep_translator = (translator: Translator): Promise<Array<Translator>> =>
  invoke<Array<Translator>>('keep_translator', { translator });

/** Removes a translator from the register. */
export const forget_translator = (name: string): Promise<Array<Translator>> =>
  invoke<Array<Translator>>('forget_translator', { name });

/** Copies court rules under a new name, so that they can be changed, and shows the copy in its folder. */
export const copy_profile = (from: string, name: string): Promise<Array<ProfileView>> =>
  invoke<Array<ProfileView>>('copy_profile', { from, name });

/** Writes the paper of a document to a file for printing, and opens it. */
export const save_paper = (matter: string, document: string, out: string): Promise<SavedPaper> =>
  invoke<SavedPaper>('save_paper', { matter, document, out });

/** Asks where to save a paper for printing. */
export const choose_paper = (matter: string, document: string): Promise<string | null> =>
  invoke<string | null>('choose_paper', { matter, document });

/** Asks for a signed paper. */
export const choose_signed = (): Promise<string | null> =>
  invoke<string | null>('choose_signed');

/** Erases a case for good. `name` is the case's name as the user typed it. */
export const erase = (matter: string, name: string): Promise<null> =>
  invoke<null>('erase', { matter, name });

/** The folders and zips among these paths that can be one exhibit, or one for each file. */
export const together = (paths: Array<string>): Promise<Array<Together>> =>
  invoke<Array<Together>>('together', { paths });

/** Stops a job at its next step. */
export const cancel = (job: number): Promise<null> =>
  invoke<null>('cancel', { job });

/** Shows a dossier or an exported case in its folder. */
export const show_in_folder = (path: string): Promise<null> =>
  invoke<null>('show_in_folder', { path });

/** Opens a dossier that was built. */
export const open_file = (path: string): Promise<null> =>
  invoke<null>('open_file', { path });

/** Begins to drag a dossier that was built out of the window. */
export const drag_file = (path: string): Promise<null> =>
  invoke<null>('drag_file', { path });

/** Asks for files to add. */
export const choose_files = (): Promise<Array<string> | null> =>
  invoke<Array<string> | null>('choose_files');

/** Asks for a folder to add. */
export const choose_folder = (): Promise<string | null> =>
  invoke<string | null>('choose_folder');

/** Asks where to write the dossier. */
export const choose_dossier = (matter: string, proposed: string): Promise<string | null> =>
  invoke<string | null>('choose_dossier', { matter, proposed });

/** Asks where to export a case to. */
export const choose_export = (matter: string, zip: boolean): Promise<string | null> =>
  invoke<string | null>('choose_export', { matter, zip });

/** Asks for a case to import. */
export const choose_import = (zip: boolean): Promise<string | null> =>
  invoke<string | null>('choose_import', { zip });

/** Stops every job, then quits. */
export const quit = (): Promise<null> =>
  invoke<null>('quit');

/** Takes papers in: into a place, or as exhibits of their own. `each` makes one of each file of a folder or a zip. */
export const add = (matter: string, paths: Array<string>, into: string | null, passwords: Array<string>, dates: DateOrder | null, each: boolean, job: number, progress: Channel<Progress>): Promise<IntakeReport> =>
  invoke<IntakeReport>('add', { matter, paths, into, passwords, dates, each, job, progress });

/** Reads the words of pages that have none. */
export const read_words = (matter: string, job: number, progress: Channel<Progress>): Promise<ReadingReport> =>
  invoke<ReadingReport>('read_words', { matter, job, progress });

/** The photos on which a sheet of paper is seen, or whose sheet is shown already. */
export const sheets = (matter: string, job: number, progress: Channel<Progress>): Promise<Array<SheetView>> =>
  invoke<Array<SheetView>>('sheets', { matter, job, progress });

/** Which days of an exported chat are shown, and how many messages each day has. */
export const chat_days = (matter: string, document: string, job: number, progress: Channel<Progress>): Promise<ChatDaysView> =>
  invoke<ChatDaysView>('chat_days', { matter, document, job, progress });

/** Shows only some days of an exported chat, or all of it, as one act. */
export const cut_chat = (matter: string, document: string, from: string | null, to: string | null, job: number, progress: Channel<Progress>): Promise<Arranged> =>
  invoke<Arranged>('cut_chat', { matter, document, from, to, job, progress });

/** Cuts sheets out of their photos, as one act. */
export const straighten = (matter: string, chosen: Array<SheetChoice>, job: number, progress: Channel<Progress>): Promise<Arranged> =>
  invoke<Arranged>('straighten', { matter, chosen, job, progress });

/** Cuts front and back of a card out of their photos and puts them on one page. */
export const card = (matter: string, front: string, back: string, job: number, progress: Channel<Progress>): Promise<Arranged> =>
  invoke<Arranged>('card', { matter, front, back, job, progress });

/** Opens the sample case, and creates it if it is not there. */
export const open_sample = (job: number, progress: Channel<Progress>): Promise<MatterView> =>
  invoke<MatterView>('open_sample', { job, progress });

/** Makes a form and puts it in its place. */
export const make_form = (matter: string, request: FormRequest, job: number, progress: Channel<Progress>): Promise<FormMade> =>
  invoke<FormMade>('make_form', { matter, request, job, progress });

/** Replaces an unsigned form with its signed paper. */
export const sign = (matter: string, document: string, path: string, anyway: boolean, job: number, progress: Channel<Progress>): Promise<Arranged> =>
  invoke<Arranged>('sign', { matter, document, path, anyway, job, progress });

/** Builds and proves the dossier. */
export const build = (matter: string, out: string, job: number, progress: Channel<Progress>): Promise<Built> =>
  invoke<Built>('build', { matter, out, job, progress });

/** Exports a case. Returns the path that was written. */
export const export_case = (matter: string, out: string, zip: boolean, job: number, progress: Channel<Progress>): Promise<string> =>
  invoke<string>('export_case', { matter, out, zip, job, progress });

/** Imports a case, or brings the one that went out and is still here up to date. Where that one differs, `here` says whether to ask. */
export const import_case = (path: string, here: WhenHere, job: number, progress: Channel<Progress>): Promise<Imported> =>
  invoke<Imported>('import_case', { path, here, job, progress });
