//! Exported chats become pages.

use expediente_tests::judges;
use serde_json::Value;

use super::{add, page, pages, papers, path, store};

const ZIP: &str = "WhatsApp Chat - Familia.zip";

/// Day by day, each message with its time and name; what the chat is on the first page.
#[test]
fn a_chat_of_an_iphone() {
    let shown = page(&pages(&path("chats"), &[]), "Familia · _chat.txt");
    for words in [
        "messages 1–7 of 7 · page 1 of 1",
        "Chat: Familia",
        "Exported file: _chat.txt (WhatsApp Chat - Familia.zip). SHA-256: ",
        "7 messages, from April 3, 2024 to April 5, 2024.",
        "Times are those of the telephone that exported the chat.",
        "Pictures, recordings and files named: 3; not with the chat: 2.",
        "the day was read before the month, as the language of the app writes them",
        "April 3, 2024 09:05:07 Familia: Los mensajes están cifrados",
        "09:05:07 María: Hola ❤",
        "21:06:10 ~ Pedro: Bien segunda línea [1/2/20, 9:00:00 a. m.] Otro: pegado",
        "April 4, 2024 00:01:00 María: <adjunto: 00000002-PHOTO",
        "00000001-Acta.pdf: did not come with the chat",
        "12:03:00 María: audio omitido",
        "April 5, 2024 13:00:05 ~ Pedro: No <Se editó este mensaje.>",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

/// The chat comes first, the media that it names follow as papers of their own.
#[test]
fn the_media_of_a_chat_are_papers() {
    let store = store();
    let report = add(store.path(), &path("chats").join(ZIP), &[]);
    let said: Vec<(String, String)> = papers(&report)
        .into_iter()
        .map(|(a, b, _)| (a, b))
        .collect();
    let expected = [
        "00000000-PHOTO-2024-04-03-00-01-00.jpg",
        "_chat.txt",
        "00000002-PHOTO-2024-04-04-00-01-00.jpg",
    ];
    let expected = expected.map(|name| (format!("{ZIP}/{name}"), "received".to_owned()));
    assert_eq!(said, expected);
    let findings = report["papers"][1]["findings"].to_string();
    for code in ["chat-pages", "chat-media-missing", "chat-lines-inside"] {
        assert!(findings.contains(code), "{findings}");
    }
}

/// The picture is drawn in the chat: its color is on the page.
#[test]
fn a_picture_is_in_its_place() {
    let out = tempfile::tempdir().unwrap();
    let pdf = out.path().join("d.pdf");
    expediente_tests::program::build(&path("chats"), &pdf, &[]);
    let listed = std::process::Command::new("pdfimages")
        .arg("-list")
        .arg(&pdf)
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    // 400 by 300, made small: 480 is the longest side, so it stays.
    let small = listed
        .lines()
        .filter(|line| line.contains(" 400   300"))
        .count();
    // In the chat, and the two photos as papers of their own.
    assert_eq!(small, 3, "{listed}");
}

/// The forms of the other telephones and apps.
#[test]
fn chats_of_other_apps() {
    let pages = pages(&path("chats"), &[]);
    for (beginning, words) in [
        (
            "Ana · Chat de",
            ["March 28, 2025 21:29 Ana: uno", "PTT-1.opus: did not come"],
        ),
        (
            "João · Conversa",
            [
                "April 3, 2024 09:05 João: oi",
                "April 4, 2024 21:06 João: <Mídia oculta>",
            ],
        ),
        (
            "Luc · Discussion",
            ["April 3, 2024 09:05 Luc: salut", "IMG-1.jpg: did not come"],
        ),
        (
            "Bob · WhatsApp",
            [
                "April 13, 2024 09:05 Bob: hi",
                "the month comes before the day",
            ],
        ),
        (
            "Rosa · result.json",
            ["09:05:07 Rosa · phone_call", "09:06:07 Rosa: mira x.org"],
        ),
        (
            "Ivo · signal.jsonl",
            ["April 3, 2024 09:05:07 Ivo: salut", "universal time"],
        ),
    ] {
        let shown = page(&pages, beginning);
        for words in words {
            assert!(shown.contains(words), "{words}: {shown}");
        }
    }
}

/// Where nothing tells whether the day or the month comes first, the program asks and does not
/// guess; the answer holds for the whole chat and is printed.
#[test]
fn the_order_of_dates_is_asked() {
    let store = store();
    let report = add(store.path(), &path("ask"), &[]);
    assert_eq!(papers(&report)[0].2, "chat-date-order");
    let asked = report["papers"][0]["findings"][0]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        asked.contains("April 3, 2024") && asked.contains("March 4, 2024"),
        "{asked}"
    );
    for (order, first) in [
        ("day-first", "April 3, 2024"),
        ("month-first", "March 4, 2024"),
    ] {
        let pages = pages(&path("ask"), &["--dates", order]);
        let shown = page(&pages, "Eve · WhatsApp");
        assert!(shown.contains(&format!("{first} 09:05 Eve: hi")), "{shown}");
        assert!(shown.contains("as the person who added it said"), "{shown}");
    }
}

/// A chat in a zip whose dates somebody had to read first came after its pictures. Its pages are in
/// the language of the dossier, and the SHA-256 on them is that of the file that is kept.
#[test]
fn a_chat_that_was_asked_about_is_before_its_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let (inside, papers) = (folder.path().join("in"), folder.path().join("papers"));
    for folder in [&inside, &papers] {
        std::fs::create_dir(folder).unwrap();
    }
    let picture = expediente_tests::fixtures::folder().join("grey.jpg");
    std::fs::copy(picture, inside.join("A.jpg")).unwrap();
    let text = "3/4/24, 9:05 AM - Eva: A.jpg (file attached)\n5/6/24, 9:06 AM - Eva: bye\n";
    std::fs::write(inside.join("WhatsApp Chat with Eva.txt"), text).unwrap();
    let zipped = std::process::Command::new("/usr/bin/python3")
        .args(["-m", "zipfile", "-c"])
        .arg(papers.join("WhatsApp Chat with Eva.zip"))
        .args(["A.jpg", "WhatsApp Chat with Eva.txt"])
        .current_dir(&inside)
        .status();
    assert!(zipped.unwrap().success());
    let letter = expediente_tests::fixtures::pdf(&["Carta"]);
    std::fs::write(papers.join("Carta.pdf"), letter).unwrap();
    let store = store();
    let run = |arguments: &[&str]| {
        expediente_tests::program::in_store(store.path(), arguments.iter().copied())
    };
    assert_eq!(run(&["matter", "set", "m", "--lang", "es"]).0, 0);
    add(store.path(), &papers, &[]);
    add(store.path(), &papers, &["--dates", "day-first"]);
    let shown = run(&["matter", "show", "m"]).1;
    let exhibits = shown["exhibits"].as_array().unwrap().iter();
    let names: Vec<&str> = exhibits
        .flat_map(|one| one["documents"].as_array().unwrap())
        .map(|one| one["paper"].as_str().unwrap())
        .collect();
    let expected = ["Carta.pdf", "WhatsApp Chat with Eva.txt", "A.jpg"];
    assert_eq!(names, expected, "{shown}");
    let out = folder.path().join("d.pdf");
    let built = run(&["build", "m", "-o", out.to_str().unwrap()]);
    assert!(matches!(built.0, 0 | 6), "{built:?}");
    let digest = expediente_tests::program::sha256(text.as_bytes());
    let shown = page(&expediente_tests::judges::texts(&out), "Eva · WhatsApp");
    for words in ["Conversación: Eva", "3 de abril de 2024", &digest[..16]] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

/// A chat that comes in again with its pictures has them in its pages, and a file that no page can
/// be made of is not said to be there.
#[test]
fn a_chat_that_comes_again_with_its_media() {
    let folder = tempfile::tempdir().unwrap();
    let (alone, whole) = (folder.path().join("alone"), folder.path().join("whole"));
    for folder in [&alone, &whole] {
        std::fs::create_dir(folder).unwrap();
        std::fs::write(
            folder.join("WhatsApp Chat with Eva.txt"),
            "25/02/2024, 09:01 - Ana: A.jpg (file attached)\n25/02/2024, 09:02 - Eva: B.opus (file attached)\n\
             31/02/2024, 09:03 - Eva: odd\n25/02/2024, 09:00 - Ana: back\n",
        )
        .unwrap();
    }
    let store = store();
    let report = add(store.path(), &alone, &[]);
    let said = report["papers"][0]["findings"].to_string();
    for code in ["chat-media-missing", "chat-dates-odd", "chat-time-back"] {
        assert!(said.contains(code), "{code}: {said}");
    }
    // The picture has its ending in capitals.
    let picture = expediente_tests::fixtures::folder().join("grey.jpg");
    std::fs::copy(picture, whole.join("A.JPG")).unwrap();
    std::fs::write(whole.join("B.opus"), b"OggS\0\x02\0\0\0\0OpusHead").unwrap();
    let report = add(store.path(), &whole, &[]);
    let chat = report["papers"].as_array().unwrap().iter();
    let mut chat = chat.filter(|paper| paper["path"].as_str().unwrap().ends_with(".txt"));
    assert_eq!(
        chat.next().unwrap()["findings"][0]["code"],
        "chat-renewed",
        "{report}"
    );
    let out = folder.path().join("d.pdf");
    let arguments = ["build", "m", "-o", out.to_str().unwrap()];
    let built = expediente_tests::program::in_store(store.path(), arguments);
    assert!(matches!(built.0, 0 | 6), "{built:?}");
    let shown = page(&expediente_tests::judges::texts(&out), "Eva · WhatsApp");
    for words in [
        "4 messages",
        "not with the chat: 0.",
        "not in the dossier: 1.",
        "→ A.jpg",
        "B.opus: came with the chat and cannot be a page",
        "[31/02/2024, 09:03] Eva: odd",
        "does not tell a line break within a message",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("did not come"), "{shown}");
    // Handed over, the chat says the same, though the recording does not go along.
    let case = folder.path().join("case");
    let arguments = ["export", "m", case.to_str().unwrap()];
    assert_eq!(
        expediente_tests::program::in_store(store.path(), arguments).0,
        0
    );
    let again = folder.path().join("again.pdf");
    expediente_tests::program::build(&case, &again, &[]);
    let shown_again = page(&expediente_tests::judges::texts(&again), "Eva · WhatsApp");
    assert_eq!(shown_again, shown);
}

/// A chat with messages on five days, a picture before, in and after the days that are shown, and a
/// message whose day does not exist.
const SPAN: &str = "27/02/2023, 09:00 - Ana: enero\n\
    28/02/2023, 09:00 - Ana: A.jpg (file attached)\n\
    28/02/2023, 09:01 - Eva: antes\n\
    01/03/2023, 09:00 - Ana: dentro uno\n\
    02/03/2023, 09:00 - Ana: B.jpg (file attached)\n\
    31/02/2023, 09:03 - Eva: raro\n\
    31/05/2023, 23:59 - Eva: dentro dos\n\
    01/06/2023, 00:00 - Ana: C.jpg (file attached)\n\
    02/06/2023, 00:00 - Ana: despues\n";

/// A folder with that chat and its pictures, which differ by their comments.
fn spanned() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let chat = folder.path().join("WhatsApp Chat with Eva.txt");
    std::fs::write(chat, SPAN).unwrap();
    let picture = std::fs::read(expediente_tests::fixtures::folder().join("grey.jpg")).unwrap();
    for name in ["A.jpg", "B.jpg", "C.jpg"] {
        let mut bytes = picture[..2].to_vec();
        bytes.extend(b"\xff\xfe\x00\x03");
        bytes.extend(&name.as_bytes()[..1]);
        bytes.extend(&picture[2..]);
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// What the first page of a cut chat says, counted by hand in [`SPAN`].
const CUT: [&str; 9] = [
    "This is not the whole chat. It shows the messages from March 1, 2023 to May 31, 2023",
    "4 of 9 messages",
    "Messages left out before: 3, from February 27, 2023 to February 28, 2023.",
    "Messages left out after: 2, from June 1, 2023 to June 2, 2023.",
    "Messages whose day cannot be told, and which are shown: 1.",
    "only messages left out have: 2.",
    "Those that came with the chat are kept as papers of their own.",
    "4 messages, from March 1, 2023 to May 31, 2023.",
    // The messages that are shown are counted; the whole chat is counted above.
    "messages 1–4 of the 4 shown",
];

fn is_cut(shown: &str) {
    for words in CUT {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    for words in [
        "09:00 Ana: dentro uno",
        "Eva: raro",
        "23:59 Eva: dentro dos",
        "→ B.jpg",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    for words in ["antes", "despues", "→ A.jpg", "did not come"] {
        assert!(!shown.contains(words), "{words}: {shown}");
    }
    let list = shown.split("files of messages left out").last().unwrap();
    assert!(list.contains("A.jpg C.jpg"), "{list}");
}

/// The page of the chat in the dossier of a store.
fn chat_page(store: &std::path::Path) -> String {
    let out = tempfile::tempdir().unwrap();
    let pdf = out.path().join("d.pdf");
    let arguments = ["build", "m", "-o", pdf.to_str().unwrap()];
    let built = expediente_tests::program::in_store(store, arguments);
    assert!(matches!(built.0, 0 | 6), "{built:?}");
    page(&expediente_tests::judges::texts(&pdf), "Eva · WhatsApp")
}

/// The id of the document that is the chat of a store.
fn chat_of(store: &std::path::Path) -> String {
    let shown = expediente_tests::program::in_store(store, ["matter", "show", "m"]).1;
    let exhibits = shown["exhibits"].as_array().unwrap().iter();
    let mut documents = exhibits.flat_map(|one| one["documents"].as_array().unwrap());
    let chat = documents.find(|one| one["paper"].as_str().unwrap().ends_with(".txt"));
    let chat = chat.unwrap_or_else(|| panic!("{shown}"));
    chat["id"].as_str().unwrap().to_owned()
}

/// Cut after it came in, shown whole again by undo, cut again by redo: the original is never
/// touched, and the papers that were sent with it stay.
#[test]
fn a_chat_is_cut_to_its_days() {
    let folder = spanned();
    let store = store();
    let report = add(store.path(), folder.path(), &[]);
    assert_eq!(report["received"], 4, "{report}");
    let document = chat_of(store.path());
    let run = |arguments: &[&str]| expediente_tests::program::in_store(store.path(), arguments);
    // Days that are chosen of a chat that is here change nothing, and that is said.
    let report = add(store.path(), folder.path(), &["--chat-from", "2023-03-01"]);
    let chat = papers(&report);
    let chat = chat.iter().find(|one| one.0.ends_with(".txt")).unwrap();
    assert_eq!(chat.2, "chat-days-kept", "{report}");
    let report = add(store.path(), folder.path(), &[]);
    assert!(!report.to_string().contains("chat-days-kept"), "{report}");
    let whole = chat_page(store.path());
    for words in ["9 messages, from", "of 9 · page 1 of 2", "antes", "→ A.jpg"] {
        assert!(whole.contains(words), "{words}: {whole}");
    }
    let listed = run(&["days", "m", &document]).1;
    assert_eq!(
        listed["days"][0],
        serde_json::json!(["2023-02-27", 1]),
        "{listed}"
    );
    assert_eq!(listed["days"].as_array().unwrap().len(), 7, "{listed}");
    assert_eq!(listed["undated"], 1, "{listed}");

    let cut = [
        "days",
        "m",
        &document,
        "--from",
        "2023-03-01",
        "--to",
        "2023-05-31",
    ];
    assert_eq!(run(&cut).0, 0);
    let shown = chat_page(store.path());
    is_cut(&shown);
    let originals = std::fs::read_dir(store.path().join("matters/m/originals")).unwrap();
    let mut originals = originals.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    assert!(originals.any(|bytes| bytes == SPAN.as_bytes()));
    assert_eq!(run(&["undo", "m"]).0, 0);
    assert_eq!(chat_page(store.path()), whole);
    assert_eq!(run(&["redo", "m"]).0, 0);
    assert_eq!(chat_page(store.path()), shown);
    assert_eq!(run(&["days", "m", &document, "--all"]).0, 0);
    assert_eq!(chat_page(store.path()), whole);

    // What cannot be is refused with a sentence, and changes nothing.
    for (days, code) in [
        (
            ["--from", "2024-01-01", "--to", "2024-02-01"],
            "no-messages",
        ),
        (
            ["--from", "2023-04-01", "--to", "2023-03-01"],
            "days-reversed",
        ),
        (["--from", "2023-04", "--to", "2023-05"], "no-day"),
    ] {
        let refused = run(&[&["days", "m", &document][..], &days].concat());
        assert_ne!(refused.0, 0);
        assert!(refused.1.to_string().contains(code), "{code}: {refused:?}");
    }
    assert_eq!(chat_page(store.path()), whole);
    assert_eq!(run(&["check"]).0, 0);
}

/// The days go along when a case is handed over, and damaged pages are made again with their
/// pictures.
#[test]
fn a_cut_chat_is_handed_over_and_repaired() {
    let folder = spanned();
    let store = store();
    let days = ["--chat-from", "2023-03-01", "--chat-to", "2023-05-31"];
    let report = add(store.path(), folder.path(), &days);
    assert_eq!(report["received"], 4, "{report}");
    let shown = chat_page(store.path());
    is_cut(&shown);
    let case = folder.path().join("case");
    let run = |arguments: &[&str]| expediente_tests::program::in_store(store.path(), arguments);
    assert_eq!(run(&["export", "m", case.to_str().unwrap()]).0, 0);
    let manifest = std::fs::read_to_string(case.join("dossier.toml")).unwrap();
    assert!(manifest.contains("from = \"2023-03-01\""), "{manifest}");
    let again = folder.path().join("again.pdf");
    expediente_tests::program::build(&case, &again, &[]);
    let texts = expediente_tests::judges::texts(&again);
    assert_eq!(page(&texts, "Eva · WhatsApp"), shown);

    let document = chat_of(store.path());
    assert_eq!(run(&["days", "m", &document, "--all"]).0, 0);
    // Both: the pages that are shown, and those that undo would show.
    let made = store.path().join("matters/m/derivatives");
    let mut damaged = 0;
    for file in std::fs::read_dir(&made).unwrap() {
        let path = file.unwrap().path();
        let mut rights = std::fs::metadata(&path).unwrap().permissions();
        #[allow(clippy::permissions_set_readonly_false)]
        rights.set_readonly(false);
        std::fs::set_permissions(&path, rights).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        if bytes.starts_with(b"%PDF-") {
            std::fs::write(&path, b"%PDF-1.7 damaged").unwrap();
            damaged += 1;
        }
    }
    assert_eq!(damaged, 2);
    assert_ne!(run(&["check"]).0, 0);
    assert_eq!(run(&["repair", "--yes"]).0, 0);
    assert_eq!(run(&["check"]).0, 0);
    assert_eq!(run(&["undo", "m"]).0, 0);
    assert_eq!(chat_page(store.path()), shown);
}

/// Days that the chat does not have, and a chat whose dates somebody has to read first.
#[test]
fn a_chat_without_messages_of_these_days_is_refused() {
    let store = store();
    let folder = spanned();
    let report = add(store.path(), folder.path(), &["--chat-from", "2024-01-01"]);
    let chat = papers(&report)
        .into_iter()
        .find(|one| one.0.ends_with(".txt"));
    assert_eq!(chat.unwrap().2, "chat-days-empty", "{report}");
    let report = add(store.path(), &path("ask"), &["--chat-from", "2024-01-01"]);
    assert_eq!(papers(&report)[0].2, "chat-date-order");
}

fn built_of(
    folder: &std::path::Path,
    store: &std::path::Path,
    more: &[&str],
) -> (i32, Value, String) {
    let out = store.with_extension("pdf");
    let _ = std::fs::remove_file(&out);
    let mut arguments = vec![
        "build",
        folder.to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
    ];
    arguments.extend(more);
    let (code, said) = expediente_tests::program::in_store(store, arguments);
    let shown = if out.exists() {
        judges::texts(&out).concat()
    } else {
        String::new()
    };
    (code, said, shown)
}

/// What is left out of a chat came into the dossier all the same: in an answer that quotes it, in a
/// file that is not read as a chat, in a second build, and in an earlier dossier beside the papers.
#[test]
fn what_is_left_out_of_a_chat_comes_in_by_no_other_way() {
    let place = tempfile::tempdir().unwrap();
    let folder = |name: &str, file: &str, text: &str| {
        let folder = place.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join(file), text).unwrap();
        folder
    };
    let days = ["--chat-from", "2023-03-15", "--chat-to", "2023-03-15"];
    // Telegram keeps the number of the message that is answered; its words were looked up.
    let telegram = r#"{"name": "Rosa", "type": "personal_chat", "id": 1, "messages": [
        {"id": 1, "type": "message", "date": "2023-03-14T23:30:00", "from": "Rosa", "text": "FUERA uno"},
        {"id": 2, "type": "message", "date": "2023-03-15T08:00:00", "from": "Ana", "text": "dentro",
         "reply_to_message_id": 1}]}"#;
    let papers = folder("tg", "result.json", telegram);
    let (code, said, shown) = built_of(&papers, &place.path().join("s1"), &days);
    assert!(matches!(code, 0 | 6), "{said}");
    assert!(shown.contains("← …") && !shown.contains("FUERA"), "{shown}");
    assert!(shown.contains("messages 1–1 of the 1 shown"), "{shown}");
    // A line before the first message.
    let lines = "14/03/2023, 21:05 - Rosa: FUERA uno\n15/03/2023, 08:00 - Ana: dentro\n\
                 16/03/2023, 08:00 - Ana: FUERA dos\n";
    let papers = folder(
        "head",
        "Chat de WhatsApp con Rosa.txt",
        &format!("Chat de Rosa\n{lines}"),
    );
    let (code, said, shown) = built_of(&papers, &place.path().join("s2"), &days);
    assert_eq!(code, 1, "{said}");
    assert!(said.to_string().contains("chat-days-unread"), "{said}");
    assert!(shown.is_empty());
    // Papers without any chat.
    let papers = folder("letter", "Carta.txt", "Querida Rosa");
    let (code, said, _) = built_of(&papers, &place.path().join("s3"), &days);
    assert_eq!(
        (code, &said["error"]["code"]),
        (1, &"no-chats".into()),
        "{said}"
    );
    // The same folder again, first whole and then cut.
    let papers = folder("again", "Chat de WhatsApp con Rosa.txt", lines);
    let store = place.path().join("s4");
    let (_, _, whole) = built_of(&papers, &store, &[]);
    assert!(
        whole.contains("FUERA uno") && whole.contains("FUERA dos"),
        "{whole}"
    );
    let (code, said, shown) = built_of(&papers, &store, &days);
    assert!(matches!(code, 0 | 6), "{said}");
    assert!(
        shown.contains("dentro") && !shown.contains("FUERA"),
        "{shown}"
    );
    // By its name.
    let (_, _, whole) = built_of(&papers, &place.path().join("s5"), &[]);
    assert!(whole.contains("FUERA"));
    let (code, said, shown) = built_of(
        std::path::Path::new("again"),
        &place.path().join("s5"),
        &days,
    );
    assert!(matches!(code, 0 | 6), "{said}");
    assert!(!shown.contains("FUERA"), "{shown}");
    // An earlier dossier of all of it, beside the papers.
    let out = papers.join("v1.pdf");
    expediente_tests::program::build(&papers, &out, &[]);
    let (code, said, shown) = built_of(&papers, &place.path().join("s6"), &days);
    assert!(matches!(code, 0 | 6), "{said}");
    assert!(said.to_string().contains("dossier-passed-over"), "{said}");
    assert!(!shown.contains("FUERA"), "{shown}");
    // Where nothing is left out, nothing says that something is.
    let all = ["--chat-from", "2023-03-01", "--chat-to", "2023-04-30"];
    let (_, _, shown) = built_of(&papers, &place.path().join("s7"), &all);
    assert!(!shown.contains("not the whole chat"), "{shown}");
    assert!(shown.contains("FUERA dos"), "{shown}");
}

/// Messages of programs beside Signal, in a list with a name, were taken for those of Telegram, and
/// lost their words.
#[test]
fn a_list_of_messages_with_kinds_of_its_own_keeps_its_words() {
    let place = tempfile::tempdir().unwrap();
    let text = r#"{"messages": [
        {"type": "incoming", "sent_at": 1678869000000, "source": "Rosa", "body": "ya salí"},
        {"type": "outgoing", "sent_at": 1678869060000, "body": "te espero"}]}"#;
    std::fs::write(place.path().join("messages.json"), text).unwrap();
    let store = tempfile::tempdir().unwrap();
    let (code, said, shown) = built_of(place.path(), &store.path().join("s"), &[]);
    assert!(matches!(code, 0 | 6), "{said}");
    for words in ["ya salí", "te espero", "March 15, 2023"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}
