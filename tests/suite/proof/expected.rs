//! What was promised of a dossier: the file as it was written is proved, and a file that is
//! anything else than what was promised is not.

use std::path::{Path, PathBuf};

use std::cell::Cell;
use std::sync::Arc;

use expediente_app::Assets;
use expediente_bundle::{BundlePlan, RenderInput, render};
use expediente_proof::{ExpectedDossier, ExpectedPage, Flaw, FlawKind, Unproved, verify};
use expediente_tests::{fixtures, program, sample};
use expediente_vault::Vault;
use serde_json::json;

/// The sample case in a store, with a paper that is made smaller, one on a sheet, and one that is
/// turned and has a wrong table of objects.
fn store(place: &Path) -> PathBuf {
    let case = place.join("case");
    expediente_tests::copy_folder(&sample(), &case);
    let manifest = case.join("dossier.toml");
    let mut text = std::fs::read_to_string(&manifest).unwrap();
    let bates = "bates = { prefix = \"QUI-\", start = 41, digits = 6 }\n";
    text = text.replacen("[matter]\n", &format!("[matter]\n{bates}"), 1);
    for (name, page, content) in [
        (
            "full",
            "/MediaBox[0 0 612 792]",
            "0 g 0 0 612 60 re f 0 740 612 52 re f 0 0 9 792 re f",
        ),
        (
            "small",
            "/MediaBox[0 0 72 40]/UserUnit 1.5",
            "0 0 72 40 re f",
        ),
        (
            "turned",
            "/MediaBox[-5 -5 700 900]/CropBox[0 0 612 792]/Rotate 90",
            "9 9 9 9 re f",
        ),
    ] {
        let file = format!("{name}.pdf");
        let mut paper = fixtures::one_page(page, content);
        if name == "turned" {
            // All its offsets are wrong: the child gathers its objects, a build rights the table.
            let line = paper.iter().position(|byte| *byte == b'\n').unwrap() + 1;
            paper.splice(line..line, *b"% moved\n");
        }
        std::fs::write(case.join(&file), paper).unwrap();
        text.push_str(&format!(
            "\n[[exhibit]]\ntitle = \"{name}\"\nfile = \"{file}\"\n"
        ));
    }
    std::fs::write(&manifest, text).unwrap();
    let store = place.join("store");
    let mut command = program::command();
    command
        .arg("build")
        .arg(&case)
        .arg("-o")
        .arg(place.join("built.pdf"));
    command
        .arg("--store")
        .arg(&store)
        .args(["--profile", "us-district"]);
    let said = program::Said::of(&command.output().unwrap());
    assert!(matches!(said.code, 0 | 6), "{said:?}");
    store
}

/// The dossier of a store's only case as the library writes it, with what it promised.
fn written(store: &Path) -> (Vec<u8>, ExpectedDossier) {
    written_with(store, |_| {})
}

/// The same after a change of what is known of the content of each paper's pages.
fn written_with(
    store: &Path,
    change: impl Fn(&mut Option<Vec<(u32, String)>>),
) -> (Vec<u8>, ExpectedDossier) {
    let (vault, _) = Vault::open(store, "test").unwrap();
    let id = vault.matters()[0].id.clone();
    let mut matter = (*vault.matter(&id).unwrap()).clone();
    for item in matter.items.values_mut() {
        let mut changed = serde_json::to_value(&**item).unwrap();
        if let Some(promises) = changed["promises"].as_object_mut() {
            let known = promises.remove("contents");
            let mut known = known.map(|known| serde_json::from_value(known).unwrap());
            change(&mut known);
            if known.is_none() {
                promises.remove("whole_pictures");
            }
            promises.extend(known.map(|known| ("contents".to_owned(), json!(known))));
        }
        *item = Arc::new(serde_json::from_value(changed).unwrap());
    }
    let assets = Assets::load().unwrap();
    let profile = assets.profile("us-district").unwrap();
    let texts = assets.texts(matter.facts.language);
    let plan = BundlePlan::of(&matter, profile, texts, &assets.fonts);
    let papers = vault.papers(&id);
    let input = RenderInput {
        matter: &matter,
        plan: &plan,
        profile,
        texts,
        fonts: &assets.fonts,
        icc: assets.icc,
        papers: &papers,
        created: (2025, 1, 1, 0, 0, 0),
    };
    let rendered = render(&input, 0, Vec::new(), &mut |_, _| true).unwrap();
    (rendered.out, rendered.expected)
}

