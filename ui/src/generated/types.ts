// Made from the Rust of src-tauri by `make types`; not to be edited.

/**
 * The result of an act.
 */
export type Arranged = { 
/**
 * The name of the act in the user's language.
 */
act: string, 
/**
 * The matter after it.
 */
matter: MatterNews, };

/**
 * An act on a matter. Exhibits are named by id (`e3`) or by their label in the plan (`C`),
 * documents by id (`d7`), or by their exhibit where it has only one document. A place is `front`,
 * `back`, `new` or an exhibit.
 */
export type Arrangement = { "do": "exhibit", 
/**
 * The exhibit.
 */
exhibit: string, 
/**
 * Its new fields.
 */
fields: ExhibitFields, } | { "do": "several", 
/**
 * The exhibits.
 */
exhibits: Array<string>, 
/**
 * What is set.
 */
fields: SeveralFields, } | { "do": "document", 
/**
 * The document.
 */
document: string, 
/**
 * Its title in the outline.
 */
title: string | null, 
/**
 * The caption printed under a photo.
 */
caption: string | null, 
/**
 * `2024`, `2024-02`, `2024-02-11`.
 */
date: string | null, 
/**
 * Where a photo was taken.
 */
place: string | null, 
/**
 * Who issued it, where its exhibit has several papers.
 */
issuer: string | null, 
/**
 * The number on it, of an apostille.
 */
number: string | null, 
/**
 * The code with which it can be verified.
 */
code: string | null, 
/**
 * The address where it can be verified.
 */
address: string | null, 
/**
 * The last day on which it is valid.
 */
valid_until: string | null, 
/**
 * Who holds the original.
 */
original_with: string | null, 
/**
 * Who is on a photo, or whom a paper among several is about.
 */
people: string | null, 
/**
 * Who took a photo.
 */
author: string | null, 
/**
 * Its texts in other languages.
 */
in_languages: InLanguages, } | { "do": "part", 
/**
 * The document.
 */
document: string, 
/**
 * Its new role.
 */
part: RoleFields, } | { "do": "move-exhibits", 
/**
 * The exhibits.
 */
exhibits: Array<string>, 
/**
 * The position of the first of them among the others, counted from 0.
 */
to: number, } | { "do": "move-documents", 
/**
 * The documents.
 */
documents: Array<string>, 
/**
 * The place.
 */
place: string, 
/**
 * The number of documents before them there, without those that move; for `new`, of
 * exhibits.
 */
at: number, } | { "do": "place-papers", 
/**
 * Their SHA-256.
 */
papers: Array<string>, 
/**
 * The place. With `new`, each becomes an exhibit.
 */
place: string, 
/**
 * The number of documents before them there; for `new`, of exhibits.
 */
at: number, } | { "do": "group", 
/**
 * The exhibits.
 */
exhibits: Array<string>, 
/**
 * The heading; none removes it.
 */
heading: string | null, } | { "do": "join", 
/**
 * The exhibits; the first one stays.
 */
exhibits: Array<string>, 
/**
 * The title of the joined exhibit; none keeps the title of the first.
 */
title: string | null, } | { "do": "split", 
/**
 * The exhibit.
 */
exhibit: string, 
/**
 * The first document of the second exhibit; none for one exhibit for each document.
 */
before: string | null, 
/**
 * The page with which that document begins there, where it is to be cut in two; its
 * earlier pages stay.
 */
page: number | null, } | { "do": "pages", 
/**
 * The document.
 */
document: string, 
/**
 * The pages, in this order; none for all.
 */
pages: string | null, 
/**
 * Pages to leave out of them.
 */
leave_out: string | null, } | { "do": "leave-out", 
/**
 * The pages.
 */
pages: Array<PagesOf>, 
/**
 * Whether to leave them out.
 */
out: boolean, } | { "do": "turn", 
/**
 * The pages.
 */
pages: Array<PagesOf>, 
/**
 * The angle.
 */
degrees: number, } | { "do": "remove", 
/**
 * The exhibits.
 */
exhibits: Array<string>, 
/**
 * The documents.
 */
documents: Array<string>, } | { "do": "not-needed", 
/**
 * Their names in the list.
 */
papers: Array<string>, };

/**
 * A Bates numbering.
 */
export type Bates = { 
/**
 * The text before the digits.
 */
prefix: string, 
/**
 * The first number.
 */
start: number, 
/**
 * The minimum number of digits.
 */
digits: number, };

/**
 * A dossier that was built.
 */
export type Built = { 
/**
 * Its path; the first of several volumes.
 */
path: string, 
/**
 * Its size, formatted for people.
 */
size: string, 
/**
 * The court's limit in bytes, where it has one.
 */
limit: number | null, 
/**
 * The limit, formatted for people.
 */
limit_size: string | null, 
/**
 * The files: more than one if the dossier was split into volumes.
 */
files: Array<BuiltFile>, 
/**
 * What to look at before filing.
 */
findings: Array<FindingView>, 
/**
 * How many things stop the filing: unanswered findings of the preflight check, and files that
 * the court does not accept. The proof covers none of them.
 */
stops: number, 
/**
 * How many findings somebody should look at before filing; the preflight check lists all.
 */
checks: number, 
/**
 * How many pages are only pictures of a damaged paper. The proof compares them with the
 * pictures, not with the paper.
 */
drawn: number, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * The number of its pages, each with its number proved.
 */
pages: number, 
/**
 * The number of its exhibits.
 */
exhibits: number, 
/**
 * The number of links and bookmarks whose target was proved.
 */
links: number, };

/**
 * One file of a built and proved dossier.
 */
export type BuiltFile = { 
/**
 * Its path.
 */
path: string, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Its size, formatted for people.
 */
size: string, 
/**
 * The number of its pages.
 */
pages: number, };

/**
 * A photo to caption.
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
 * The caption printed under it.
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
 * Who is on a photo, or whom a paper among several is about.
 */
people: string | null, 
/**
 * Who took a photo.
 */
author: string | null, 
/**
 * Its texts in other languages.
 */
