//! Papers that the program makes: they are read like any other.

use expediente_model::MatterId;
use expediente_vault::Staged;

use crate::error::{AppError, At};
use crate::file_names;
use crate::intake::paper_reader::{self, Good, Read};
use crate::intake::report::Wanted;
use crate::item::item_of;
use crate::platform;
use crate::state::State;
use crate::watch::Watch;

/// A PDF that the program made, ready to be admitted.
pub(crate) struct MadePaper {
    pub staged: Staged,
    /// The files that it is staged in; none for a paper that the matter has.
    _files: Option<Box<Good>>,
}

/// Reads a PDF that the program made like any other paper, without admitting it; `stem` is the name
/// of its file.
///
/// # Errors
/// When it cannot be read, or the disk fails.
pub(crate) fn read_made(
    state: &State,
    id: &MatterId,
    stem: &str,
    bytes: &[u8],
    watch: &dyn Watch,
) -> Result<MadePaper, AppError> {
    let staging = state.vault.staging();
    let folder = platform::private_folder_in(&staging, "form-").at(&staging)?;
    let path = folder.path().join(format!("{stem}.pdf"));
    std::fs::write(&path, bytes).at(&path)?;
    let name = file_names::shown_name(&path);
    let wanted = Wanted::file(path.clone(), name, stem.to_owned());
    match paper_reader::read_one(state, id, &wanted, &[], watch)? {
        Read::Good(paper) => Ok(MadePaper {
            staged: paper.staged.clone(),
            _files: Some(paper),
        }),
        Read::Refused(finding) => Err(AppError::NotTaken {
            path,
            findings: state.views(&[finding]),
        }),
        // The same was made before, in the same second: the paper is placed again.
        Read::Known(digest) | Read::Mended(digest) | Read::Renewed(digest) => {
            let matter = state.vault.matter(id)?;
            let staged = Staged {
                item: item_of(&matter, &digest)?.clone(),
                original: path,
                derivatives: Vec::new(),
            };
            Ok(MadePaper {
                staged,
                _files: None,
            })
        }
    }
}