/// A build does not read content that was read when the paper came in. What it remembers decides
/// nothing: without it the same file is written, and where it is not true the file is not proved.
#[test]
fn what_is_known_of_content_is_proved() {
    let place = tempfile::tempdir().unwrap();
    let store = store(place.path());
    let known = Cell::new(0);
    let (file, expected) = written_with(&store, |contents| {
        let texts = contents.iter().flatten().map(|(_, text)| text);
        known.set(known.get() + texts.filter(|text| !text.is_empty()).count());
    });
    assert!(known.get() > 5, "{known:?}");
    for (others, why) in [
        (None, "of an earlier version"),
        (Some("?"), "of a later one"),
    ] {
        let (read, promised) = written_with(&store, |contents| {
            *contents = others.map(|text| vec![(1, text.to_owned())]);
        });
        assert!(read == file && promised == expected, "{why}");
    }
    for lie in ["-", "FNone", "q1", "t"] {
        let (other, expected) = written_with(&store, |contents| {
            if contents.is_some() {
                *contents = Some(vec![(1, lie.to_owned())]);
            }
        });
        let proof = verify(&other.as_slice(), Some(&expected), None, &mut |_, _| true);
        let Err(Unproved::Wrong(flaws)) = proof else {
            panic!("{lie}: {proof:?}");
        };
        let is_content = |flaw: &Flaw| flaw.kind == FlawKind::Content;
        assert!(flaws.iter().any(is_content), "{lie}: {flaws:?}");
    }
}

type Change = Box<dyn Fn(&mut ExpectedDossier)>;