in_languages: InLanguages, 
/**
 * The data that the camera stored.
 */
photo: PhotoView | null, 
/**
 * The path of its picture.
 */
picture: string, };

/**
 * How the case that is here differs from the one that comes.
 */
export type CaseHere = { 
/**
 * Its short name.
 */
name: string, 
/**
 * When it was last changed here, RFC 3339.
 */
updated: string, 
/**
 * The titles of exhibits that only it has.
 */
only_here: Array<string>, 
/**
 * The titles of exhibits that are described or filled in another way.
 */
different: Array<string>, 
/**
 * The titles of exhibits that only come.
 */
only_there: Array<string>, 
/**
 * Whether the details of the case, the order or other papers differ.
 */
others: boolean, };

/**
 * Which days of a chat are shown, and how many messages each day has.
 */
export type ChatDaysView = { 
/**
 * The document.
 */
document: string, 
/**
 * The first day that is shown; none for the first of the chat.
 */
from: string | null, 
/**
 * The last day that is shown; none for the last of the chat.
 */
to: string | null, 
/**
 * The messages of each day that has some, as `2024-02-11`, the first day first.
 */
days: Array<[string, number]>, 
/**
 * Messages whose day cannot be told, which are always shown.
 */
undated: number, };

/**
 * A dossier before it is built.
 */
export type Checked = { 
/**
 * The court's profile.
 */
profile: ProfileView, 
/**
 * The number of its pages.
 */
pages: number, 
/**
 * Its estimated size in bytes.
 */
estimate: number, 
/**
 * The same, formatted for people.
 */
estimate_size: string, 
/**
 * The files that a build would write.
 */
volumes: Array<VolumeView>, 
/**
 * Whether it holds drafts, which prevent a build.
 */
drafts: boolean, 
/**
 * Problems with it and with its papers.
 */
findings: Array<FindingView>, 
/**
 * Whether there is nothing to build yet.
 */
nothing: boolean, 
/**
 * The proposed name of its file.
 */
proposed: string, };

/**
 * A checklist in the list of all.
 */
export type ChecklistListing = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its title in the user's language.
 */
title: string, 
/**
 * For whom it is.
 */
about: string, 
/**
 * How many papers it has.
 */
papers: number, 
/**
 * Why it cannot be used.
 */
fault: string | null, };

/**
 * The checklist of a case.
 */
export type ChecklistView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its title in the user's language.
 */
title: string, 
/**
 * For whom it is.
 */
about: string, 
/**
 * Its papers in order.
 */
needs: Array<NeedView>, 
/**
 * Its status in one line.
 */
status: string, 
/**
 * Papers that are there.
 */
there: number, 
/**
 * Papers that are missing, without those that the case can do without.
 */
missing: number, 
/**
 * Papers that have run out, or will before the hearing.
 */
running_out: number, };

/**
 * How a code is drawn.
 */
export type CodeKind = "qr" | "pdf417";

/**
 * A field that something was concluded for.
 */
export type ConcludedField = 'title' | 'kind' | 'date' | 'number' | 'issuer' | 'paper-number' | 'who' | 'language' | 'code' | 'address' | 'valid-until' | 'in-title' | 'in-caption' | 'in-group' | 'in-issuer' | 'in-who' | 'in-place' | 'in-proceeding' | 'in-filer-role' | 'in-original-with' | 'in-people' | 'in-author';

/**
 * Something that was concluded.
 */
export type Conclusion = { 
/**
 * Names it in requests: `e3:kind`, `d7:date`.
 */
id: string, 
/**
 * `front`, `back`, `facts`, or the id of its exhibit.
 */
place: string, 
/**
 * The label of the exhibit in the dossier.
 */
label: string | null, 
/**
 * The title of the exhibit or document; where it has none, the name of the paper.
 */
of: string, 
/**
 * The field.
 */
field: ConcludedField, 
/**
 * What it can be, the likelier first: dates as `2024-02-11`, kinds and languages by their
 * words and tags.
 */
values: Array<string>, 
/**
 * The same for people.
 */
shown: Array<string>, 
/**
 * Where it was read.
 */
source: ReadFrom, 
/**
 * The words that it was read from.
 */
from: string, 
/**
 * The page that they are on; none where they are not on a page.
 */
at: ReadAt | null, 
/**
 * The title that it leaves, where it changes the title: taking a date cuts it out, and putting
 * back what was filled in brings its words back.
 */
title: string | null, 
/**
 * Of a title, whether its words name a kind of paper; of a photo's day, whether its camera says
 * it; of a person, whether the name is spelled as on the cover page. All else is. What is only
 * likely is looked at, and is not taken with others.
 */
sure: boolean, 
/**
 * Whether it was certain and is already in the dossier. All others are suggestions.
 */
taken: boolean, };

/**
 * In which order the numbers of a date are, where its file does not show it.
 */
export type DateOrder = "day-first" | "month-first";

/**
 * What the papers of a case say of the person.
 */
export type DifferencesView = { 
/**
 * Each sort of value that a paper has.
 */
sorts: Array<SortView>, 
/**
 * Values that differ from what was said to be right, or among which nothing was, and that are
 * not explained.
 */
open: number, 
/**
 * Papers whose words are not known: pictures that nobody read.
 */
unread: number, };

/**
 * A document with its pages.
 */
