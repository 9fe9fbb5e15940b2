//! Front and back of an identity card on one page, in their true size.

use expediente_model::{
    Act, Change, Digest, Document, Exhibit, ExhibitKind, Matter, MatterId, PaperShape,
    PhotosPerPage, Place,
};

use crate::edit::commit::commit_planned;
use crate::edit::named::NamedMatter;
use crate::error::AppError;
use crate::legible::sheets::{self, SheetChoice};
use crate::request_error::RequestError;
use crate::state::State;
use crate::views::plans;
use crate::watch::Watch;

/// Cuts both sides out of their photos and puts them on one page, as one act.
pub(crate) fn card(
    state: &State,
    id: &MatterId,
    (front, back): (&str, &str),
    watch: &dyn Watch,
) -> Result<String, AppError> {
    let named = NamedMatter::of(&plans::planned(state, id)?);
    let sides = [named.document(front)?.id, named.document(back)?.id];
    let [first, second] = sides;
    if first == second {
        return Err(RequestError::NamedTwice(back.to_owned()).into());
    }
    let choice = |document: &str| SheetChoice {
        document: document.to_owned(),
        page: 1,
        corners: None,
        shape: Some(PaperShape::Card),
        even: true,
    };
    let chosen = [choice(front), choice(back)];
    let cut: Vec<(Document, u32, Digest)> = sheets::cut_all(state, id, &chosen, watch)?;
    commit_planned(state, id, |planned| {
        let mut matter = (*planned.matter).clone();
        let mut changes = Vec::new();
        let mut act = |matter: &mut Matter, change: Change| -> Result<(), AppError> {
            matter.apply(&change)?;
            changes.push(change);
            Ok(())
        };
        for (of, page, sheet) in &cut {
            let now = matter.documents().find(|one| one.id == of.id).cloned();
            let mut document = now.ok_or(RequestError::NothingNamed)?;
            document.straightened.insert(*page, *sheet);
            act(&mut matter, Change::SetDocument { document })?;
        }
        let (from, _) = matter.find_document(first)?;
        let (other, _) = matter.find_document(second)?;
        let alone = |matter: &Matter, place: Place| match place {
            Place::Exhibit(id) => matter
                .exhibit(id)
                .is_some_and(|exhibit| exhibit.documents.iter().all(|one| sides.contains(&one.id))),
            Place::Front | Place::Back => false,
        };
        // An exhibit of its own: two on a page are two cards, and nothing else.
        let place = match from {
            Place::Exhibit(_) if alone(&matter, from) => from,
            _ => {
                let at = match from {
                    Place::Exhibit(id) => matter.exhibit_index(id).map_or(0, |at| at + 1),
                    Place::Front => 0,
                    Place::Back => matter.exhibits.len(),
                };
                let exhibit = Exhibit::new(matter.fresh_exhibit_id(), "");
                let place = Place::Exhibit(exhibit.id);
                act(&mut matter, Change::InsertExhibit { at, exhibit })?;
                place
            }
        };
        for (at, id) in sides.into_iter().enumerate() {
            act(&mut matter, Change::MoveDocument { id, place, at })?;
        }
        if other != place
            && let Place::Exhibit(id) = other
            && matter
                .exhibit(id)
                .is_some_and(|exhibit| exhibit.documents.is_empty())
        {
            act(&mut matter, Change::RemoveExhibit { id })?;
        }
        if let Place::Exhibit(id) = place {
            let had = matter.exhibit(id).ok_or(RequestError::NothingNamed)?;
            let exhibit = Exhibit {
                photos_per_page: PhotosPerPage::Two,
                kind: had.kind.or(Some(ExhibitKind::Identity)),
                documents: Vec::new(),
                ..had.clone()
            };
            act(&mut matter, Change::SetExhibit { exhibit })?;
        }
        Ok((Act::Card, Change::Batch { changes }))
    })
}
