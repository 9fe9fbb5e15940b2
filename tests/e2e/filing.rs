//! Before filing: findings are fixed or answered, the dossier is split, papers are translated,
//! certified, signed and served.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use expediente_tests::program::in_store;
use expediente_tests::{judges, sample};
use serde_json::Value;

use crate::case::{add_folder, begin, build, exhibits, is_a_dossier};
use crate::keyboard::{begin_case, enter_on};
use crate::window::{Home, PATIENCE, Window};

/// The command line's reply about a store whose window was closed. A program releases its store
/// only when its last thread ends.
async fn ask(home: &Home, arguments: &[&str]) -> Value {
    let until = Instant::now() + PATIENCE;
    loop {
        let (_, said) = in_store(&home.store(), arguments);
        if said["error"]["code"] != "store-held" || Instant::now() >= until {
            return said;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The preflight's findings on the only case. The window must be closed.
async fn findings(home: &Home) -> Vec<Value> {
    let listing = ask(home, &["matter", "list"]).await;
    let id = listing[0]["id"]
        .as_str()
        .unwrap_or_else(|| panic!("no case: {listing}"));
    let report = ask(home, &["preflight", id]).await;
    report["findings"]
        .as_array()
        .unwrap_or_else(|| panic!("{report}"))
        .clone()
}

fn of_code<'a>(findings: &'a [Value], code: &str) -> Option<&'a Value> {
    findings.iter().find(|finding| finding["code"] == code)
}

async fn gone(window: &Window, css: &str) {
    window
        .until(
            &format!("no {css}"),
            &format!("return document.querySelector({css:?}) === null"),
        )
        .await;
}

async fn to_build(window: &Window) {
    window.press("ctrl+b").await;
    window
        .find("[data-view=build] [data-test=build-findings]")
        .await;
}

/// Chooses in a drop-down list.
async fn choose(window: &Window, name: &str, value: &str) {
    window.click(&format!("[data-test={name}]")).await;
    window.click(&format!("[data-test={name}-{value}]")).await;
    let script =
        format!("return document.querySelector('[data-test={name}]').dataset.value === {value:?}");
    window.until("what was chosen", &script).await;
}

/// A paper that was signed by hand comes back as a picture.
fn scan(paper: &Path, name: &str) -> PathBuf {
    let stem = paper.with_file_name(name);
    let drawn = Command::new("pdftoppm")
        .args(["-jpeg", "-r", "90", "-singlefile"])
        .arg(paper)
        .arg(&stem)
        .status()
        .unwrap();
    assert!(drawn.success());
    stem.with_extension("jpg")
}

fn text_of(pdf: &Path) -> String {
    judges::texts(pdf).join("\n").replace('\u{a0}', " ")
}

/// A page that was scanned upside down is turned by its button, and a finding that the court
/// accepts is answered; all by the keyboard, and kept.
#[tokio::test]
async fn a_finding_is_mended_and_another_answered_by_the_keyboard() {
    let home = Home::without_reading("en_US.UTF-8");
    let paper = home.path("Letter of a neighbour.pdf");
    let turned = Command::new("qpdf")
        .arg(sample().join("05 - Declaración de la madre/2 - Translation (English).pdf"))
        .args(["--rotate=+180:1", "--"])
        .arg(&paper)
        .status()
        .unwrap();
    assert!(turned.success());
    let window = Window::open(&home).await;
    begin_case(&window).await;
    home.answer(&[&paper]);
    window.press("ctrl+o").await;
    window.find("[data-test=intake-sum]").await;
    to_build(&window).await;

    // Its rule is one key away.
    window.find("[data-code=page-upside-down]").await;
    enter_on(&window, "[data-code=page-upside-down] summary").await;
    let rule = window
        .text("[data-code=page-upside-down] [data-test=finding-rule]")
        .await;
    assert!(
        rule.contains("Unconfirmed") && rule.contains("practice"),
        "{rule}"
    );
    enter_on(&window, "[data-code=page-upside-down] [data-test=fix]").await;
    gone(&window, "[data-code=page-upside-down]").await;
    // After a fix the focus stays near the finding, not at the top of the window.
    window
        .until(
            "the focus",
            "return document.activeElement.id === 'build-findings-title'",
        )
        .await;

    enter_on(&window, "[data-code=service-missing] [data-test=answer]").await;
    window.find("[data-test=answer-text]").await;
    window
        .type_text("The clerk serves it, said Judge Ramos.")
        .await;
    window.press("enter").await;
    gone(
        &window,
        "[data-test=findings-stops] [data-code=service-missing]",
    )
    .await;
    window.close().await;

    let found = findings(&home).await;
    assert!(of_code(&found, "page-upside-down").is_none(), "{found:?}");
    let service = of_code(&found, "service-missing").unwrap();
    assert_eq!(service["answer"], "The clerk serves it, said Judge Ramos.");

    // After a restart it is still answered, and the answer can be taken back.
    let window = Window::open(&home).await;
    enter_on(&window, "[data-test=open-case]").await;
    window.find("[data-view=case]").await;
    to_build(&window).await;
    enter_on(&window, "[data-test=findings-answered] summary").await;
    let answer = window
        .text("[data-test=findings-answered] [data-test=finding-answer]")
        .await;
    assert!(answer.contains("The clerk serves it"), "{answer}");
    enter_on(&window, "[data-test=take-back-answer]").await;
    window
        .find("[data-test=findings-stops] [data-code=service-missing]")
        .await;
    window.close().await;
}

/// A dossier over the limit of a court, whose rules the user has copied and changed, is split by
/// its button. Each volume is proved, within the limit, and has the whole table with volume and
/// page.
#[tokio::test]
async fn a_dossier_over_the_limit_is_split_into_volumes() {
    const LIMIT: u64 = 600_000;
    let home = Home::without_reading("es_VE.UTF-8");
    let window = Window::open(&home).await;
    window.click("[data-test=open-sample]").await;
    window.find("[data-view=case]").await;
    to_build(&window).await;
    window.click("[data-test=copy-rules]").await;
    window.write("[data-test=rules-name]", "limite-chico").await;
    window.click("[data-test=rules-copy]").await;
    window.find("[data-test=rules-copied]").await;
    // The user's change in a text editor.
    let file = home.store().join("profiles/limite-chico.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let mut lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("target = "))
        .collect();
    let limit = lines
        .iter()
        .position(|line| line.starts_with("limit = "))
        .unwrap();
    let own = format!("limit = {LIMIT}");
    lines[limit] = &own;
    std::fs::write(&file, lines.join("\n")).unwrap();
    window.click("[data-test=use-rules]").await;
    window.find("[data-test=own-rules]").await;

    window.find("[data-code=needs-split]").await;
    window.picture("over-limit-es").await;
    window
        .click("[data-code=needs-split] [data-test=fix]")
        .await;
    gone(&window, "[data-code=needs-split]").await;
    window.find("[data-test=volumes]").await;
    let ticked = window
        .js(
            "return document.querySelector('[data-test=fact-split]').checked",
            Vec::new(),
        )
        .await;
    assert_eq!(ticked, Value::Bool(true));
    // The form before the cover page has no number; the range of a volume counts numbered pages.
    let first = window.text("[data-test=volume][data-volume='1']").await;
    assert!(first.contains("páginas 1–"), "{first}");
    window.picture("volumes-es").await;
    let planned = window
        .js(
            "return document.querySelectorAll('[data-test=volume]').length",
            Vec::new(),
        )
        .await;

    // The preview shows where each volume begins.
    window.click("[data-test=build-preview]").await;
    window.find("[data-view=preview] [data-kind=volume]").await;
    let parts = window.text("nav ul").await;
    assert!(
        parts.contains("Volumen 1 de") && parts.contains("Volumen 2 de"),
        "{parts}"
    );
    window.picture("preview-volumes-es").await;
    window.click("[data-test=back]").await;
    window.find("[data-view=case]").await;

    let out = home.path("expediente.pdf");
    build(&home, &window, &out).await;
    window.picture("built-volumes-es").await;
    let script = "return [...document.querySelectorAll('[data-test=built-file]')].map((e) => e.dataset.path)";
    let files: Vec<PathBuf> = serde_json::from_value(window.js(script, Vec::new()).await).unwrap();
    assert!(
        files.len() > 1 && planned == files.len(),
        "{files:?}, planned {planned}"
    );
    assert!(!out.exists(), "only the volumes are written");
    // An exhibit that spans two volumes is still one exhibit.
    let said = window.text("[data-test=built]").await;
    assert!(said.contains("6 anexos"), "{said}");
    let mut last = 0;
    for (at, file) in files.iter().enumerate() {
        assert_eq!(
            file.file_name().unwrap().to_string_lossy(),
            format!("expediente_Part{}.pdf", at + 1)
        );
        assert!(
            std::fs::metadata(file).unwrap().len() <= LIMIT,
            "{file:?} is over the limit"
        );
        let said = expediente_tests::program::run([Path::new("verify"), file]);
        assert_eq!(said.code, 0, "{said:?}");
        judges::qpdf_is_content(file);
        // One numbering over all of them.
        let labels = judges::pikepdf(file)["labels"].clone();
        let numbers: Vec<u32> = labels
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|label| label.as_str()?.parse().ok())
            .collect();
        let expected: Vec<u32> = (last + 1..=last + numbers.len() as u32).collect();
        assert_eq!(numbers, expected, "{file:?}");
        last += numbers.len() as u32;
    }
    // The table of each volume names the others by volume and page.
    let front = text_of(&files[0]);
    assert!(front.contains("Volumen 2, página"), "{front}");
    assert!(text_of(&files[1]).contains("Volumen 1, página"));
    window.close().await;
}

/// A translation is a draft until its translator has signed: it is marked, its certificate is made
/// from the register, printed, signed and scanned, and only then is the dossier built.
async fn from_a_translation_to_its_certificate(language: &'static str, short: &str) {
    let home = Home::without_reading(language);
    let papers = home.path("papeles");
    let pair = papers.join("Declaración de la madre");
    std::fs::create_dir_all(&pair).unwrap();
    for name in [
        "1 - Declaración (español).pdf",
        "2 - Translation (English).pdf",
    ] {
        std::fs::copy(
            sample().join("05 - Declaración de la madre").join(name),
            pair.join(name),
        )
        .unwrap();
    }
    let window = Window::open(&home).await;
    begin(&window, "Daniela Marisol Quintero").await;
    add_folder(&home, &window, &papers).await;
    window.click("[data-label=A]").await;
    window
        .click("[data-test=document]:nth-of-type(2) [data-test=page]")
        .await;
    window.find("[data-test=part-form]").await;
    choose(&window, "part", "translation").await;
    window
        .find("[data-test=document]:nth-of-type(2) [data-test=draft]")
        .await;
    window.find("[data-test=make-certificate]").await;
    window.picture(&format!("translation-draft-{short}")).await;

    // The build is blocked, and the button says why.
    to_build(&window).await;
    window.find("[data-test=build-drafts]").await;
    let held = "return document.querySelector('[data-test=build]').disabled";
    assert_eq!(window.js(held, Vec::new()).await, Value::Bool(true));
    window.picture(&format!("held-up-{short}")).await;
    window
        .click("[data-code=translation-uncertified] [data-test=fix]")
        .await;
    window
        .write("[data-test=translator-name]", "Luz Marina Torres")
        .await;
    window
        .write(
            "[data-test=translator-address]",
            "4100 Specimen Avenue\u{E007}El Paso, Texas 79900",
        )
        .await;
    window
        .write("[data-test=translator-phone]", "(915) 555-0142")
        .await;
    window.click("[data-test=translator-language-es]").await;
    window
        .write(
            "[data-test=translator-competence]",
            "I have translated from Spanish for twelve years.",
        )
        .await;
    window.picture(&format!("certificate-{short}")).await;
    choose(&window, "certificate-language", "es").await;
    window.click("[data-test=form-make]").await;
    window.find("[data-test=form-made]").await;
    let printed = home.path("certificado.pdf");
    home.answer(&[&printed]);
    window.click("[data-test=print-paper]").await;
    window.find("[data-test=paper-saved]").await;
    window.picture(&format!("certificate-made-{short}")).await;
    let words = text_of(&printed);
    for said in [
        "Luz Marina Torres",
        "4100 Specimen Avenue, El Paso",
        "Spanish",
        "competent",
        "twelve years",
    ] {
        assert!(
            words.contains(said),
            "{said} is not in the certificate: {words}"
        );
    }
    window.click("[data-test=form-done]").await;

    // Made, but not signed.
    window.find("[data-code=paper-unsigned]").await;
    assert_eq!(window.js(held, Vec::new()).await, Value::Bool(true));
    home.answer(&[&scan(&printed, "firmado")]);
    window
        .click("[data-code=paper-unsigned] [data-test=add-signed]")
        .await;
    gone(&window, "[data-test=build-drafts]").await;
    gone(&window, "[data-code=translation-uncertified]").await;

    // The translator is in the register for the next case.
    window.click("[data-test=menu-dossier]").await;
    window.click("[data-test=act-translators]").await;
    window
        .find("[data-test=translator-row][data-name='Luz Marina Torres']")
        .await;
    window.press("escape").await;
    gone(&window, "[data-test=dialog-translators]").await;

    window.click("[data-test=back]").await;
    window.find("[data-view=case]").await;
    gone(&window, "[data-test=draft]").await;
    let shown = exhibits(&window).await;
    let out = home.path("dossier.pdf");
    build(&home, &window, &out).await;
    is_a_dossier(&out, &shown);
    let pages = judges::pikepdf(&out)["labels"].as_array().unwrap().len();
    // Cover, table, slip sheet, the pair, and the scan of the certificate after it.
    let expected = 3 + pages_of(&pair) + 1;
    assert_eq!(pages, expected);
    window.close().await;
}

fn pages_of(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap().flatten();
    files
        .map(|file| {
            judges::pdfinfo(&file.path(), "Pages")
                .parse::<usize>()
                .unwrap()
        })
        .sum()
}

#[tokio::test]
async fn a_translation_gets_its_certificate_in_spanish() {
    from_a_translation_to_its_certificate("es_VE.UTF-8", "es").await;
}

#[tokio::test]
async fn a_translation_gets_its_certificate_in_english() {
    from_a_translation_to_its_certificate("en_US.UTF-8", "en").await;
}

/// The proof of service is made from the form, comes after the exhibits, is signed, and is no
/// longer missing.
#[tokio::test]
async fn a_proof_of_service_is_made_and_signed() {
    let home = Home::without_reading("en_US.UTF-8");
    let papers = home.path("papers");
    std::fs::create_dir(&papers).unwrap();
    std::fs::copy(
        sample().join("06 - Cédula de identidad.jpg"),
        papers.join("Identity card.jpg"),
    )
    .unwrap();
    let window = Window::open(&home).await;
    begin(&window, "Daniela Marisol Quintero").await;
    add_folder(&home, &window, &papers).await;
    to_build(&window).await;
    window
        .click("[data-code=service-missing] [data-test=fix]")
        .await;
    window
        .write(
            "[data-test=service-on]",
            "DHS, Office of the Principal Legal Advisor",
        )
        .await;
    window
        .write(
            "[data-test=service-address]",
            "200 Specimen Street\u{E007}El Paso, Texas 79900",
        )
        .await;
    window
        .write("[data-test=service-how]", "by first-class mail")
        .await;
    let day = window
        .find("[data-test=service-date] input[maxlength='2']")
        .await;
    day.send_keys("3").await.unwrap();
    choose(&window, "service-date-month", "3").await;
    window
        .find("[data-test=service-date] input[maxlength='4']")
        .await
        .send_keys("2026")
        .await
        .unwrap();
    window
        .write("[data-test=service-by]", "Teresa Whitaker Molina")
        .await;
    window.click("[data-test=form-make]").await;
    window.find("[data-test=form-made]").await;
    // The finding leads to its place: after the exhibits, waiting for its signature.
    let printed = home.path("proof.pdf");
    home.answer(&[&printed]);
    window.click("[data-test=print-paper]").await;
    window.find("[data-test=paper-saved]").await;
    window.click("[data-test=form-look]").await;
    window.find("[data-view=case] [data-test=unsigned]").await;
    window.picture("unsigned-en").await;
    let words = text_of(&printed);
    for said in [
        "DHS, Office of the Principal Legal Advisor",
        "by first-class mail",
        "March 3, 2026",
        "Teresa Whitaker Molina",
    ] {
        assert!(words.contains(said), "{said} is not in the proof: {words}");
    }
    home.answer(&[&scan(&printed, "signed")]);
    window
        .click("[data-test=unsigned] [data-test=add-signed]")
        .await;
    gone(&window, "[data-test=unsigned]").await;
    to_build(&window).await;
    gone(&window, "[data-code=service-missing]").await;
    gone(&window, "[data-code=service-undated]").await;
    gone(&window, "[data-test=build-drafts]").await;
    window.close().await;
    let found = findings(&home).await;
    assert!(
        of_code(&found, "service-missing").is_none() && of_code(&found, "paper-unsigned").is_none(),
        "{found:?}"
    );
}