export type DocumentDetail = { 
/**
 * Its id.
 */
id: string, 
/**
 * The file name of the paper when it was received.
 */
paper: string, 
/**
 * The zip or mail that it came out of, with the path inside.
 */
origin: string | null, 
/**
 * The kind of file.
 */
media: MediaKind, 
/**
 * SHA-256 of the paper.
 */
sha256: string, 
/**
 * Its size, formatted for people.
 */
size: string, 
/**
 * Its title in the outline.
 */
title: string | null, 
/**
 * The caption printed under a photo.
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
 * Who issued it, where its exhibit has several papers.
 */
issuer: string | null, 
/**
 * The number on it, of an apostille.
 */
number: string | null, 
/**
 * The code with which it can be verified.
 */
code: string | null, 
/**
 * The address where it can be verified.
 */
address: string | null, 
/**
 * The last day on which it is valid.
 */
valid_until: string | null, 
/**
 * Who holds the original.
 */
original_with: string | null, 
/**
 * Who is on a photo, or whom a paper among several is about.
 */
people: string | null, 
/**
 * Who took a photo.
 */
author: string | null, 
/**
 * Its texts in other languages.
 */
in_languages: InLanguages, 
/**
 * Its printed page numbers.
 */
pages: string | null, 
/**
 * Its role.
 */
part: RoleFields, 
/**
 * Whether it is an exported chat.
 */
chat: boolean, 
/**
 * Whether it is a form that waits for its signature.
 */
unsigned: boolean, 
/**
 * Whether it is a draft.
 */
draft: boolean, 
/**
 * The data that the camera stored in a photo.
 */
photo: PhotoView | null, 
/**
 * The codes for machines on its pages.
 */
codes: Array<PageCode>, 
/**
 * Until when it says that it is valid.
 */
expires: ExpiryView | null, 
/**
 * Every page of the paper: the chosen ones first, in their order.
 */
leaves: Array<LeafView>, 
/**
 * Findings about the paper.
 */
findings: Array<FindingView>, };

/**
 * Every page of the planned dossier.
 */
export type DossierPages = { 
/**
 * The revision of the matter; part of the paths of the pages.
 */
revision: string, 
/**
 * Height divided by width of the court's paper.
 */
aspect: number, 
/**
 * The printed number of each page; none if it has none.
 */
labels: Array<string | null>, 
/**
 * The sections in order; documents follow their exhibit.
 */
sections: Array<SectionView>, };

/**
 * What a row holds.
 */
export type EntryMark = "signed" | "unreadable" | "struck-out" | "empty";

/**
 * An entry of a petition.
 */
export type EntryView = { 
/**
 * Its sheet, counted from 1; 0 in a list without sheets.
 */
sheet: number, 
/**
 * Its row, counted from 1.
 */
row: number, 
/**
 * Its name.
 */
name: string | null, 
/**
 * Its number.
 */
number: string | null, 
/**
 * The path of the picture of its sheet.
 */
picture: string | null, 
/**
 * Where it is on the sheet, as [`SheetRow::band`] says.
 */
band: [number, number, number, number] | null, };

/**
 * The fields of an exhibit. Texts are as the user wrote them.
 */
export type ExhibitFields = { 
/**
 * Its title in the table and on the slip sheet; empty where nobody gave it one.
 */
title: string, 
/**
 * The kind of paper.
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
 * The number printed on it.
 */
number: string | null, 
/**
 * The person it is about.
 */
who: string | null, 
/**
 * Where it was made or signed.
 */
place: string | null, 
/**
 * The number of signatures on it.
 */
signatures: number | null, 
/**
 * Its language, BCP 47.
 */
language: string | null, 
/**
 * Whether a translation comes with it; none as long as nobody has said.
 */
translated: boolean | null, 
/**
 * The language that the declarant understands, where it is not the language of the paper; BCP
 * 47.
 */
understands: string | null, 
/**
 * The heading above it in the table.
 */
group: string | null, 
/**
 * Photos on a page: 1, 2, 4, 6 or 12.
 */
photos_per_page: number, 
/**
 * Whether a list of its photos is printed before them.
 */
photo_list: boolean, 
/**
 * The code with which it can be verified.
 */
code: string | null, 
/**
 * The address where it can be verified.
 */
address: string | null, 
/**
 * The last day on which it is valid.
 */
valid_until: string | null, 
/**
 * Who holds the original.
 */
original_with: string | null, 
/**
 * Its texts in other languages.
 */
in_languages: InLanguages, 
/**
 * What of the checklist it is.
 */
needs: Array<string>, };

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
 * Its label; none if it has no pages.
 */
label: string | null, 
/**
 * Its title, in the language of the window where it is there in it.
 */
title: string, 
/**
 * Its title in the table, where that is another one.
 */
printed: string | null, 
/**
 * Whether somebody gave it that title.
 */
named: boolean, 
/**
 * The kind of paper.
 */
kind: ExhibitKind | null, 
/**
 * The heading above it in the table.
 */
group: string | null, 
/**
 * Its printed page numbers; none if it has no pages.
 */
pages: string | null, 
/**
 * The number of sheets after its slip sheet.
 */
sheets: number, 
/**
 * The number of its documents.
 */
documents: number, 
/**
 * The path of its picture.
 */
picture: string | null, 
/**
 * The number of findings in its papers that need a look.
 */
warnings: number, };

/**
 * The last day on which a paper says that it is valid.
 */
export type ExpiryView = { 
/**
 * The day, for people.
 */
day: string, 
/**
 * The line that it was read from.
 */
from: string, 
/**
 * The page of the paper that the line is on, counted from 1.
 */
page: number, };

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
 * The person the matter is about.
 */
person: string, 
/**
 * A-numbers, case numbers, appeal references.
 */
docket: Array<string>, 
/**
 * The court: its place or its full name, one line each.
 */
court: Array<string>, 
/**
 * The other side, one line each.
 */
respondents: Array<string>, 
/**
 * Children whose names the court wants as initials.
 */
minors: Array<string>, 
/**
 * The judge.
 */
judge: string | null, 
/**
 * Date, or date and time, of the next hearing, as the user wrote it.
 */
hearing: string | null, 
/**
 * The kind of proceeding, if it differs from the profile's words.
 */
proceeding: string | null, 
/**
 * Whether the person is detained.
 */
detained: boolean, 
/**
 * The filer.
 */
filer: Filer, 
/**
 * Bates numbers, if wanted.
 */
bates: Bates | null, 
/**
 * How the filing is served on the other side.
 */
service: Service | null, 
/**
 * Whether a dossier over the court's limit is split into volumes.
 */
split: boolean, 
/**
 * Its texts in other languages.
 */
in_languages: InLanguages, 
/**
 * Whether the table shows the papers' own titles; none where the court's rules decide.
 */
