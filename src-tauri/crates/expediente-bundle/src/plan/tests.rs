//! Property tests of the plan with arbitrary matters: numbers, spans and the length of the table
//! always agree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use expediente_model::{
    Catalogue, Code, Digest, Document, DocumentId, Exhibit, ExhibitId, Facts, Item, Matter,
    MatterId, MediaKind, Orientation, PageRanges, PhotosPerPage, Picture, Place, Role,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::{
    BundlePlan, Fonts, LayoutCache, Places, PlannedDocument, PlannedFinding, PlannedPage,
    PlannedSheet, Profile,
};

macro_rules! asset {
    ($path:literal) => {
        include_bytes!(concat!("../../../../../assets/", $path))
    };
}

struct Assets {
    fonts: Fonts,
    texts: [Catalogue; 2],
    profiles: Vec<Profile>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let profiles = [
        asset!("profiles/eoir.toml").as_slice(),
        asset!("profiles/us-district.toml"),
        asset!("profiles/uscis-online.toml"),
        asset!("profiles/uk-courts.toml"),
        asset!("profiles/uk-ftt-iac.toml"),
        asset!("profiles/iachr.toml"),
        asset!("profiles/ca-irb.toml"),
        asset!("profiles/ca-fc.toml"),
        asset!("profiles/plain.toml"),
    ];
    Assets {
        fonts: Fonts::new([
            asset!("fonts/ExpedienteSerif-Regular.ttf").to_vec(),
            asset!("fonts/ExpedienteSerif-Bold.ttf").to_vec(),
            asset!("fonts/ExpedienteSerif-Italic.ttf").to_vec(),
            asset!("fonts/ExpedienteSerif-SmallCaps.ttf").to_vec(),
        ])
        .unwrap(),
        texts: [
            asset!("messages/en.json").as_slice(),
            asset!("messages/es.json"),
        ]
        .map(|json| Catalogue::from_json(&text(json)).unwrap()),
        profiles: profiles
            .into_iter()
            .map(|toml| Profile::from_toml(&text(toml)).unwrap())
            .collect(),
    }
});

/// A random document: its paper, its pages, the pages left out, a title.
type Drawn = (usize, Option<Vec<(u32, u32)>>, Vec<u32>, Option<String>);

fn document() -> impl Strategy<Value = Drawn> {
    let ranges = vec((1u32..9, 0u32..4), 1..4);
    (
        0usize..8,
        option::weighted(0.3, ranges),
        vec(1u32..9, 0..3),
        option::of("[A-Za-zñ ]{0,90}"),
    )
}

/// An arbitrary matter: up to forty exhibits, some empty, some with long titles and groups; papers
/// before and after them.
fn matter() -> impl Strategy<Value = Matter> {
    let exhibit = (
        "[A-Za-zéñ ]{0,220}",
        option::weighted(0.3, "[A-C]"),
        0usize..4,
        vec(document(), 0..5),
    );
    let papers = vec((0u32..7, any::<bool>()), 8);
    (
        papers,
        vec(exhibit, 0..40),
        vec(document(), 0..3),
        vec(document(), 0..3),
    )
        .prop_map(|(papers, exhibits, front, back)| {
            let mut matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
            let items: Vec<Item> = papers
                .iter()
                .enumerate()
                .map(|(at, (pages, photo))| item(at, *pages, *photo))
                .collect();
            let mut next = 0;
            let mut document = |(paper, pages, left_out, title): Drawn| {
                next += 1;
                let text = pages.map(|ranges| {
                    ranges
                        .iter()
                        .map(|(first, more)| format!("{first}-{}", first + more))
                        .collect::<Vec<_>>()
                        .join(",")
                });
                Document {
                    pages: text.map(|text| text.parse::<PageRanges>().unwrap()),
                    left_out: left_out.into_iter().collect(),
                    title,
                    ..Document::new(DocumentId(next), items[paper].original)
                }
            };
            matter.front = front.into_iter().map(&mut document).collect();
            for (title, group, per_page, documents) in exhibits {
                let id = ExhibitId(1_000 + matter.exhibits.len() as u64);
                let per_page = [
                    PhotosPerPage::One,
                    PhotosPerPage::Two,
                    PhotosPerPage::Four,
                    PhotosPerPage::Six,
                ][per_page];
                matter.exhibits.push(Arc::new(Exhibit {
                    group,
                    photos_per_page: per_page,
                    documents: documents.into_iter().map(&mut document).collect(),
                    ..Exhibit::new(id, title)
                }));
            }
            matter.back = back.into_iter().map(&mut document).collect();
            matter.items = items
                .into_iter()
                .map(|item| (item.original, Arc::new(item)))
                .collect();
            matter
        })
}