/// A file is not what was promised where anything of it is another.
#[test]
fn a_dossier_is_what_was_promised() {
    let place = tempfile::tempdir().unwrap();
    let (file, expected) = written(&store(place.path()));
    let is_proved = |expected: &ExpectedDossier| {
        verify(&file.as_slice(), Some(expected), None, &mut |_, _| true).is_ok()
    };
    let proof = verify(&file.as_slice(), Some(&expected), None, &mut |_, _| true).unwrap();
    assert_eq!(program::sha256(&file), hex(&proof.sha256));
    assert_eq!(
        (proof.bytes, proof.pages),
        (file.len() as u64, expected.pages.len())
    );
    assert_eq!(proof.exhibits, expected.slips.len());

    let place_of = |wanted: &dyn Fn(&ExpectedPage) -> bool| {
        let found = expected.pages.iter().position(wanted);
        found.expect("the case has such a page")
    };
    let numbered = place_of(&|page| page.boxes.is_some() && page.stamps.len() == 2);
    let moved = place_of(&|page| {
        page.boxes
            .as_ref()
            .is_some_and(|boxes| boxes.placed.is_some())
    });
    let photos = place_of(&|page| page.pictures.len() > 1);
    let last = expected.pages.len() - 1;
    let mut changes: Vec<(String, Change)> = vec![
        (
            "a page less".into(),
            Box::new(move |all| all.pages.truncate(last)),
        ),
        (
            "a page more".into(),
            Box::new(|all| all.pages.push(ExpectedPage::default())),
        ),
        (
            "an exhibit less".into(),
            Box::new(|all| all.slips.truncate(all.slips.len() - 1)),
        ),
        (
            "an exhibit more".into(),
            Box::new(move |all| all.slips.push(last)),
        ),
        (
            "an exhibit elsewhere".into(),
            Box::new(|all| all.slips[0] += 1),
        ),
    ];
    // Every page by itself.
    for at in 0..=last {
        changes.push((
            format!("the label of {at}"),
            Box::new(move |all| all.pages[at].label += "1"),
        ));
        let no_sheet = move |all: &mut ExpectedDossier| {
            let page = &mut all.pages[at];
            page.sheet = match page.sheet {
                Some(_) => None,
                None => Some([1; 32]),
            };
        };
        changes.push((format!("whether {at} has a sheet"), Box::new(no_sheet)));
        let another = move |all: &mut ExpectedDossier| {
            let page = &mut all.pages[at];
            match (&mut page.sheet, page.pictures.first_mut()) {
                (Some(digest), _) | (None, Some(digest)) => digest[31] ^= 1,
                (None, None) => page.sheet = Some([1; 32]),
            }
        };
        changes.push((format!("what {at} shows"), Box::new(another)));
    }
    let mut on = |what: &str, at: usize, change: fn(&mut ExpectedPage)| {
        changes.push((
            what.to_owned(),
            Box::new(move |all| change(&mut all.pages[at])),
        ));
    };
    on("a stamp less", numbered, |page| page.stamps.truncate(1));
    on("a stamp more", numbered, |page| {
        page.stamps.push("Z-9".into())
    });
    on("another stamp", numbered, |page| page.stamps[1] += "0");
    on("the label twice", numbered, |page| {
        page.stamps[0].clone_from(&page.label)
    });
    on("a picture less", photos, |page| page.pictures.truncate(1));
    on("a picture more", photos, |page| page.pictures.push([1; 32]));
    on("pictures in another order", photos, |page| {
        page.pictures.reverse()
    });
    macro_rules! boxes {
        ($($what:literal, $at:expr, |$boxes:ident| $change:expr;)*) => {
            $(on($what, $at, |page| {
                let $boxes = page.boxes.as_mut().unwrap();
                $change;
            });)*
        };
    }
    boxes! {
        "left", numbered, |boxes| boxes.media[0] += 0.01;
        "bottom", numbered, |boxes| boxes.media[1] -= 0.01;
        "right", numbered, |boxes| boxes.media[2] += 0.01;
        "top", numbered, |boxes| boxes.media[3] -= 0.01;
        "visible left", numbered, |boxes| boxes.visible[0] -= 0.01;
        "visible bottom", numbered, |boxes| boxes.visible[1] += 0.01;
        "visible right", numbered, |boxes| boxes.visible[2] -= 0.01;
        "visible top", numbered, |boxes| boxes.visible[3] += 0.01;
        "turn", numbered, |boxes| boxes.rotate = (boxes.rotate + 90) % 360;
        "unit", numbered, |boxes| boxes.unit += 0.001;
        "placed", numbered, |boxes| boxes.placed = Some(([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], boxes.visible));
        "not placed", moved, |boxes| boxes.placed = None;
        "placed larger", moved, |boxes| boxes.placed.as_mut().unwrap().0[0] += 0.0001;
        "placed leaning", moved, |boxes| boxes.placed.as_mut().unwrap().0[1] -= 0.0001;
        "placed aside", moved, |boxes| boxes.placed.as_mut().unwrap().0[4] += 0.01;
        "placed higher", moved, |boxes| boxes.placed.as_mut().unwrap().0[5] -= 0.01;
        "cut at the left", moved, |boxes| boxes.placed.as_mut().unwrap().1[0] -= 0.01;
        "cut at the top", moved, |boxes| boxes.placed.as_mut().unwrap().1[3] += 0.01;
    }
    let mut believed = Vec::new();
    for (what, change) in &changes {
        let mut other = expected.clone();
        change(&mut other);
        assert_ne!(other, expected, "{what}");
        if is_proved(&other) {
            believed.push(what);
        }
    }
    assert!(believed.is_empty(), "{believed:#?}");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