own_titles: boolean | null, };

/**
 * A command failed.
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
 * The findings about a dossier that did not pass its proof.
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
 * Role.
 */
role: string, 
/**
 * Address, one line each.
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
 * Bar number, EOIR ID or similar.
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
 * How serious it is.
 */
severity: Severity, 
/**
 * What happened and what to do, in the reader's language.
 */
message: string, 
/**
 * The paper it is about.
 */
paper?: string, 
/**
 * The page, counted from 1: of the paper if one is named, else of the dossier.
 */
page?: number, 
/**
 * The place to view and fix it: `front`, `back` or an exhibit's id.
 */
place?: string, 
/**
 * The id of the document there.
 */
document?: string, 
/**
 * The number printed on the page of the dossier.
 */
label?: string, 
/**
 * Its name, by which it is fixed and answered; findings of papers have none.
 */
name?: string, 
/**
 * The fact of the case that it is about, as `fact.` texts name it.
 */
fact?: string, 
/**
 * The court whose rule it is.
 */
court?: string, 
/**
 * The rule.
 */
rule?: RuleView, 
/**
 * The fix that the program offers.
 */
fix?: FixView, 
/**
 * The user's answer.
 */
answer?: string, 
/**
 * Two papers that look the same, the better one first; none for other findings.
 */
twins?: Array<TwinView>, };

/**
 * A fix that the program offers.
 */
export type FixView = { 
/**
 * Its words, for a button.
 */
words: string, 
/**
 * Its kind, on which the questions before it depend.
 */
kind: 'split' | 'turn' | 'language' | 'photos' | 'proof-of-service' | 'translation-certificate' | 'interpretation-certificate' | 'sign' | 'leave-one-twin' | 'differences-note', 
/**
 * The document it is about.
 */
document: string | null, };

/**
 * A form that was made.
 */
export type FormMade = { 
/**
 * The id of its document.
 */
document: string, 
/**
 * Its place: `back`, or an exhibit's id.
 */
place: string, 
/**
 * The name of the act in the user's language.
 */
act: string, };

/**
 * A form to make.
 */
export type FormRequest = { "form": "translation-certificate", 
/**
 * The translations.
 */
of: Array<string>, 
/**
 * The translator, who is also recorded in the translations.
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
 * The language it was read in, BCP 47.
 */
language: string, } | { "form": "proof-of-service", 
/**
 * Who was served, how and when.
 */
service: Service, } | { "form": "declaration", 
/**
 * The declarant.
 */
who: string, 
/**
 * The place of signing, on which the wording depends.
 */
place: string, 
/**
 * Whether that place is in the United States.
 */
in_united_states: boolean, 
/**
 * The paragraphs of the declaration.
 */
paragraphs: Array<string>, };

/**
 * The result of a search.
 */
export type Found = { 
/**
 * The first pages.
 */
hits: Array<Hit>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Pages that were searched.
 */
pages: number, 
/**
 * Pages whose words are not known, so that nothing is found on them.
 */
unread: number, };

/**
 * Until when a court takes an exhibit.
 */
export type FreshView = { 
/**
 * The day and what says it, for people.
 */
text: string, 
/**
 * Whether it has run out, or will before the hearing.
 */
runs_out: boolean, };

/**
 * Details of a matter in the list, requested once its row is visible.
 */
export type Glance = { 
/**
 * The path of a picture of its first paper.
 */
picture: string | null, 
/**
 * The facts that the cover page still lacks, in words. Before the first paper nothing is
 * missed.
 */
missing: Array<string>, 
/**
 * How the checklist of the case stands, in one line; none where it follows none.
 */
checklist: string | null, 
/**
 * The titles of papers that have run out, or will before the hearing.
 */
running_out: Array<string>, 
/**
 * How many values papers write in several ways, and nobody has decided about.
 */
differences: number, 
/**
 * The number of things to look at before the filing, as the check counts them; none where the
 * rules of the court cannot be used.
 */
open: number | null, };

/**
 * One file of the dossier, as it is planned.
 */
export type HandingInPart = { 
/**
 * Its number, counted from 1.
 */
number: number, 
/**
 * Its pages.
 */
pages: number, };

/**
 * What is said about one stage.
 */
export type HandingInStage = { 
/**
 * Its heading.
 */
heading: string, 
/**
 * What is said, each with the way that it is for and its source.
 */
steps: Array<HandingInStepView>, };

/**
 * A step with its source.
 */
export type HandingInStepView = { 
/**
 * The way that it is for, for people; none where it is for all.
 */
by: string | null, 
/**
 * What it says, with its source.
 */
rule: RuleView, };

/**
 * How a court takes a dossier.
 */
export type HandingInView = { 
/**
 * The court.
 */
court: string, 
/**
 * What there is to hand in.
 */
parts: Array<HandingInPart>, 
/**
 * The steps in their order; none where nothing is known of this court.
 */
stages: Array<HandingInStage>, };

/**
 * Everything that the first paint needs.
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
 * The folder of the store.
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
 * What was repaired when the store was opened.
 */
opened: Array<FindingView>, 
/**
 * Whether to open the sample case.
 */
demo: boolean, };

/**
 * What was done in a matter, the last act first.
 */
export type HistoryView = { 
/**
 * Acts that undo can take back.
 */
done: Array<StepView>, 
/**
 * Acts that were taken back and can be done again, the next one first.
 */
undone: Array<StepView>, };

/**
 * A page on which all words of a question are.
 */
export type Hit = { 
/**
 * The id of the matter.
 */
matter: string, 
/**
 * Its name.
 */
matter_name: string, 
/**
 * The id of the document that shows the page; none for a paper that is not placed.
 */
document: string | null, 
/**
 * The id of its exhibit.
 */
exhibit: string | null, 
/**
 * The label of the exhibit in the dossier.
 */
label: string | null, 
/**
 * The title of the document, or the name of its paper.
 */
title: string, 
/**
 * The paper, by its SHA-256.
 */
item: string, 
/**
 * The page of the paper, counted from 1.
 */
page: number, 
/**
 * The words around the first that was found.
 */
snippet: string, 
/**
 * Whether the computer read the words from a picture.
 */
read: boolean, };