fn item(at: usize, pages: u32, photo: bool) -> Item {
    let original = Digest::of(&[at as u8]);
    let picture = Picture {
        source: original,
        width: 300,
        height: 200,
        orientation: Orientation::default(),
        density: None,
        weight: 0,
        promise: None,
        hash: None,
    };
    Item {
        original,
        size: 1_000,
        media: if photo {
            MediaKind::Tiff
        } else {
            MediaKind::Pdf
        },
        pages,
        name: format!("{at}"),
        received: String::new(),
        pictures: if photo {
            vec![picture; pages as usize]
        } else {
            Vec::new()
        },
        straightened: Vec::new(),
        photo: None,
        first_words: None,
        page_facts: None,
        promises: None,
        promise_version: 0,
        origin: None,
        read: None,
        derivatives: Vec::new(),
        findings: Vec::new(),
    }
}

/// A letter that the fonts lack is reported wherever it would be drawn, also under a photo outside
/// the exhibits, with the place where it can be fixed.
#[test]
fn missing_letters_under_a_loose_photo_are_told() {
    let assets = &*ASSETS;
    let mut matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
    let photo = item(0, 1, true);
    let mut document = Document::new(DocumentId(1), photo.original);
    document.caption = Some("漢".to_owned());
    matter.back.push(document);
    matter.items.insert(photo.original, Arc::new(photo));
    let plan = BundlePlan::of(
        &matter,
        &assets.profiles[0],
        &assets.texts[0],
        &assets.fonts,
    );
    let told: Vec<_> = plan
        .findings
        .iter()
        .filter(|found| found.finding.code == Code::LettersMissing)
        .collect();
    assert_eq!(
        told.iter().map(|found| found.place).collect::<Vec<_>>(),
        [Some(Place::Back)]
    );
}

/// A dossier must never silently lack a paper: a matter that lost one can be shown but not written.
#[test]
fn a_lost_paper_is_a_fault_of_the_plan() {
    let assets = &*ASSETS;
    let mut matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
    let paper = item(0, 2, false);
    let document = Document::new(DocumentId(1), paper.original);
    matter.exhibits.push(Arc::new(Exhibit {
        documents: vec![document],
        ..Exhibit::new(ExhibitId(2), String::new())
    }));
    let plan = |matter: &Matter| {
        let (profile, texts) = (&assets.profiles[0], &assets.texts[0]);
        BundlePlan::of(matter, profile, texts, &assets.fonts)
    };
    assert!(plan(&matter).fault.is_some());
    matter.items.insert(paper.original, Arc::new(paper));
    assert_eq!(plan(&matter).fault, None);
}

/// Pages without their numbers must not be filed: the plan of such a profile cannot be written.
#[test]
fn a_number_format_without_a_number_is_a_fault_of_the_plan() {
    let assets = &*ASSETS;
    let matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
    let mut profile = assets.profiles[0].clone();
    "page".clone_into(&mut profile.numbering.format);
    let plan = BundlePlan::of(&matter, &profile, &assets.texts[0], &assets.fonts);
    assert!(plan.fault.is_some());
}

/// The pages of papers on the sheets from `first` to `last`, in order.
fn shown(plan: &BundlePlan, first: usize, last: usize) -> Vec<(Digest, u32)> {
    let mut shown = Vec::new();
    for page in &plan.pages[first..=last] {
        match &page.sheet {
            PlannedSheet::Paper { item, page, .. } => shown.push((*item, *page)),
            PlannedSheet::Photos { photos, .. } => {
                shown.extend(photos.iter().map(|photo| (photo.item, photo.page)))
            }
            other => panic!("{other:?} among papers"),
        }
    }
    shown
}

