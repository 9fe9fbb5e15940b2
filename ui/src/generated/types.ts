// The shapes that cross between the window and the program. Generated from Rust; not edited by hand.
export type Language = 'en' | 'es';
export type Theme = 'system' | 'light' | 'dark';
export type Severity = 'stops' | 'check' | 'note';
export type ExhibitKind = 'certificate'|'petition'|'declaration'|'translation'|'photo'|'identity'|'letter'|'court'|'other';
export type MediaKind = 'pdf'|'jpeg'|'png'|'tiff'|'webp'|'gif'|'bmp';

export type Failure = { code: string; message: string; findings: FindingView[] };   // every command rejects with this
export type FindingView = { code: string; severity: Severity; message: string; paper?: string; page?: number };

export type Settings = { language: Language; theme: Theme };       // language: chosen from the system the first time
export type Hello = {                                             // all that the first paint needs, one call
  settings: Settings; version: string; store: string;             // store: where it lies, readable
  profiles: ProfileView[]; matters: MatterListing[]; opened: FindingView[];  // opened: what had to be mended in the store
  demo: boolean;                                                  // true: first run by `make app`, open the sample
};
export type ProfileView = { name: string; title: string; limit: number|null; limit_size: string|null; paper: string; rules: RuleView[] };
export type RuleView = { says: string; source: string; checked: string; sure: 'official'|'second-hand'|'unconfirmed' };

export type MatterListing = { id: string; name: string; person: string; exhibits: number; papers: number; updated: string; built: string|null; read_only: boolean };
export type Glance = { picture: string|null; missing: string[] };  // missing: words in the window's language, e.g. "the court"

export type Filer = { name: string; role: string; address: string[]; phone: string; email: string; number: string };
export type Bates = { prefix: string; start: number; digits: number };
export type Facts = { title: string; profile: string; language: Language; person: string; docket: string[]; court: string[];
  respondents: string[]; judge: string|null; hearing: string|null; proceeding: string|null; detained: boolean; filer: Filer; bates: Bates|null };

export type MatterView = {
  id: string; name: string; read_only: boolean; facts: Facts; revision: string;   // revision changes with every act; part of dossier picture paths
  pages: number; estimate: number; estimate_size: string;
  front: LooseView[]; exhibits: ExhibitView[]; back: LooseView[]; unplaced: PaperView[];
  undo: string|null; redo: string|null;            // names of the acts ("moving"), for "Undo: moving"
  findings: FindingView[];                         // of the plan
};
export type ExhibitView = { id: string; label: string|null; title: string; named: boolean; kind: ExhibitKind|null; group: string|null;
  pages: string|null;                              // as printed: "12–17"; null: has no pages
  sheets: number; documents: number; picture: string|null; warnings: number };  // title: what the table prints, also when nobody gave one (named=false)
export type LooseView = { id: string; title: string; pages: string|null; sheets: number; picture: string|null; warnings: number };
export type PaperView = { sha256: string; name: string; media: MediaKind; pages: number; picture: string };

// Place: 'front' | 'back' | an exhibit id 'e3'
export type ExhibitFields = { title: string; kind: ExhibitKind|null; date: string|null /* 2024-02-11, 2024-02 or 2024 */; issuer: string|null; number: string|null;
  who: string|null; place: string|null; signatures: number|null; language: string|null /* BCP 47 */; translated: boolean|null; group: string|null; photos_per_page: number /* 1 2 4 6 */ };
export type Suggestion = { title: string|null; kind: ExhibitKind|null; date: string|null };
export type PlaceDetail = { place: string; label: string|null; pages: string|null; fields: ExhibitFields|null /* null for front and back */;
  suggestion: Suggestion|null; documents: DocumentDetail[] };
export type DocumentDetail = { id: string; paper: string /* file name */; media: MediaKind; sha256: string; size: string;
  title: string|null; caption: string|null; date: string|null; taken_at: string|null; // taken_at: place of a photo as the user wrote it
  pages: string|null; photo: PhotoView|null; leaves: LeafView[]; findings: FindingView[] };
export type PhotoView = { date: string|null; taken: string|null; camera: string|null; position: string|null };  // what the photo says of itself
export type LeafView = { page: number /* in the paper, from 1 */; label: string|null /* printed number */; out: boolean /* left out */; turn: number /* 0 90 180 270 */; picture: string };
export type CaptionView = { document: string; exhibit: string|null; label: string|null; title: string|null; caption: string|null; date: string|null; place: string|null; photo: PhotoView|null; picture: string };

// picture / cover: a path for the picture protocol WITHOUT size: 'paper/<matter>/<sha256>/<page>/<turn>'. URL = convertFileSrc(path + '/' + px, 'picture') with px one of 160 320 640 1280 2048 (longest side).
// NB convertFileSrc encodes the path with encodeURIComponent; the backend decodes it.
// A page of the dossier as it will be: 'dossier/<matter>/<revision>/<index>' + '/' + px, index from 0.
// A picture that cannot be drawn answers 404: show the paper icon with the text ui.picture.none.

export type Arrangement =
  | { do: 'exhibit'; exhibit: string; fields: ExhibitFields }
  | { do: 'document'; document: string; title: string|null; caption: string|null; date: string|null; place: string|null }
  | { do: 'move-exhibits'; exhibits: string[]; to: number }                        // to: index (from 0) of the first of them among the others
  | { do: 'move-documents'; documents: string[]; place: string; at: number }       // place: 'front' 'back' 'new' or exhibit id; at: index among those that stay there ('new': index of the new exhibit)
  | { do: 'place-papers'; papers: string[]; place: string; at: number }            // papers that stand nowhere
  | { do: 'group'; exhibits: string[]; title: string|null }
  | { do: 'split'; exhibit: string; before: string|null }                          // null: one exhibit a document
  | { do: 'leave-out'; document: string; pages: number[]; out: boolean }
  | { do: 'turn'; document: string; pages: number[]; degrees: number }             // clockwise, on top of how they stand
  | { do: 'remove'; exhibits: string[]; documents: string[] };                     // papers stay in the store, listed in `unplaced`
export type Arranged = { act: string; matter: MatterView };

export type DossierPages = { revision: string; aspect: number /* height / width of the profile's paper */; labels: (string|null)[]; sections: SectionView[] };
export type SectionView = { kind: 'front'|'cover'|'table'|'exhibit'|'document'|'back'; label: string|null; title: string; first: number /* index from 0 */; place: string|null /* exhibit id, front, back */ };  // in order; documents follow their exhibit

export type Progress = { phase: 'intake'|'write'|'prove'|'check'|'export'|'import'; done: number; total: number; what: string|null /* the file */; seconds_left: number|null; paper: PaperReport|null };
export type PaperReport = { path: string /* shown */; source: string /* whole path, to try again */; state: 'received'|'duplicate'|'refused'; pages: number|null; same_as: string|null; findings: FindingView[]; sha256: string|null };
export type IntakeReport = { papers: PaperReport[]; received: number; duplicates: number; refused: number; passed_over: number; links: string[]; cancelled: boolean };
export type Checked = { profile: ProfileView; pages: number; estimate: number; estimate_size: string; findings: FindingView[]; nothing: boolean /* no exhibit with pages: cannot be built */; proposed: string /* file name */ };
export type BuildReport = { sha256: string; bytes: number; pages: number; exhibits: number; links: number; size: string; limit: number|null; limit_size: string|null; findings: FindingView[]; path: string };