/**
 * A case that was imported, or a question before it is.
 */
export type Imported = { "is": "done", 
/**
 * The case.
 */
matter: MatterView, 
/**
 * The outcome for its papers.
 */
report: IntakeReport, 
/**
 * Whether it was here already and was brought up to date.
 */
known: boolean, } | { "is": "differs", 
/**
 * How it differs.
 */
here: CaseHere, };

/**
 * Texts in other languages than the one they were first written in. A text that is the same in
 * both languages, such as a name, is there too: somebody has said so.
 */
export type InLanguages = { [key in "en" | "es"]?: { [key in "title" | "caption" | "group" | "issuer" | "who" | "place" | "proceeding" | "filer-role" | "original-with" | "people" | "author"]?: string } };

/**
 * The outcome of an intake.
 */
export type IntakeReport = { 
/**
 * Every file with its outcome.
 */
papers: Array<PaperReport>, 
/**
 * The number of received papers.
 */
received: number, 
/**
 * The number of papers that the matter already had and that are placed once more.
 */
again: number, 
/**
 * The number of papers that the matter already had where they were asked for.
 */
duplicates: number, 
/**
 * The number of refused papers.
 */
refused: number, 
/**
 * The number of ignored files: hidden ones, and those that systems leave in folders.
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
 * What the user should know about the folder as a whole, or its dossier.toml.
 */
findings: Array<FindingView>, 
/**
 * What was concluded from names and first pages: dates that are certain, and suggestions.
 */
concluded: Array<Conclusion>, 
/**
 * Whether the user cancelled it.
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
 * The number of the page, counted from 1.
 */
page: number, 
/**
 * Its printed number in the dossier.
 */
label: string | null, 
/**
 * Whether it is left out.
 */
out: boolean, 
/**
 * The user's clockwise rotation, in degrees.
 */
turn: number, 
/**
 * Whether the sheet is shown that was cut out of it.
 */
straightened: boolean, 
/**
 * The path of its picture.
 */
picture: string, };

/**
 * What two entries have in common.
 */
export type Likeness = "name-and-number" | "number" | "name";

/**
 * A paper of the case that may be a list of signers.
 */
export type ListPaper = { 
/**
 * The SHA-256 of the paper.
 */
item: string, 
/**
 * Its file name.
 */
name: string, };

/**
 * What was read from a list.
 */
export type ListRead = { 
/**
 * The name of the act in the user's language.
 */
act: string, 
/**
 * Signers in the file.
 */
signers: number, 
/**
 * Signers that went into rows of sheets.
 */
placed: number, 
/**
 * Signers that are kept as a list of their own.
 */
listed: number, 
/**
 * Lines of the file that name a row that is not there, or is not signed, counted from 1.
 */
without_row: Array<number>, 
/**
 * Lines that cannot be read: more cells than headings, a name in the place of the number.
 * Counted from 1.
 */
unread: Array<number>, 
/**
 * Headings of columns that are not read.
 */
unread_columns: Array<string>, 
/**
 * Rows that had a name or a number and have none any more.
 */
cleared: number, 
/**
 * Sheets of the petition that nobody counted: what the list says of them has no row yet.
 */
uncounted: number, 
/**
 * Rows that somebody or another list gave another name or number.
 */
replaced: number, 
/**
 * Other sheets of the spreadsheet, which were not read.
 */
other_sheets: Array<string>, };

/**
 * A paper before the cover page or after the last exhibit.
 */
export type LooseView = { 
/**
 * The document's id.
 */
id: string, 
/**
 * Its title, or the name of the paper.
 */
title: string, 
/**
 * What it is in the dossier, as `ui.part.` texts name it: a form can have its title in the
 * language of the court.
 */
part: RoleFields['is'], 
/**
 * Its printed page numbers; none if it has none.
 */
pages: string | null, 
/**
 * The number of its sheets.
 */
sheets: number, 
/**
 * The path of its picture.
 */
picture: string | null, 
/**
 * The number of findings in its paper that need a look.
 */
warnings: number, };

/**
 * Where a word is on a page: parts of its width and height as the paper shows it, from the top
 * left.
 */
export type Marked = { 
/**
 * Left edge.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Width.
 */
width: number, 
/**
 * Height.
 */
height: number, };

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
 * The name of the person.
 */
person: string, 
/**
 * The number of exhibits.
 */
exhibits: number, 
/**
 * The number of papers.
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
 * The changes of a matter, for a receiver that may have an earlier view: after a move in a case of
 * a thousand exhibits, only two of them differ.
 */
export type MatterNews = { 
/**
 * The revision of the earlier view that has the other exhibits; none if all of them are here.
 */
since: string | null, 
/**
 * The ids of all exhibits, in order.
 */
order: Array<string>, 
/**
 * The matter, with only those exhibits that are new or have changed.
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
 * Whether it is read-only.
 */
read_only: boolean, 
/**
 * Its facts.
 */
facts: Facts, 
/**
 * A word that changes with every act.
 */
revision: string, 
/**
 * The number of pages of the planned dossier.
 */
pages: number, 
/**
 * Its estimated size in bytes.
 */
estimate: number, 
/**
 * The same, formatted for people.
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
 * Papers that are not placed.
 */
unplaced: Array<PaperView>, 
/**
 * Papers that could not be taken in, until they come in or are not needed.
 */
still_to_get: Array<StillToGetView>, 
/**
 * The act that undo would take back.
 */
undo: string | null, 
/**
 * The act that redo would repeat.
 */
redo: string | null, };

/**
 * The kinds of paper that are accepted, recognized by their bytes.
 */
export type MediaKind = "pdf" | "jpeg" | "png" | "tiff" | "webp" | "gif" | "bmp" | "heic" | "avif" | "jp2" | "text" | "mail" | "msg" | "docx" | "doc" | "odt" | "fodt" | "rtf" | "xlsx" | "xls" | "ods" | "fods" | "pptx" | "ppt" | "odp" | "fodp";

