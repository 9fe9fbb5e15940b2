// Made from the Rust of src-tauri by `make types`; not to be edited.

/**
 * What an act did.
 */
export type Arranged = { 
/**
 * Its name in words.
 */
act: string, 
/**
 * The matter after it.
 */
matter: MatterNews, };

/**
 * What is to be done. Exhibits are named by id (`e3`) or by the label that the plan gives them (`C`); documents by id
 * (`d7`), or by their exhibit where it has only one. A place is `front`, `back`, `new` or an exhibit.
 */
export type Arrangement = { "do": "exhibit", 
/**
 * Which.
 */
exhibit: string, 
/**
 * What is said of it afterwards.
 */
fields: ExhibitFields, } | { "do": "document", 
/**
 * Which.
 */
document: string, 
/**
 * What the outline calls it.
 */
title: string | null, 
/**
 * What is printed under a photo.
 */
caption: string | null, 
/**
 * `2024`, `2024-02`, `2024-02-11`.
 */
date: string | null, 
/**
 * Where a photo was taken.
 */
place: string | null, } | { "do": "part", 
/**
 * Which.
 */
document: string, 
/**
 * What it is.
 */
part: RoleFields, } | { "do": "move-exhibits", 
/**
 * Which.
 */
exhibits: Array<string>, 
/**
 * Where the first of them stands among the others, counted from 0.
 */
to: number, } | { "do": "move-documents", 
/**
 * Which.
 */
documents: Array<string>, 
/**
 * Where to.
 */
place: string, 
/**
 * Behind how many of those that stay there; for `new`, of the exhibits.
 */
at: number, } | { "do": "place-papers", 
/**
 * Their SHA-256.
 */
papers: Array<string>, 
/**
 * Where to; for `new` each becomes an exhibit.
 */
place: string, 
/**
 * Behind how many of those that are there; for `new`, of the exhibits.
 */
at: number, } | { "do": "group", 
/**
 * Which; the first one stays.
 */
exhibits: Array<string>, 
/**
 * Its title; none keeps that of the first.
 */
title: string | null, } | { "do": "split", 
/**
 * Which.
 */
exhibit: string, 
/**
 * The document that begins the second; none for one exhibit a document.
 */
before: string | null, } | { "do": "pages", 
/**
 * Which.
 */
document: string, 
/**
 * These, in this order; none for all.
 */
pages: string | null, 
/**
 * And of them not these.
 */
leave_out: string | null, } | { "do": "leave-out", 
/**
 * Which.
 */
pages: Array<PagesOf>, 
/**
 * Out, or back.
 */
out: boolean, } | { "do": "turn", 
/**
 * Which.
 */
pages: Array<PagesOf>, 
/**
 * How far.
 */
degrees: number, } | { "do": "remove", 
/**
 * Which exhibits.
 */
exhibits: Array<string>, 
/**
 * Which documents.
 */
documents: Array<string>, };

/**
 * A Bates numbering.
 */
export type Bates = { 
/**
 * What stands before the digits.
 */
prefix: string, 
/**
 * The first number.
 */
start: number, 
/**
 * How many digits at least.
 */
digits: number, };

/**
 * A dossier that was built.
 */
export type Built = { 
/**
 * Where it stands; of several volumes the first.
 */
path: string, 
/**
 * Its size for people.
 */
size: string, 
/**
 * The court's limit in bytes, where it has one.
 */
limit: number | null, 
/**
 * The limit for people.
 */
limit_size: string | null, 
/**
 * The files; more than one where it was split into volumes.
 */
files: Array<BuiltFile>, 
/**
 * What to look at before it is filed.
 */
findings: Array<FindingView>, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * Its bytes.
 */
bytes: number, 
/**
 * Its pages, each with its number proved.
 */
pages: number, 
/**
 * Its exhibits.
 */
exhibits: number, 
/**
 * Links and bookmarks whose goal was proved.
 */
links: number, };

/**
 * A file of a dossier that was built and proved.
 */
export type BuiltFile = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * Its bytes.
 */
bytes: number, 
/**
 * Its size for people.
 */
size: string, 
/**
 * Its pages.
 */
pages: number, };

/**
 * A photo that wants a caption.
 */