/// The pages that documents ask for, in order.
fn wanted(matter: &Matter, documents: &[Document]) -> Vec<(Digest, u32)> {
    let pages = |document: &Document| {
        let chosen = document.chosen_pages(matter.items[&document.item].pages);
        chosen
            .into_iter()
            .map(|page| (document.item, page))
            .collect::<Vec<_>>()
    };
    documents.iter().flat_map(pages).collect()
}

/// Spans of documents follow one another; those of pictures may share a sheet with their neighbors.
fn follow(documents: &[PlannedDocument], first: usize, last: usize) -> TestCaseResult {
    let mut at = first;
    for document in documents {
        prop_assert!(
            document.first == at || document.first + 1 == at,
            "{documents:?}"
        );
        prop_assert!(document.first <= document.last && document.last <= last);
        at = document.last + 1;
    }
    prop_assert_eq!(at, last + 1);
    Ok(())
}

/// Numbers run from 1 without a gap over all numbered pages.
fn numbers_run_on(plan: &BundlePlan) -> TestCaseResult {
    let numbers: Vec<_> = plan
        .pages
        .iter()
        .map(|page| plan.page_label_of(page))
        .filter(|label| !label.is_empty())
        .collect();
    let counted: Vec<String> = (1..=numbers.len())
        .map(|number| number.to_string())
        .collect();
    prop_assert_eq!(
        &numbers,
        &counted.iter().map(String::as_str).collect::<Vec<_>>()
    );
    Ok(())
}

fn is_loose(page: &PlannedPage) -> bool {
    matches!(
        page.sheet,
        PlannedSheet::Paper { loose: true, .. } | PlannedSheet::Photos { loose: true, .. }
    )
}

fn check_plan(matter: &Matter, profile: usize, language: usize) -> TestCaseResult {
    let assets = &*ASSETS;
    let profile = &assets.profiles[profile];
    let plan = BundlePlan::of(matter, profile, &assets.texts[language], &assets.fonts);
    prop_assert_eq!(
        &plan,
        &BundlePlan::of(matter, profile, &assets.texts[language], &assets.fonts)
    );

    numbers_run_on(&plan)?;
    for page in &plan.pages {
        let loose = is_loose(page);
        prop_assert_eq!(
            page.number.is_some(),
            !loose || profile.numbering.every_page
        );
    }

    // Front, cover, table, exhibits, back: nothing else, and each in one piece.
    let cover = plan
        .pages
        .iter()
        .position(|page| page.sheet == PlannedSheet::Cover)
        .unwrap();
    let table = plan
        .pages
        .iter()
        .filter(|page| matches!(page.sheet, PlannedSheet::Table(_)))
        .count();
    for (at, page) in plan.pages[cover + 1..=cover + table].iter().enumerate() {
        prop_assert_eq!(&page.sheet, &PlannedSheet::Table(at));
    }
    prop_assert_eq!(
        if cover > 0 {
            shown(&plan, 0, cover - 1)
        } else {
            Vec::new()
        },
        wanted(matter, &matter.front)
    );
    let kept: Vec<&Arc<Exhibit>> = matter
        .exhibits
        .iter()
        .filter(|e| !wanted(matter, &e.documents).is_empty())
        .collect();
    prop_assert_eq!(
        kept.iter().map(|e| e.id).collect::<Vec<_>>(),
        plan.exhibits.iter().map(|e| e.id).collect::<Vec<_>>()
    );
    let mut next = cover + table + 1;
    let mut labels = BTreeMap::new();
    for (at, (planned, exhibit)) in plan.exhibits.iter().zip(kept).enumerate() {
        prop_assert_eq!(planned.slip, next);
        prop_assert_eq!(&plan.pages[next].sheet, &PlannedSheet::Slip(at));
        prop_assert_eq!(
            shown(&plan, planned.slip + 1, planned.last),
            wanted(matter, &exhibit.documents)
        );
        follow(&planned.documents, planned.slip + 1, planned.last)?;
        prop_assert!(
            labels.insert(planned.label.clone(), at).is_none(),
            "two exhibits have one label"
        );
        next = planned.last + 1;
    }
    let last = plan.pages.len() - 1;
    prop_assert_eq!(
        if next <= last {
            shown(&plan, next, last)
        } else {
            Vec::new()
        },
        wanted(matter, &matter.back)
    );

    // The table has the assumed number of pages, and each row is in it once with its pages.
    prop_assert_eq!(plan.table.pages.len(), table);
    prop_assert_eq!(plan.rows.len(), plan.exhibits.len());
    for (at, (row, exhibit)) in plan.rows.iter().zip(&plan.exhibits).enumerate() {
        prop_assert_eq!(&row.pages, &plan.range(exhibit.slip, exhibit.last));
        prop_assert_eq!(row.label.as_str(), exhibit.label.as_str());
        let on = plan
            .table
            .pages
            .iter()
            .filter(|page| page.lines.iter().any(|line| line.row == at))
            .count();
        prop_assert_eq!(
            on,
            1,
            "row {} of {} stands on {} pages",
            at,
            plan.rows.len(),
            on
        );
        prop_assert!((cover + 1..=cover + table).contains(&plan.table_page_of(at).unwrap()));
    }
    Ok(())
}