/**
 * An exhibit that is a paper of a checklist.
 */
export type NeedExhibit = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its label.
 */
label: string | null, 
/**
 * Its title.
 */
title: string, 
/**
 * Whether somebody said so; otherwise its title does.
 */
said: boolean, 
/**
 * How many papers it has.
 */
papers: number, 
/**
 * What should go with it and does not, in words.
 */
lacks: Array<string>, 
/**
 * The last day on which the court takes it.
 */
until: string | null, 
/**
 * Whether that day is before the hearing, or has passed.
 */
runs_out: boolean, 
/**
 * Whether it has passed.
 */
has_run_out: boolean, };

/**
 * What was done about a paper of a checklist.
 */
export type NeedState = { 
/**
 * Who was asked for it.
 */
asked_of: string, 
/**
 * The day on which they were asked.
 */
asked_on: string | null, 
/**
 * Whether somebody said that the case does not need it.
 */
not_needed: boolean, };

/**
 * The status of a paper of a checklist.
 */
export type NeedStatus = "there" | "partly" | "runs-out" | "asked" | "missing" | "not-needed";

/**
 * A paper of a checklist.
 */
export type NeedView = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it is, in the user's language.
 */
says: string, 
/**
 * Who issues it and how to get it.
 */
from: string, 
/**
 * The heading over it.
 */
group: string | null, 
/**
 * Its status.
 */
status: NeedStatus, 
/**
 * The same in words.
 */
status_words: string, 
/**
 * The exhibits that are it.
 */
exhibits: Array<NeedExhibit>, 
/**
 * Whether a case can do without it.
 */
optional: boolean, 
/**
 * Whether somebody said that this case does not need it.
 */
not_needed: boolean, 
/**
 * Who was asked for it.
 */
asked_of: string, 
/**
 * The day on which they were asked.
 */
asked_on: string | null, 
/**
 * Where that it is needed was read, and how sure that is.
 */
source: string, };

/**
 * A code on a page of a paper. What it says is shown and kept; an address in it is never opened.
 */
export type PageCode = { 
/**
 * The page of the paper, counted from 1.
 */
page: number, 
/**
 * How it is drawn.
 */
kind: CodeKind, 
/**
 * What it says, on one line, without what nobody sees.
 */
text: string, 
/**
 * Its left edge, top edge, width and height, in parts of the page as the paper shows it.
 */
place: [number, number, number, number], };

/**
 * Pages of one document.
 */
export type PagesOf = { 
/**
 * The document.
 */
document: string, 
/**
 * Its pages, counted from 1; none for all.
 */
pages: Array<number> | null, };

/**
 * Two entries that may be of one person.
 */
export type PairView = { 
/**
 * By which it is decided.
 */
key: string, 
/**
 * What they have in common.
 */
like: Likeness, 
/**
 * The earlier entry.
 */
first: EntryView, 
/**
 * The later one.
 */
second: EntryView, 
/**
 * What somebody decided.
 */
decided: Sameness | null, };

/**
 * The outcome for one path.
 */
export type PaperReport = { 
/**
 * Its path below the added folder, as text.
 */
path: string, 
/**
 * The whole path, for another attempt.
 */
source: string, 
/**
 * The outcome.
 */
state: PaperState, 
/**
 * The number of its pages.
 */
pages: number | null, 
/**
 * SHA-256 of its bytes.
 */
sha256: string | null, 
/**
 * For bytes that the matter had: the name under which they were first received.
 */
same_as: string | null, 
/**
 * What the user should know.
 */
findings: Array<FindingView>, };

/**
 * The shape of a paper.
 */
export type PaperShape = "letter" | "legal" | "oficio" | "a4" | "card" | "other";

/**
 * The outcome for a paper.
 */
export type PaperState = "received" | "again" | "duplicate" | "refused";

/**
 * A paper that is not placed.
 */
export type PaperView = { 
/**
 * SHA-256 of its bytes.
 */
sha256: string, 
/**
 * Its file name when it was received.
 */
name: string, 
/**
 * Its kind.
 */
media: MediaKind, 
/**
 * The number of its pages.
 */
pages: number, 
/**
 * The path of its picture.
 */
picture: string, };

/**
 * A sheet.
 */
export type PetitionSheet = { 
/**
 * The document's id.
 */
document: string, 
/**
 * Its page, counted from 1 in the paper.
 */
page: number, 
/**
 * Its title, or the name of its paper.
 */
title: string, 
/**
 * The path of its picture.
 */
picture: string, 
/**
 * Its rows; none where it was not counted.
 */
rows: Array<SheetRow> | null, 
/**
 * Signatures of it that count.
 */
counted: number, 
/**
 * Numbers of its rows that cannot be right, by row, counted from 0.
 */
odd_numbers: Array<number>, };

/**
 * A petition.
 */
export type PetitionView = { 
/**
 * The exhibit's id.
 */
exhibit: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its sheets in order.
 */
sheets: Array<PetitionSheet>, 
/**
 * Signers of a list that came without sheets.
 */
listed: Array<SheetRow>, 
/**
 * Signatures that count; none where nobody began to count.
 */
total: number | null, 
/**
 * Whether that is of names on a list alone: no sheet was counted.
 */
is_list: boolean, 
/**
 * Pairs of entries that may be of one person, in the order of their later entry.
 */
pairs: Array<PairView>, 
/**
 * Who counted.
 */
by: string, 
/**
 * The day on which it was counted.
 */
on: string | null, 
/**
 * Papers of the case that may be lists of signers.
 */
lists: Array<ListPaper>, };

/**
 * The phase of long work.
 */
export type Phase = "intake" | "write" | "prove" | "check" | "export" | "import" | "read" | "straighten" | "batch";

/**
 * The data that the camera stored in a photo.
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
 * Latitude and longitude, in the form that maps accept.
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
 * Its printed page numbers.
 */
pages: string | null, 
/**
 * The fields of the exhibit; none if the place is not an exhibit.
 */