export type CaptionView = { 
/**
 * The document's id.
 */
document: string, 
/**
 * Its exhibit's id.
 */
exhibit: string, 
/**
 * Its exhibit's label.
 */
label: string | null, 
/**
 * What is printed under it.
 */
caption: string | null, 
/**
 * Its date.
 */
date: string | null, 
/**
 * Where it was taken.
 */
place: string | null, 
/**
 * What the outline calls it.
 */
title: string | null, 
/**
 * What it says of itself.
 */
photo: PhotoView | null, 
/**
 * Where it is drawn.
 */
picture: string, };

/**
 * A dossier before it is built.
 */
export type Checked = { 
/**
 * The court's profile.
 */
profile: ProfileView, 
/**
 * Pages of the dossier.
 */
pages: number, 
/**
 * About how many bytes it will have.
 */
estimate: number, 
/**
 * The same for people.
 */
estimate_size: string, 
/**
 * The files that it would be written into.
 */
volumes: Array<VolumeView>, 
/**
 * Whether it holds drafts: then it cannot be built.
 */
drafts: boolean, 
/**
 * What is wrong with it, and what its papers want a look at.
 */
findings: Array<FindingView>, 
/**
 * Whether there is nothing to build yet.
 */
nothing: boolean, 
/**
 * A name for its file.
 */
proposed: string, };

/**
 * A document with its pages.
 */
export type DocumentDetail = { 
/**
 * Its id.
 */
id: string, 
/**
 * The paper's name when it came.
 */
paper: string, 
/**
 * What the paper is.
 */
media: MediaKind, 
/**
 * SHA-256 of the paper.
 */
sha256: string, 
/**
 * Its size for people.
 */
size: string, 
/**
 * What the outline calls it.
 */
title: string | null, 
/**
 * What is printed under a photo.
 */
caption: string | null, 
/**
 * Its date.
 */
date: string | null, 
/**
 * Where a photo was taken, as the user wrote it.
 */
taken_at: string | null, 
/**
 * Its pages as printed.
 */
pages: string | null, 
/**
 * What it is to those beside it.
 */
part: RoleFields, 
/**
 * Whether it was made here and waits for its signature.
 */
unsigned: boolean, 
/**
 * Whether it is not ready to be filed.
 */
draft: boolean, 
/**
 * What a photo says of itself.
 */
photo: PhotoView | null, 
/**
 * Every page of the paper, those that go in first in their order where an order was chosen.
 */
leaves: Array<LeafView>, 
/**
 * What the user should know of the paper.
 */
findings: Array<FindingView>, };

/**
 * Every page of the dossier as it is planned.
 */
export type DossierPages = { 
/**
 * Of the matter; part of where the pages are drawn.
 */
revision: string, 
/**
 * Height over width of the court's paper.
 */
aspect: number, 
/**
 * The printed number of each page; none where it has none.
 */
labels: Array<string | null>, 
/**
 * What begins where, in order; documents follow their exhibit.
 */
sections: Array<SectionView>, };

/**
 * What is said of an exhibit. Texts are as the user wrote them.
 */
export type ExhibitFields = { 
/**
 * What the table and the slip sheet call it; empty where nobody gave it a title.
 */
title: string, 
/**
 * What kind of paper it is.
 */
kind: ExhibitKind | null, 
/**
 * `2024`, `2024-02`, `2024-02-11`.
 */
date: string | null, 
/**
 * Who issued it.
 */
issuer: string | null, 
/**
 * The number that stands on it.
 */
number: string | null, 
/**
 * The person in it.
 */
who: string | null, 
/**
 * Where it was made or signed.
 */
place: string | null, 
/**
 * How many have signed it.
 */
signatures: number | null, 
/**
 * Its language, BCP 47.
 */
language: string | null, 
/**
 * Whether a translation stands with it; none when nobody said.
 */
translated: boolean | null, 
/**
 * The language that the person who declares understands, where that is not the paper's; BCP 47.
 */
understands: string | null, 
/**
 * The heading that it stands under.
 */
group: string | null, 
/**
 * Pictures on a page: 1, 2, 4 or 6.
 */
photos_per_page: number, };