fn check_volumes(matter: Matter, profile: usize, fill: u64) -> TestCaseResult {
    let assets = &*ASSETS;
    let profile = &assets.profiles[profile];
    let mut matter = matter;
    matter.facts = Arc::new(Facts {
        split: true,
        ..Facts::default()
    });
    let plan = BundlePlan::filled(
        &matter,
        profile,
        &assets.texts[0],
        &assets.fonts,
        Some(fill),
    );

    numbers_run_on(&plan)?;

    let (mut page, mut exhibit) = (0, 0);
    let total = plan.volumes.len();
    for (at, volume) in plan.volumes.iter().enumerate() {
        prop_assert_eq!((volume.pages.start, volume.exhibits.start), (page, exhibit));
        (page, exhibit) = (volume.pages.end, volume.exhibits.end);
        let pages = &plan.pages[volume.pages.clone()];
        let cover = pages
            .iter()
            .position(|page| page.sheet == PlannedSheet::Cover)
            .unwrap();
        prop_assert!(at == 0 || cover == 0);
        for (n, page) in pages[cover + 1..=cover + plan.table.pages.len()]
            .iter()
            .enumerate()
        {
            prop_assert_eq!(&page.sheet, &PlannedSheet::Table(n));
        }
        prop_assert_eq!(
            pages
                .iter()
                .filter(|page| matches!(page.sheet, PlannedSheet::Table(_)))
                .count(),
            plan.table.pages.len()
        );
        let sheets = pages.len() - 1 - plan.table.pages.len() - volume.exhibits.len();
        // The loose papers before and after the exhibits are not cut.
        let loose = pages.iter().any(is_loose);
        prop_assert!(
            volume.estimate <= fill || sheets <= 1 || loose,
            "{} of {fill}, {sheets} sheets",
            volume.estimate
        );
        for row in volume.exhibits.clone() {
            let planned = &plan.exhibits[row];
            prop_assert!(
                volume.pages.contains(&planned.slip) && volume.pages.contains(&planned.last)
            );
            prop_assert!(volume.pages.contains(&plan.table_page_of(row).unwrap()));
            prop_assert_eq!(
                &plan.rows[row].pages,
                &plan.range(planned.slip, planned.last)
            );
            let label = plan.label(planned.slip).unwrap();
            let elsewhere = if total > 1 {
                format!("Volume {}, page {label}", at + 1)
            } else {
                String::new()
            };
            prop_assert_eq!(&plan.rows[row].elsewhere, &elsewhere);
        }
    }
    prop_assert_eq!((page, exhibit), (plan.pages.len(), plan.exhibits.len()));
    let places = Places::of(&plan);
    for exhibit in &matter.exhibits {
        let parts: Vec<_> = plan
            .exhibits
            .iter()
            .filter(|planned| planned.id == exhibit.id)
            .collect();
        let seen: Vec<_> = parts
            .iter()
            .flat_map(|part| shown(&plan, part.slip + 1, part.last))
            .collect();
        prop_assert_eq!(seen, wanted(&matter, &exhibit.documents));
        let numbered = (1..=parts.len())
            .map(|n| (parts.len() > 1).then_some((n, parts.len())))
            .collect::<Vec<_>>();
        prop_assert_eq!(
            parts.iter().map(|part| part.part).collect::<Vec<_>>(),
            numbered
        );
        prop_assert_eq!(
            places.exhibit(exhibit.id).iter().collect::<Vec<_>>(),
            parts.clone()
        );
        prop_assert_eq!(
            places.sheets_of_exhibit(exhibit.id),
            parts
                .iter()
                .map(|part| part.last - part.slip)
                .sum::<usize>()
        );
        for document in &exhibit.documents {
            let here: Vec<_> = places
                .document(document.id)
                .iter()
                .flat_map(|part| shown(&plan, part.first, part.last))
                .collect();
            let all = wanted(&matter, std::slice::from_ref(document));
            prop_assert!(
                all.iter().all(|page| here.contains(page)),
                "{all:?} {here:?}"
            );
            prop_assert_eq!(
                places.pages_of_document(document.id).is_some(),
                !all.is_empty()
            );
        }
    }
    Ok(())
}