fields: ExhibitFields | null, 
/**
 * Until when the court takes it.
 */
fresh: FreshView | null, 
/**
 * What its papers suggest for empty fields of it and of its documents, and what of their names
 * is filled in already.
 */
suggestions: Array<Conclusion>, 
/**
 * Its documents.
 */
documents: Array<DocumentDetail>, };

/**
 * A court profile with its rules.
 */
export type ProfileView = { 
/**
 * Its name, which is also that of its file.
 */
name: string, 
/**
 * The title of the court.
 */
title: string, 
/**
 * The most bytes of one file.
 */
limit: number | null, 
/**
 * The same, formatted for people.
 */
limit_size: string | null, 
/**
 * The languages of the program that the court reads; none where no rule says it.
 */
languages: Array<Language>, 
/**
 * Its paper size, in words.
 */
paper: string, 
/**
 * Its rules with their sources.
 */
rules: Array<RuleView>, 
/**
 * Whether it is the user's own.
 */
own: boolean, 
/**
 * Why it cannot be used; none if it can.
 */
broken: string | null, };

/**
 * The progress of long work.
 */
export type Progress = { 
/**
 * Its phase.
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
 * The file being worked on.
 */
what: string | null, 
/**
 * The estimated remaining time.
 */
seconds_left: number | null, 
/**
 * The outcome for a paper that has just finished.
 */
paper: PaperReport | null, };

/**
 * The page on which something was read.
 */
export type ReadAt = { 
/**
 * The id of the document that shows it.
 */
document: string, 
/**
 * The page of the paper, counted from 1.
 */
page: number, };

/**
 * Where a conclusion was read.
 */
export type ReadFrom = "name" | "first-page" | "camera" | "picture" | "glossary";

/**
 * What was read on a paper, and the pages that somebody should look at.
 */
export type ReadPaper = { 
/**
 * The title of the paper, or the name of its file.
 */
title: string, 
/**
 * Pages that the computer is not sure of.
 */
unsure: string | null, 
/**
 * Pages with something like words that it could not read.
 */
unreadable: string | null, 
/**
 * Pages without words.
 */
without: string | null, 
/**
 * Codes for machines.
 */
codes: Array<PageCode>, };

/**
 * What a run of reading did.
 */
export type ReadingReport = { 
/**
 * The engine and its version, where pages were read.
 */
engine: string | null, 
/**
 * Pages that were read now.
 */
done: number, 
/**
 * Those of them with words.
 */
with_words: number, 
/**
 * Codes for machines that were found now.
 */
codes: number, 
/**
 * The state after it.
 */
after: UnreadPages, };

/**
 * A [`Role`] whose documents are named as people name them.
 */
export type RoleFields = { "is": "paper" } | { "is": "translation", 
/**
 * The other document.
 */
of: string, 
/**
 * The translator.
 */
translator: Translator | null, 
/**
 * Whether a program made it.
 */
machine: boolean, } | { "is": "translation-certificate", 
/**
 * The translations it names.
 */
of: Array<string>, } | { "is": "interpretation-certificate", 
/**
 * The declaration.
 */
of: string, } | { "is": "identity-copy" } | { "is": "proof-of-service" } | { "is": "differences-note" } | { "is": "apostille", 
/**
 * The document.
 */
of: string, };

/**
 * A rule with its source.
 */
export type RuleView = { 
/**
 * What it is about, as the profile says: `limit`, `paper`.
 */
about: string, 
/**
 * What it requires, in the language of messages.
 */
says: string, 
/**
 * Where it is published.
 */
source: string, 
/**
 * When the source was checked, `2026-11-01`.
 */
checked: string, 
/**
 * How reliable the source is.
 */
sure: 'official' | 'second-hand' | 'unconfirmed', };

/**
 * What somebody decided about two entries.
 */
export type Sameness = "one-person" | "two-people";

/**
 * A paper that was written to a file for printing.
 */
export type SavedPaper = { 
/**
 * Its path.
 */
path: string, 
/**
 * Whether a program opened it.
 */
opened: boolean, };

/**
 * The kind of a section.
 */
export type SectionKind = "volume" | "front" | "cover" | "table" | "exhibit" | "document" | "back";

/**
 * A section that begins on a page.
 */
export type SectionView = { 
/**
 * Its kind.
 */
kind: SectionKind, 
/**
 * An exhibit's label.
 */
label: string | null, 
/**
 * Its title in the outline.
 */
title: string, 
/**
 * Its first page, counted from 0.
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
 * The party served.
 */
on: string, 
/**
 * Its address, one line each.
 */
address: Array<string>, 
/**
 * The method of service.
 */
how: string, 
/**
 * The date: `2026-03-01`; a text that is not a date is dropped.
 */
date: string | null, 
/**
 * The person who served it.
 */
by: string, };

/**
 * The user's settings.
 */
export type Settings = { 
/**
 * The language of the window, not of dossiers.
 */
language: Language, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * The size of the text.
 */
text: number, 
/**
 * Whether LibreOffice may make the pages of Office papers where nothing can lock it in.
 */
office_unconfined: boolean, 
/**
 * Whether the words of pages that are pictures are read by themselves, in the background.
 */
read_words: boolean, };

/**
 * The fields that several exhibits can get at once. What is none stays as it is in each.
 */
export type SeveralFields = { 
/**
 * The kind of paper.
 */
kind: ExhibitKind | null, 
/**
 * `2024`, `2024-02`, `2024-02-11`.
 */
date: string | null, 
/**
 * Their language, BCP 47.
 */
language: string | null, 
/**
 * The heading above them in the table.
 */
group: string | null, };

/**
 * How serious a finding is.
 */
export type Severity = "note" | "check" | "stops";

/**
 * A sheet that is to be cut out of a photo.
 */
export type SheetChoice = { 
/**
 * The document.
 */
document: string, 
/**
 * The page of the paper, counted from 1.
 */
page: number, 
/**
 * The corners of the sheet; none for those that are found.
 */
corners: [number, number][] | null, 
/**
 * The shape of the sheet; none to tell it from its corners.
 */
shape: PaperShape | null, 
/**
 * Whether to light it evenly.
 */
even: boolean, };