/**
 * What kind of paper an exhibit is.
 */
export type ExhibitKind = "certificate" | "petition" | "declaration" | "translation" | "photo" | "identity" | "letter" | "court" | "other";

/**
 * An exhibit with its place in the dossier.
 */
export type ExhibitView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its label; none while it has no pages.
 */
label: string | null, 
/**
 * What the table calls it.
 */
title: string, 
/**
 * Whether somebody gave it that title.
 */
named: boolean, 
/**
 * What kind of paper it is.
 */
kind: ExhibitKind | null, 
/**
 * The heading that it stands under.
 */
group: string | null, 
/**
 * Its pages as printed; none while it has no pages.
 */
pages: string | null, 
/**
 * How many sheets stand behind its slip sheet.
 */
sheets: number, 
/**
 * How many documents it has.
 */
documents: number, 
/**
 * Where its picture is drawn.
 */
picture: string | null, 
/**
 * How many things in its papers want a look.
 */
warnings: number, };

/**
 * [`Facts`] with every field.
 */
export type Facts = { 
/**
 * Title of the filing.
 */
title: string, 
/**
 * The court profile's name.
 */
profile: string, 
/**
 * Language of the dossier.
 */
language: Language, 
/**
 * The person whom the matter is about.
 */
person: string, 
/**
 * A-numbers, case numbers, appeal references.
 */
docket: Array<string>, 
/**
 * The court: its place or its whole name, a line each.
 */
court: Array<string>, 
/**
 * The other side, a line each.
 */
respondents: Array<string>, 
/**
 * The judge.
 */
judge: string | null, 
/**
 * Date, or date and time, of the next hearing as the user wrote it.
 */
hearing: string | null, 
/**
 * The kind of proceeding, where the profile's own words do not fit.
 */
proceeding: string | null, 
/**
 * Whether the person is detained.
 */
detained: boolean, 
/**
 * Who files.
 */
filer: Filer, 
/**
 * Bates numbers, where they are asked for.
 */
bates: Bates | null, 
/**
 * How the filing is served on the other side.
 */
service: Service | null, 
/**
 * Whether the dossier is split into volumes where it is over the court's limit.
 */
split: boolean, };

/**
 * A command could not be carried out.
 */
export type Failure = { 
/**
 * A stable word.
 */
code: string, 
/**
 * What happened and what to do, in the language of the window.
 */
message: string, 
/**
 * What was found in a dossier that did not prove itself.
 */
findings: Array<FindingView>, };

/**
 * [`Filer`] with every field.
 */
export type Filer = { 
/**
 * Name.
 */
name: string, 
/**
 * In what role.
 */
role: string, 
/**
 * Address, a line each.
 */
address: Array<string>, 
/**
 * Telephone.
 */
phone: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * Bar number, EOIR ID or like.
 */
number: string, };

/**
 * A finding with its sentence.
 */
export type FindingView = { 
/**
 * Its code.
 */
code: string, 
/**
 * How grave it is.
 */
severity: Severity, 
/**
 * What happened and what to do, in the reader's language.
 */
message: string, 
/**
 * The paper that it is about.
 */
paper?: string, 
/**
 * The page, counted from 1: of the paper where one is named, else of the dossier.
 */
page?: number, 
/**
 * Where it can be looked at and mended: `front`, `back` or an exhibit's id.
 */
place?: string, 
/**
 * The document's id there.
 */
document?: string, 
/**
 * The number printed on the page of the dossier.
 */
label?: string, 
/**
 * Its name, by which it is mended and answered; findings of papers have none.
 */
name?: string, 
/**
 * Whose rule it is.
 */
court?: string, 
/**
 * The rule.
 */
rule?: RuleView, 
/**
 * What the program can do about it.
 */
fix?: FixView, 
/**
 * What the user answered.
 */
answer?: string, };

/**
 * What the program can do about a finding.
 */
export type FixView = { 
/**
 * What it is, in words for a button.
 */
words: string, 
/**
 * Which: what needs to be asked before differs.
 */
kind: 'split' | 'turn' | 'photos' | 'proof-of-service' | 'translation-certificate' | 'interpretation-certificate' | 'sign', 
/**
 * The document that it is about.
 */
document: string | null, };