fn check_layout_cache(
    matter: Matter,
    steps: Vec<(usize, prop::sample::Index, prop::sample::Index)>,
) -> TestCaseResult {
    let assets = &*ASSETS;
    let (mut matter, mut profile, mut language) = (matter, 0, 0);
    let mut translations = Vec::new();
    for exhibit in &mut matter.exhibits {
        let exhibit = Arc::make_mut(exhibit);
        if let Some(document) = exhibit.documents.first_mut() {
            document.role = Role::Translation {
                of: DocumentId(0),
                translator: None,
                machine: false,
            };
            translations.push(document.id);
        }
    }
    let mut cache = LayoutCache::default();
    let _ = BundlePlan::again(
        &matter,
        &assets.profiles[0],
        &assets.texts[0],
        &assets.fonts,
        &mut cache,
    );
    for (what, one, other) in steps {
        let exhibits = matter.exhibits.len();
        match what {
            0 => profile = one.index(assets.profiles.len()),
            1 => language = 1 - language,
            2 => {
                // A paper is replaced by one with other pages.
                let at = one.index(matter.items.len());
                let digest = *matter.items.keys().nth(at).unwrap();
                let item = Item {
                    pages: other.index(9) as u32,
                    ..Item::clone(&matter.items[&digest])
                };
                matter.items.insert(digest, Arc::new(item));
            }
            3 if exhibits > 0 => drop(matter.exhibits.remove(one.index(exhibits))),
            4 if exhibits > 0 => {
                let exhibit = Arc::make_mut(&mut matter.exhibits[one.index(exhibits)]);
                exhibit.title = format!("{} 漢 {}", exhibit.title, other.index(99));
            }
            5 if exhibits > 0 => {
                let exhibit = Arc::make_mut(&mut matter.exhibits[one.index(exhibits)]);
                exhibit.documents.reverse();
                exhibit.documents.truncate(other.index(4));
            }
            6 if exhibits > 0 => {
                // A certificate behind the exhibits makes finals of drafts within them.
                let mut certificate =
                    Document::new(DocumentId(9_000), *matter.items.keys().next().unwrap());
                certificate.role = Role::TranslationCertificate {
                    of: translations.clone(),
                };
                certificate.unsigned = other.index(2) == 0;
                matter.back = vec![certificate];
            }
            _ if exhibits > 0 => {
                let exhibit = matter.exhibits.remove(one.index(exhibits));
                matter.exhibits.insert(other.index(exhibits), exhibit);
            }
            _ => {}
        }
        let (profile, texts) = (&assets.profiles[profile], &assets.texts[language]);
        let again = BundlePlan::again(&matter, profile, texts, &assets.fonts, &mut cache);
        // A finding is answered and fixed by its name.
        let names: BTreeSet<String> = again.findings.iter().map(PlannedFinding::name).collect();
        prop_assert_eq!(names.len(), again.findings.len());
        prop_assert_eq!(
            again,
            BundlePlan::of(&matter, profile, texts, &assets.fonts)
        );
    }
    Ok(())
}

