// The commands of the window, each declared once: `src/commands.rs` makes the handlers and the TypeScript of it, and the
// build script the list of what the window may call.
//
// Not a module, because both include it. `ask` answers at once; `work` takes long, reports its progress and can be
// cancelled by its job's number.
macro_rules! with_commands {
    ($then:ident) => {
        $then! {
            /// All that the first paint needs.
            ask hello() -> Hello;
            /// Keeps the language and the theme of the window.
            ask set_settings(settings: Settings) -> Settings;
            /// The list of cases, the last changed first.
            ask matters() -> Vec<MatterListing>;
            /// What the list shows of a case once it is drawn.
            ask glance(matter: String) -> Glance;
            /// The court profiles, in the language of the window.
            ask profiles() -> Vec<ProfileView>;
            /// Begins a case. Without a name it has that of the person.
            ask new_matter(name: String, facts: FactsView) -> MatterView;
            /// A case as the window lists it.
            ask show(matter: String) -> MatterView;
            /// What stands in a place: `front`, `back`, or an exhibit.
            ask detail(matter: String, place: String) -> PlaceDetail;
            /// Every photo of the exhibits, in order.
            ask captions(matter: String) -> Vec<CaptionView>;
            /// Sets the facts of a case.
            ask set_facts(matter: String, facts: FactsView) -> Arranged;
            /// Gives a case another name.
            ask rename(matter: String, name: String) -> Arranged;
            /// Arranges a case.
            ask arrange(matter: String, change: Arrangement) -> Arranged;
            /// Takes the last act back.
            ask undo(matter: String) -> Arranged;
            /// Does the last undone act again.
            ask redo(matter: String) -> Arranged;
            /// Every page of the dossier as it is planned.
            ask dossier_pages(matter: String) -> DossierPages;
            /// What would be wrong with the dossier.
            ask check(matter: String) -> Checked;
            /// Does what the program can do about a finding, by its name.
            ask mend(matter: String, finding: String) -> Arranged;
            /// Keeps an answer to a finding, or takes it back.
            ask answer(matter: String, finding: String, text: Option<String>) -> Arranged;
            /// The register of translators.
            ask translators() -> Vec<Translator>;
            /// Adds a translator to the register, or changes the one of the same name.
            ask keep_translator(translator: Translator) -> Vec<Translator>;
            /// Takes a translator out of the register.
            ask forget_translator(name: String) -> Vec<Translator>;
            /// Copies court rules under a new name, to be changed; shows the copy in its folder.
            ask copy_profile(from: String, name: String) -> Vec<ProfileView>;
            /// Writes the paper of a document to a file, to be printed, and opens it.
            ask save_paper(matter: String, document: String, out: String) -> String;
            /// Asks where a paper to be printed goes.
            ask choose_paper(matter: String, document: String) -> Option<String>;
            /// Asks for a signed paper.
            ask choose_signed() -> Option<String>;
            /// Erases a case for good; the name as the user typed it.
            ask erase(matter: String, name: String) -> ();
            /// Ends a job at its next step.
            ask cancel(job: u32) -> ();
            /// Shows a file that was built or handed over in its folder.
            ask show_in_folder(path: String) -> ();
            /// Opens a dossier that was built.
            ask open_file(path: String) -> ();
            /// Asks for files to add.
            ask choose_files() -> Option<Vec<String>>;
            /// Asks for a folder to add.
            ask choose_folder() -> Option<String>;
            /// Asks where the dossier is to be written.
            ask choose_dossier(matter: String, proposed: String) -> Option<String>;
            /// Asks where a case is to be handed over to.
            ask choose_export(matter: String, zip: bool) -> Option<String>;
            /// Asks for a case to bring in.
            ask choose_import(zip: bool) -> Option<String>;
            /// Ends every job, then the program.
            ask quit() -> ();
            /// Takes papers in: into a place, or as exhibits of their own.
            work add(matter: String, paths: Vec<String>, into: Option<String>, passwords: Vec<String>) -> IntakeReport;
            /// Begins the sample case.
            work open_sample() -> MatterView;
            /// Makes a paper to sign, and puts it in its place.
            work make_form(matter: String, request: FormRequest) -> FormMade;
            /// Puts a signed paper in the place of the one to sign.
            work sign(matter: String, document: String, path: String) -> Arranged;
            /// Builds and proves the dossier.
            work build(matter: String, out: String) -> Built;
            /// Hands a case over. Returns the path that was written.
            work export_case(matter: String, out: String, zip: bool) -> String;
            /// Brings a case in.
            work import_case(path: String) -> Imported;
        }
    };
}
