//! Pictures of the corpus: received if other programs open them, and shown in the dossier with the
//! colors that ImageMagick sees, the right way up.

use crate::dossier_of;
use crate::exceptions::Exceptions;
use crate::files::{corpus, each, files};
use expediente_tests::photo::{apart, by_imagemagick, dots, of_page};
use expediente_tests::picture::Picture;

const FOLDERS: [&str; 3] = ["images", "photos", "scans"];

/// Pictures smaller than this are enlarged on the page, with edges that every viewer draws
/// differently.
const SMALLEST: usize = 48;

/// A family's photos keep their colors and come out the right way up, whatever kind of file a
/// phone, a scanner or a program made of them. Rounding and another program's filter may change a
/// channel by 2 %.
#[test]
fn pictures_have_their_colours() {
    let Some(corpus) = corpus() else { return };
    let exceptions = Exceptions::of(&["picture", "colours"]);
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for folder in FOLDERS {
        let path = corpus.join(folder);
        let dossier = dossier_of(&path);
        crate::leaks::none_in(&dossier.out, folder);
        let files: Vec<_> = files(&path)
            .into_iter()
            .filter(|file| {
                let end = file
                    .extension()
                    .map(|end| end.to_string_lossy().to_lowercase())
                    .unwrap_or_default();
                !["pdf", "heic", "heif"].contains(&end.as_str())
            })
            .collect();
        let seen = each(&files, |file| by_imagemagick(file, 0));
        for (file, seen) in files.iter().zip(seen) {
            let relative = file.strip_prefix(&path).unwrap().display().to_string();
            let key = format!("{folder}/{relative}");
            let Some(seen) = seen.filter(|seen| seen.width.min(seen.height) >= SMALLEST) else {
                continue;
            };
            let Some(place) = dossier.placed.get(&relative) else {
                let state = dossier.state(&relative);
                if state == "refused" && !exceptions.allow(&key, "picture") {
                    wrong.push(format!("{key}: refused as {:?}", dossier.codes(&relative)));
                }
                continue;
            };
            let page = Picture::by_poppler(&dossier.out, place.first, dots(seen.shape));
            let found = of_page(&page, seen.shape);
            compared += 1;
            let (mean, worst) = apart(&found, &seen.pixels);
            if (mean > 5.1 || worst > 40) && !exceptions.allow(&key, "colours") {
                wrong.push(format!(
                    "{key}: {}x{}, off by {mean:.1} in the mean, {worst} at most",
                    seen.width, seen.height
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 80, "only {compared} pictures were compared");
    assert_eq!(exceptions.unneeded(), [], "unused exceptions");
}
