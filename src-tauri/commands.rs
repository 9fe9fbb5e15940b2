// The commands of the window, each declared once. `src/commands.rs` generates the handlers and the
// TypeScript wrappers from this list, and the build script the list of commands that the window may
// call.
//
// Not a module, because both include it. An `ask` command answers at once. A `work` command
// runs long, reports its progress, and can be cancelled by its job number.
macro_rules! with_commands {
    ($then:ident) => {
        $then! {
            /// Everything that the first paint needs.
            ask hello() -> Hello;
            /// Saves the language and the theme of the window.
            ask set_settings(settings: Settings) -> Settings;
            /// The list of cases, the last changed first.
            ask matters() -> Vec<MatterListing>;
            /// What the list shows of a case once the row is visible.
            ask glance(matter: String) -> Glance;
            /// The court profiles, in the language of the window.
            ask profiles() -> Vec<ProfileView>;
            /// Creates a case. A case without a name gets the name of the person.
            ask new_matter(name: String, facts: FactsView) -> MatterView;
            /// A case as the window lists it.
            ask show(matter: String) -> MatterView;
            /// The contents of a place: `front`, `back`, or an exhibit.
            ask detail(matter: String, place: String) -> PlaceDetail;
            /// Every photo of the exhibits, in order.
            ask captions(matter: String) -> Vec<CaptionView>;
            /// What names and first pages suggest for a case, and what names filled in, until
            /// somebody takes or drops it.
            ask suggestions(matter: String) -> Vec<Conclusion>;
            /// The kind of paper that a title suggests.
            ask guess_kind(title: String) -> Option<ExhibitKind>;
            /// Takes suggestions, by their names; where one has several values, with the value that
            /// is meant. Takes all that can mean only one thing if none is named.
            ask take_suggestions(matter: String, named: Vec<(String, Option<String>)>) -> Arranged;
            /// Drops suggestions, by their names, or all of them. What was filled in is only put
            /// back where it is named.
            ask drop_suggestions(matter: String, named: Vec<String>) -> Arranged;
            /// Changes the facts of a case.
            ask set_facts(matter: String, facts: FactsView) -> Arranged;
            /// Renames a case.
            ask rename(matter: String, name: String) -> Arranged;
            /// Changes the arrangement of a case.
            ask arrange(matter: String, change: Arrangement) -> Arranged;
            /// Undoes the last act.
            ask undo(matter: String) -> Arranged;
            /// Redoes the last undone act.
            ask redo(matter: String) -> Arranged;
            /// What was done in a case, the last act first.
            ask history(matter: String) -> HistoryView;
            /// Undoes this many acts.
            ask go_back(matter: String, steps: usize) -> Arranged;
            /// The pages on which all words of a question are: of a case, or of all.
            ask find(matter: Option<String>, question: String) -> Found;
            /// Where the words of a question are on a page of a paper.
            ask marks(matter: String, item: String, page: u32, question: String) -> Vec<Marked>;
            /// Where these words are on a page of a paper, one after the other.
            ask line_marks(matter: String, item: String, page: u32, line: String) -> Vec<Marked>;
            /// How many pages of a case have words, and how many are still to be read.
            ask unread(matter: String) -> UnreadPages;
            /// One page of a document that is a photo, with the corners of the sheet that it shows.
            ask sheet(matter: String, document: String, page: u32) -> SheetView;
            /// Shows photos as they were taken, and does not offer their sheets any more.
            ask leave_sheets(matter: String, pages: Vec<PagesOf>) -> Arranged;
            /// Every page of the planned dossier.
            ask dossier_pages(matter: String) -> DossierPages;
            /// The problems that the dossier would have if it were built now.
            ask check(matter: String) -> Checked;
            /// Applies the fixes of findings, by their names, as one act.
            ask mend(matter: String, findings: Vec<String>) -> Arranged;
            /// Saves an answer to findings, or removes it, as one act.
            ask answer(matter: String, findings: Vec<String>, text: Option<String>) -> Arranged;
            /// How the court of a case takes its dossier.
            ask handing_in(matter: String) -> HandingInView;
            /// Writes that to a file for printing, and opens it.
            ask print_handing_in(matter: String, out: String) -> SavedPaper;
            /// The title that exhibits have once they are joined, if nobody gives another.
            ask title_of_joined(matter: String, exhibits: Vec<String>) -> String;
            /// The sheets of a petition, with what is counted of them.
            ask petition(matter: String, exhibit: String) -> PetitionView;
            /// The rows that are seen on a page, with the names that are read in them: a proposal.
            ask found_rows(matter: String, document: String, page: u32) -> Vec<SheetRow>;
            /// Keeps the rows of a sheet; without rows, it is not counted any more.
            ask count_rows(matter: String, document: String, page: u32, rows: Vec<SheetRow>) -> Arranged;
            /// Decides whether two rows are of one person, or takes that back.
            ask decide_pairs(matter: String, exhibit: String, decisions: Vec<(String, Option<Sameness>)>) -> Arranged;
            /// Says who counted a petition, and when.
            ask counted_by(matter: String, exhibit: String, by: String, on: Option<String>) -> Arranged;
            /// Reads names and numbers of signers from a CSV file.
            ask read_signers(matter: String, exhibit: String, path: String) -> SignersRead;
            /// Reads them from a paper of the case, named by its SHA-256.
            ask read_signers_of(matter: String, exhibit: String, item: String) -> SignersRead;
            /// Asks for a list of signers.
            ask choose_signers() -> Option<String>;
            /// All checklists.
            ask checklists() -> Vec<ChecklistListing>;
            /// The checklist of a case, if it follows one.
            ask checklist(matter: String) -> Option<ChecklistView>;
            /// Chooses the checklist of a case, or none.
            ask choose_checklist(matter: String, name: Option<String>) -> Arranged;
            /// Says what was done about a paper of the checklist.
            ask set_need(matter: String, need: String, done: NeedState) -> Arranged;
            /// Says that an exhibit is a paper of the checklist, or is not.
            ask assign_need(matter: String, need: String, exhibit: String, is: bool) -> Arranged;
            /// Writes the checklist to a file for printing, and opens it.
            ask print_checklist(matter: String, out: String) -> SavedPaper;
            /// What papers write in several ways.
            ask differences(matter: String) -> DifferencesView;
            /// Says which value is right, or takes that back.
            ask right_spelling(matter: String, sort: String, value: Option<String>) -> Arranged;
            /// Explains a value in the note on differences, or takes it out.
            ask explain_spelling(matter: String, sort: String, value: String, reason: Option<String>, also: BTreeMap<Language, String>) -> Arranged;
            /// Puts the note on differences into the dossier, in the place of an earlier one.
            ask add_note(matter: String) -> Arranged;
            /// Writes the note on differences to a file, and opens it.
            ask print_differences(matter: String, out: String) -> SavedPaper;
            /// Asks where to save a page to print.
            ask choose_print(name: String) -> Option<String>;
            /// The register of translators.
            ask translators() -> Vec<Translator>;
            /// Adds a translator to the register, or replaces the one with the same name.
            ask keep_translator(translator: Translator) -> Vec<Translator>;
            /// Removes a translator from the register.
            ask forget_translator(name: String) -> Vec<Translator>;
            /// Copies court rules under a new name, so that they can be changed, and shows the copy
            /// in its folder.
            ask copy_profile(from: String, name: String) -> Vec<ProfileView>;
            /// Writes the paper of a document to a file for printing, and opens it.
            ask save_paper(matter: String, document: String, out: String) -> SavedPaper;
            /// Asks where to save a paper for printing.
            ask choose_paper(matter: String, document: String) -> Option<String>;
            /// Asks for a signed paper.
            ask choose_signed() -> Option<String>;
            /// Erases a case for good. `name` is the case's name as the user typed it.
            ask erase(matter: String, name: String) -> ();
            /// The folders and zips among these paths that can be one exhibit, or one for each
            /// file.
            ask together(paths: Vec<String>) -> Vec<Together>;
            /// Stops a job at its next step.
            ask cancel(job: u32) -> ();
            /// Shows a dossier or an exported case in its folder.
            ask show_in_folder(path: String) -> ();
            /// Opens a dossier that was built.
            ask open_file(path: String) -> ();
            /// Begins to drag a dossier that was built out of the window.
            ask drag_file(path: String) -> ();
            /// Asks for files to add.
            ask choose_files() -> Option<Vec<String>>;
            /// Asks for a folder to add.
            ask choose_folder() -> Option<String>;
            /// Asks where to write the dossier.
            ask choose_dossier(matter: String, proposed: String) -> Option<String>;
            /// Asks where to export a case to.
            ask choose_export(matter: String, zip: bool) -> Option<String>;
            /// Asks for a case to import.
            ask choose_import(zip: bool) -> Option<String>;
            /// Stops every job, then quits.
            ask quit() -> ();
            /// Takes papers in: into a place, or as exhibits of their own. `each` makes one of each
            /// file of a folder or a zip.
            work add(matter: String, paths: Vec<String>, into: Option<String>, passwords: Vec<String>, dates: Option<DateOrder>, each: bool) -> IntakeReport;
            /// Reads the words of pages that have none.
            work read_words(matter: String) -> ReadingReport;
            /// The photos on which a sheet of paper is seen, or whose sheet is shown already.
            work sheets(matter: String) -> Vec<SheetView>;
            /// Which days of an exported chat are shown, and how many messages each day has.
            work chat_days(matter: String, document: String) -> ChatDaysView;
            /// Shows only some days of an exported chat, or all of it, as one act.
            work cut_chat(matter: String, document: String, from: Option<String>, to: Option<String>) -> Arranged;
            /// Cuts sheets out of their photos, as one act.
            work straighten(matter: String, chosen: Vec<SheetChoice>) -> Arranged;
            /// Cuts front and back of a card out of their photos and puts them on one page.
            work card(matter: String, front: String, back: String) -> Arranged;
            /// Opens the sample case, and creates it if it is not there.
            work open_sample() -> MatterView;
            /// Makes a form and puts it in its place.
            work make_form(matter: String, request: FormRequest) -> FormMade;
            /// Replaces an unsigned form with its signed paper.
            work sign(matter: String, document: String, path: String, anyway: bool) -> Arranged;
            /// Builds and proves the dossier.
            work build(matter: String, out: String) -> Built;
            /// Exports a case. Returns the path that was written.
            work export_case(matter: String, out: String, zip: bool) -> String;
            /// Imports a case, or brings the one that went out and is still here up to date. Where
            /// that one differs, `here` says whether to ask.
            work import_case(path: String, here: WhenHere) -> Imported;
        }
    };
}