/**
 * A paper to sign that was made.
 */
export type FormMade = { 
/**
 * The document's id.
 */
document: string, 
/**
 * Where it stands: `back`, or an exhibit's id.
 */
place: string, 
/**
 * The name of the act in words.
 */
act: string, };

/**
 * A paper to make.
 */
export type FormRequest = { "form": "translation-certificate", 
/**
 * The translations.
 */
of: Array<string>, 
/**
 * The translator; what the translations say of theirs becomes this.
 */
translator: Translator, } | { "form": "interpretation-certificate", 
/**
 * The declaration.
 */
of: string, 
/**
 * The interpreter.
 */
interpreter: Translator, 
/**
 * The language that it was read in, BCP 47.
 */
language: string, } | { "form": "proof-of-service", 
/**
 * Who, how, when.
 */
service: Service, } | { "form": "declaration", 
/**
 * Who declares.
 */
who: string, 
/**
 * Where it will be signed: its words depend on it.
 */
place: string, 
/**
 * Whether that is in the United States.
 */
in_united_states: boolean, 
/**
 * What is declared, a paragraph each.
 */
paragraphs: Array<string>, };

/**
 * What the list of matters shows beside a name once it is drawn.
 */
export type Glance = { 
/**
 * Where a picture of its first paper is drawn.
 */
picture: string | null, 
/**
 * What the cover page still needs, in words.
 */
missing: Array<string>, };

/**
 * All that the first paint needs.
 */
export type Hello = { 
/**
 * Language and theme.
 */
settings: Settings, 
/**
 * The program's version.
 */
version: string, 
/**
 * Where the cases lie.
 */
store: string, 
/**
 * The court profiles.
 */
profiles: Array<ProfileView>, 
/**
 * The list of cases.
 */
matters: Array<MatterListing>, 
/**
 * What had to be mended when the store was opened.
 */
opened: Array<FindingView>, 
/**
 * Whether the sample case is to be opened.
 */
demo: boolean, };

/**
 * A case that was brought in.
 */
export type Imported = { 
/**
 * The case.
 */
matter: MatterView, 
/**
 * What became of its papers.
 */
report: IntakeReport, };

/**
 * What an intake did.
 */
export type IntakeReport = { 
/**
 * Every file, each ending as something.
 */
papers: Array<PaperReport>, 
/**
 * How many were received.
 */
received: number, 
/**
 * How many were there already.
 */
duplicates: number, 
/**
 * How many were refused.
 */
refused: number, 
/**
 * Hidden files and what systems leave in folders: passed over.
 */
passed_over: number, 
/**
 * Links, which are not followed.
 */
links: Array<string>, 
/**
 * Papers that a dossier.toml names and that could not be taken in.
 */
missing: Array<string>, 
/**
 * Whether it was ended before its end.
 */
cancelled: boolean, };

/**
 * A language that has a catalogue.
 */
export type Language = "en" | "es";

/**
 * One page of a paper.
 */
export type LeafView = { 
/**
 * Its page, counted from 1.
 */
page: number, 
/**
 * The number printed on it in the dossier.
 */
label: string | null, 
/**
 * Whether it is left out.
 */
out: boolean, 
/**
 * Degrees clockwise by which the user turned it.
 */
turn: number, 
/**
 * Where it is drawn.
 */
picture: string, };

/**
 * A paper before the cover page or after the last exhibit.
 */
export type LooseView = { 
/**
 * The document's id.
 */
id: string, 
/**
 * Its title, or the paper's name.
 */
title: string, 
/**
 * Its pages as printed; none while it has no numbers.
 */
pages: string | null, 
/**
 * How many sheets.
 */
sheets: number, 
/**
 * Where its picture is drawn.
 */
picture: string | null, 
/**
 * How many things in its paper want a look.
 */
warnings: number, };

/**
 * A matter in the list.
 */
export type MatterListing = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its short name.
 */
name: string, 
/**
 * The person.
 */
person: string, 
/**
 * How many exhibits.
 */
exhibits: number, 
/**
 * How many papers.
 */
papers: number, 
/**
 * When it last changed, RFC 3339.
 */
