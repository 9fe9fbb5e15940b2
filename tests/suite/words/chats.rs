//! Exported chats become pages.

use super::{add, page, pages, papers, path, store};

const ZIP: &str = "WhatsApp Chat - Familia.zip";

/// Day by day, each message with its time and name; what the chat is on the first page.
#[test]
fn a_chat_of_an_iphone() {
    let shown = page(&pages(&path("chats"), &[]), "Familia · _chat.txt");
    for words in [
        "messages 1–7 of 7 · page 1 of 1",
        "Chat: Familia",
        "Exported file: WhatsApp Chat - Familia.zip (_chat.txt). SHA-256: ",
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