/// With a limit of exactly its size a dossier is one file; with a byte less it is not, wherever the
/// bytes are: in exhibits, or in papers before or after them.
fn check_limit(mut matter: Matter, profile: usize) -> TestCaseResult {
    let assets = &*ASSETS;
    matter.facts = Arc::new(Facts {
        split: true,
        ..Facts::default()
    });
    let filled = |fill| {
        let profile = &assets.profiles[profile];
        BundlePlan::filled(&matter, profile, &assets.texts[0], &assets.fonts, fill)
    };
    let whole = filled(None);
    let [volume] = whole.volumes.as_slice() else {
        return Err(TestCaseError::fail("it is cut without a limit"));
    };
    prop_assert_eq!(filled(Some(volume.estimate)).volumes.len(), 1);
    let of_papers = |page: &&PlannedPage| {
        matches!(
            page.sheet,
            PlannedSheet::Paper { .. } | PlannedSheet::Photos { .. }
        )
    };
    let papers = whole.pages.iter().filter(of_papers).count();
    let loose = whole.pages.iter().filter(|page| is_loose(page)).count();
    // What has one sheet, and papers without an exhibit between them, cannot be cut.
    if papers > 1 && papers > loose {
        prop_assert!(filled(Some(volume.estimate - 1)).volumes.len() > 1);
    }
    Ok(())
}

/// The table is laid out until it agrees with the pages that it prints, however many rounds that
/// takes. Here it takes three: with one page of the table the last page is 999; with two it has
/// four digits, which makes the column of pages wider and each title longer by a line, so that
/// there are three.
#[test]
fn a_table_that_grows_twice_is_right() {
    const ROWS: u32 = 40;
    let matter = |first: u32, letters: usize| {
        let (long, short) = (item(1, first, false), item(2, 1, false));
        let mut matter = Matter::new(MatterId::from_untrusted("m").unwrap(), "m");
        for at in 0..=u64::from(ROWS) {
            let paper = if at == 0 { &long } else { &short };
            let document = Document::new(DocumentId(at + 1), paper.original);
            matter.exhibits.push(Arc::new(Exhibit {
                documents: vec![document],
                ..Exhibit::new(ExhibitId(1_000 + at), "i ".repeat(letters))
            }));
        }
        matter.items = [long, short]
            .map(|item| (item.original, Arc::new(item)))
            .into();
        matter
    };
    // Besides its own pages and the slip sheet before them: the cover, a page of the table, and two
    // pages for each of the others.
    let first = 999 - 1 - 1 - 2 * ROWS - 1;
    let pages = |first: u32, letters: usize| {
        let matter = matter(first, letters);
        // Every row prints the pages of its exhibit.
        check_plan(&matter, PLAIN, 0).unwrap();
        let assets = &*ASSETS;
        let plan = BundlePlan::of(
            &matter,
            &assets.profiles[PLAIN],
            &assets.texts[0],
            &assets.fonts,
        );
        (plan.table.pages.len(), plan.pages.len())
    };
    // Titles that fit on one line beside three digits, and on two beside four.
    let grown: Vec<usize> = (40..120)
        .filter(|letters| pages(first - 100, *letters).0 == 2 && pages(first, *letters).0 == 3)
        .collect();
    assert!(!grown.is_empty());
    for letters in grown {
        assert_eq!(pages(first, letters), (3, 1001));
    }
}

/// The place of the profile without a court among [`ASSETS`].
const PLAIN: usize = 8;

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(96)
    })]

    /// Numbers run without a gap over all numbered pages, every chosen page of every document is in
    /// its exhibit exactly once and in order, and labels of exhibits and pages are the same
    /// wherever they are printed.
    #[test]
    fn numbers_spans_and_table_agree(
        matter in matter(),
        profile in 0usize..9,
        language in 0usize..2,
    ) {
        check_plan(&matter, profile, language)?;
    }

    /// However small the files must be, one numbering runs through all of them, each has the cover
    /// and the whole table, no page is lost or duplicated, an exhibit is cut only where it alone is
    /// too large, and a file exceeds the limit only where a single sheet does.
    #[test]
    fn volumes_of_any_size(matter in matter(), profile in 0usize..9, fill in 112_000u64..132_000) {
        check_volumes(matter, profile, fill)?;
    }

    /// The limit is kept to the byte.
    #[test]
    fn a_limit_is_kept_to_the_byte(matter in matter(), profile in 0usize..9) {
        check_limit(matter, profile)?;
    }

    /// A plan from the layout cache equals a plan from scratch, whatever changed in between: a
    /// stale number or line would be printed.
    #[test]
    fn the_layout_cache_changes_nothing(
        matter in matter(),
        steps in vec((0usize..9, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        check_layout_cache(matter, steps)?;
    }
}