updated: string, 
/**
 * When a dossier was last built, RFC 3339.
 */
built: string | null, 
/**
 * Whether it can only be read.
 */
read_only: boolean, };

/**
 * A matter, told to somebody who may have an earlier view of it: after a move in a case of a thousand exhibits two of
 * them are others.
 */
export type MatterNews = { 
/**
 * The revision of the view that the other exhibits are taken from; none when all of them are here.
 */
since: string | null, 
/**
 * All exhibits in their order, by id.
 */
order: Array<string>, 
/**
 * The matter, with those of its exhibits that are new or others than before.
 */
view: MatterView, };

/**
 * A matter with the plan of its dossier.
 */
export type MatterView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its short name.
 */
name: string, 
/**
 * Whether it can only be read.
 */
read_only: boolean, 
/**
 * Its facts.
 */
facts: Facts, 
/**
 * Another one after each act.
 */
revision: string, 
/**
 * Pages of the dossier as it is planned.
 */
pages: number, 
/**
 * About how many bytes it will have.
 */
estimate: number, 
/**
 * The same for people.
 */
estimate_size: string, 
/**
 * Papers before the cover page.
 */
front: Array<LooseView>, 
/**
 * Its exhibits.
 */
exhibits: Array<ExhibitView>, 
/**
 * Papers after the last exhibit.
 */
back: Array<LooseView>, 
/**
 * Papers that stand nowhere.
 */
unplaced: Array<PaperView>, 
/**
 * What can be undone next.
 */
undo: string | null, 
/**
 * What can be redone next.
 */
redo: string | null, 
/**
 * What is wrong with the plan.
 */
findings: Array<FindingView>, };

/**
 * The kinds of paper that are accepted, recognized by their bytes.
 */
export type MediaKind = "pdf" | "jpeg" | "png" | "tiff" | "webp" | "gif" | "bmp";

/**
 * Pages of one document.
 */
export type PagesOf = { 
/**
 * Which document.
 */
document: string, 
/**
 * Its pages, counted from 1; none for all.
 */
pages: Array<number> | null, };

/**
 * One path of an intake.
 */
export type PaperReport = { 
/**
 * Its path below what was added, readable.
 */
path: string, 
/**
 * The whole path, by which it can be tried again.
 */
source: string, 
/**
 * What became of it.
 */
state: PaperState, 
/**
 * Its pages.
 */
pages: number | null, 
/**
 * SHA-256 of its bytes.
 */
sha256: string | null, 
/**
 * Of a duplicate: the name under which the bytes were received first.
 */
same_as: string | null, 
/**
 * What the user should know.
 */
findings: Array<FindingView>, };

/**
 * What became of a paper.
 */
export type PaperState = "received" | "duplicate" | "refused";

/**
 * A paper that stands nowhere.
 */
export type PaperView = { 
/**
 * SHA-256 of its bytes.
 */
sha256: string, 
/**
 * Its name when it came.
 */
name: string, 
/**
 * What it is.
 */
media: MediaKind, 
/**
 * Its pages.
 */
pages: number, 
/**
 * Where its picture is drawn.
 */
picture: string, };

/**
 * What long work is at.
 */
export type Phase = "intake" | "write" | "prove" | "check" | "export" | "import";

/**
 * What a photo says of itself.
 */
export type PhotoView = { 
/**
 * The day it was taken.
 */
date: string | null, 
/**
 * Date and time as the camera wrote them.
 */
taken: string | null, 
/**
 * Make and model.
 */
camera: string | null, 
/**
 * Latitude and longitude, as maps take them.
 */
position: string | null, };

/**
 * A place with its documents.
 */
export type PlaceDetail = { 
/**
 * `front`, `back`, or the exhibit's id.
 */
place: string, 
/**
 * The exhibit's label.
 */
label: string | null, 
/**
 * Its pages as printed.
 */
pages: string | null, 
/**
 * What is said of the exhibit; none of a place that is no exhibit.
 */
fields: ExhibitFields | null, 
/**
 * What its papers suggest to say of it, where nothing is said yet.
 */
suggestion: Suggestion | null, 
/**
 * Its documents.
 */
documents: Array<DocumentDetail>, };

/**
 * A court profile with its rules.
 */