/**
 * A row of a signature sheet.
 */
export type SheetRow = { 
/**
 * What it holds.
 */
mark: EntryMark, 
/**
 * The signer's name, if it was read or written down.
 */
name?: string | null, 
/**
 * The number of the signer's identity paper.
 */
number?: string | null, 
/**
 * Whether the program read name and number, and nobody has looked at them.
 */
read?: boolean, 
/**
 * Where it is on the page: its upper and lower edge at the left, then at the right side, in
 * ten-thousandths of the height of the page. None where nobody drew it.
 */
band?: [number, number, number, number] | null, };

/**
 * A page of a document that is a photo of a sheet of paper, or may be one.
 */
export type SheetView = { 
/**
 * The document.
 */
document: string, 
/**
 * The page of the paper, counted from 1.
 */
page: number, 
/**
 * The label of its exhibit.
 */
label: string | null, 
/**
 * The title of its exhibit, or the name of the paper.
 */
title: string, 
/**
 * The SHA-256 of the paper.
 */
sha256: string, 
/**
 * The corners that are used or were found, across and down in ten-thousandths of the photo:
 * upper left, upper right, lower right, lower left. None where no sheet is seen.
 */
corners: [number, number][] | null, 
/**
 * The shape of the sheet that is shown.
 */
shape: PaperShape | null, 
/**
 * Whether the sheet is shown, and not the photo.
 */
straightened: boolean, 
/**
 * Whether the sheet that is shown is lit evenly.
 */
even: boolean, 
/**
 * The path of the picture of the photo.
 */
photo: string, 
/**
 * The path of the picture of the page as it is shown now.
 */
shown: string, };

/**
 * A list of signers that was read.
 */
export type SignersRead = { 
/**
 * What was read.
 */
read: ListRead, 
/**
 * The matter afterwards.
 */
arranged: Arranged, };

/**
 * A sort of value.
 */
export type SortView = { 
/**
 * `name`, `birth`, `identity-number` or `a-number`.
 */
sort: string, 
/**
 * The same in words.
 */
says: string, 
/**
 * The value that somebody said is right.
 */
right: string | null, 
/**
 * The values as papers write them.
 */
values: Array<ValueView>, };

/**
 * An act.
 */
export type StepView = { 
/**
 * Its name in the user's language.
 */
act: string, 
/**
 * What it was about, if that has a name.
 */
about?: string, 
/**
 * When it was done: RFC 3339, UTC; none where its record cannot be read.
 */
at: string | null, };

/**
 * A paper that could not be taken in.
 */
export type StillToGetView = { 
/**
 * Its name in the list.
 */
name: string, 
/**
 * Why, and what to do.
 */
why: Array<string>, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * A folder without subfolders that has several files, or a zip.
 */
export type Together = { 
/**
 * Its name.
 */
name: string, 
/**
 * The number of files in a folder. A zip is not opened for it.
 */
files: number | null, };

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
 * One of two papers that look the same.
 */
export type TwinView = { 
/**
 * Its file name.
 */
name: string, 
/**
 * The path of its picture.
 */
picture: string, 
/**
 * Its size in pixels.
 */
width: number, 
/**
 * Its height in pixels.
 */
height: number, 
/**
 * Its size in bytes.
 */
size: number, };

/**
 * How many pages have words.
 */
export type UnreadPages = { 
/**
 * Pages of all papers.
 */
pages: number, 
/**
 * Pages whose words were read by the computer.
 */
read: number, 
/**
 * Pages without words that it has not read yet.
 */
unread: number, 
/**
 * Pages that it read, and is not sure of.
 */
unsure: number, 
/**
 * Pages with something like words that it could not read.
 */
unreadable: number, 
/**
 * Pages that it read, on which there are no words.
 */
without: number, 
/**
 * Pages on which codes for machines were not looked for yet.
 */
uncoded: number, 
/**
 * Photos on which a sheet of paper is seen that can be cut out, as far as they were looked at.
 */
sheets: number, 
/**
 * The papers with such pages or with codes, in the order of the dossier.
 */
papers: Array<ReadPaper>, };

/**
 * Where a value is written.
 */
export type ValuePlace = { 
/**
 * `front`, `back`, or the id of the exhibit.
 */
place: string, 
/**
 * The document's id.
 */
document: string, 
/**
 * The label of its exhibit.
 */
label: string | null, 
/**
 * What it is called.
 */
title: string, 
/**
 * The first page of the paper that says it, counted from 1.
 */
page: number, 
/**
 * All pages of the paper that do.
 */
pages: string, 
/**
 * The path of the picture of the first.
 */
picture: string, 
/**
 * The SHA-256 of the paper, by which its words are found.
 */
item: string, };

/**
 * A value.
 */
export type ValueView = { 
/**
 * The value, by which it is named in requests.
 */
value: string, 
/**
 * The same for people.
 */
shown: string, 
/**
 * Whether the cover page says it.
 */
on_cover: boolean, 
/**
 * Whether it may be another of these values, written in another way.
 */
differs: boolean, 
/**
 * Whether somebody said that it is right.
 */
is_right: boolean, 
/**
 * Why it differs, as the note says it.
 */
reason: string | null, 
/**
 * The same in other languages.
 */
reasons: { [key in Language]?: string }, 
/**
 * Where it is written.
 */
places: Array<ValuePlace>, };

/**
 * A file of a planned dossier.
 */
export type VolumeView = { 
/**
 * The number of its pages.
 */
pages: number, 
/**
 * The first number printed on its pages; none if no page has one.
 */
first: string | null, 
/**
 * The last number printed on its pages.
 */
last: string | null, 
/**
 * Its estimated size in bytes.
 */
estimate: number, 
/**
 * The same, formatted for people.
 */
estimate_size: string, };

/**
 * What to do with a case that is here already and differs from what comes.
 */
export type WhenHere = "ask" | "replace" | "apart";
