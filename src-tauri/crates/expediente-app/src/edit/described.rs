//! Which act a change of fields is: undo names it by what it changed.

use expediente_model::{Act, Document, Exhibit};

/// The act that makes the fields of an exhibit those of `new`.
pub(super) fn exhibit(had: &Exhibit, new: &Exhibit) -> Act {
    let had = Exhibit {
        documents: Vec::new(),
        ..had.clone()
    };
    let only = |change: fn(&mut Exhibit, &Exhibit)| {
        let mut one = had.clone();
        change(&mut one, new);
        one == *new
    };
    if only(|one, new| one.title.clone_from(&new.title)) {
        Act::Rename
    } else if only(|one, new| one.date = new.date) {
        Act::Date
    } else if only(|one, new| one.kind = new.kind) {
        Act::Kind
    } else if only(|one, new| {
        one.language.clone_from(&new.language);
        one.understands.clone_from(&new.understands);
        one.translated = new.translated;
    }) {
        Act::Language
    } else if only(|one, new| {
        // A paper that gets its name gets the kind that goes with it.
        one.title.clone_from(&new.title);
        one.kind = new.kind;
    }) {
        Act::Rename
    } else if only(|one, new| one.group.clone_from(&new.group)) {
        Act::Group
    } else if only(|one, new| one.in_languages.clone_from(&new.in_languages)) {
        Act::Translate
    } else if only(|one, new| one.needs.clone_from(&new.needs)) {
        Act::Checklist
    } else {
        Act::Describe
    }
}

/// The act that makes the fields of a document those of `new`.
pub(super) fn document(had: &Document, new: &Document) -> Act {
    let only = |change: fn(&mut Document, &Document)| {
        let mut one = had.clone();
        change(&mut one, new);
        one == *new
    };
    if only(|one, new| one.title.clone_from(&new.title)) {
        Act::Rename
    } else if only(|one, new| one.caption.clone_from(&new.caption)) {
        Act::Caption
    } else if only(|one, new| one.date = new.date) {
        Act::Date
    } else if only(|one, new| one.in_languages.clone_from(&new.in_languages)) {
        Act::Translate
    } else {
        Act::Describe
    }
}

#[cfg(test)]
mod tests {
    use expediente_model::{Digest, DocumentId, ExhibitId, ExhibitKind};

    use super::*;

    /// Undo said "renaming" after a caption, a date and a language.
    #[test]
    fn an_act_is_called_what_it_changed() {
        let had = Exhibit::new(ExhibitId(1), "Carta");
        let with = |change: fn(&mut Exhibit)| {
            let mut new = had.clone();
            change(&mut new);
            exhibit(&had, &new)
        };
        assert_eq!(with(|one| one.title = "Acta".to_owned()), Act::Rename);
        let named = |one: &mut Exhibit| {
            one.title = "Acta".to_owned();
            one.kind = Some(ExhibitKind::Certificate);
        };
        assert_eq!(with(named), Act::Rename);
        assert_eq!(
            with(|one| one.language = Some("es".to_owned())),
            Act::Language
        );
        assert_eq!(with(|one| one.date = "2024".parse().ok()), Act::Date);
        assert_eq!(
            with(|one| one.group = Some("Cartas".to_owned())),
            Act::Group
        );
        assert_eq!(
            with(|one| one.issuer = Some("Alcaldía".to_owned())),
            Act::Describe
        );
        let paper = Document::new(DocumentId(2), Digest::of(b""));
        let captioned = Document {
            caption: Some("Carnaval".to_owned()),
            ..paper.clone()
        };
        assert_eq!(document(&paper, &captioned), Act::Caption);
    }
}