export type ProfileView = { 
/**
 * Its name in files.
 */
name: string, 
/**
 * What people call the court.
 */
title: string, 
/**
 * Most bytes of one file.
 */
limit: number | null, 
/**
 * The same for people.
 */
limit_size: string | null, 
/**
 * Its paper in words.
 */
paper: string, 
/**
 * What it asks, with where that is written.
 */
rules: Array<RuleView>, 
/**
 * Whether it is the user's own.
 */
own: boolean, 
/**
 * Why it cannot be used; none where it can.
 */
broken: string | null, };

/**
 * How far long work is.
 */
export type Progress = { 
/**
 * What it is at.
 */
phase: Phase, 
/**
 * Steps done.
 */
done: number, 
/**
 * Steps in all.
 */
total: number, 
/**
 * The file that it works on.
 */
what: string | null, 
/**
 * About how long it still takes.
 */
seconds_left: number | null, 
/**
 * A paper that has just ended as something.
 */
paper: PaperReport | null, };

/**
 * [`Role`] with documents named as people name them.
 */
export type RoleFields = { "is": "paper" } | { "is": "translation", 
/**
 * Of which.
 */
of: string, 
/**
 * Who translated it.
 */
translator: Translator | null, 
/**
 * Whether a program made it.
 */
machine: boolean, } | { "is": "translation-certificate", 
/**
 * The translations that it names.
 */
of: Array<string>, } | { "is": "interpretation-certificate", 
/**
 * The declaration.
 */
of: string, } | { "is": "identity-copy" } | { "is": "proof-of-service" };

/**
 * A rule with its source.
 */
export type RuleView = { 
/**
 * What it asks, in the language of messages.
 */
says: string, 
/**
 * Where it is written.
 */
source: string, 
/**
 * When the source was read, `2026-11-01`.
 */
checked: string, 
/**
 * How sure it is.
 */
sure: 'official' | 'second-hand' | 'unconfirmed', };

/**
 * What begins on a page.
 */
export type SectionKind = "volume" | "front" | "cover" | "table" | "exhibit" | "document" | "back";

/**
 * Something that begins on a page.
 */
export type SectionView = { 
/**
 * What it is.
 */
kind: SectionKind, 
/**
 * An exhibit's label.
 */
label: string | null, 
/**
 * What the outline calls it.
 */
title: string, 
/**
 * The page that it begins on, counted from 0.
 */
first: number, 
/**
 * `front`, `back`, or an exhibit's id.
 */
place: string | null, };

/**
 * [`Service`] with every field.
 */
export type Service = { 
/**
 * On whom.
 */
on: string, 
/**
 * Its address, a line each.
 */
address: Array<string>, 
/**
 * How.
 */
how: string, 
/**
 * When: `2026-03-01`; what is no date is not kept.
 */
date: string | null, 
/**
 * Who served it.
 */
by: string, };

/**
 * What the user chose.
 */
export type Settings = { 
/**
 * The language of the window, not of dossiers.
 */
language: Language, 
/**
 * Light or dark.
 */
theme: Theme, };

/**
 * How serious a finding is.
 */
export type Severity = "note" | "check" | "stops";

/**
 * What papers suggest; never taken without the user.
 */
export type Suggestion = { 
/**
 * A title.
 */
title: string | null, 
/**
 * A kind.
 */
kind: ExhibitKind | null, 
/**
 * A date.
 */
date: string | null, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * A translator or an interpreter, as certificates name them.
 */
export type Translator = { 
/**
 * Name.
 */
name: string, 
/**
 * Address, a line each.
 */
address: Array<string>, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Languages that they translate from or into, BCP 47.
 */
languages: Array<string>, 
/**
 * What makes them competent, in their own words: an accreditation, studies, years of work.
 */
competence: string, };

/**
 * A file of a dossier before it is built.
 */
export type VolumeView = { 
/**
 * Its pages.
 */
pages: number, 
/**
 * The first number on its pages; none where none has one.
 */
first: string | null, 
/**
 * The last number on its pages.
 */
last: string | null, 
/**
 * About how many bytes it will have.
 */
estimate: number, 
/**
 * The same for people.
 */
estimate_size: string, };
