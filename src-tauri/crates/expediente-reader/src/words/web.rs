//! Web pages that came with a mail: their words. Any other one is printed by a browser, which shows
//! it as it looks.

use std::collections::BTreeMap;

use expediente_model::{Code, Finding, Origin};

use crate::mail::html_text;

/// Letters at the beginning of a text that are looked at.
const LETTERS: usize = 4_096;

/// Whether a text is a web page.
pub(crate) fn is_page(name: &str, text: &str) -> bool {
    let begin: String = text.trim_start().chars().take(LETTERS).collect();
    let begin = begin.to_lowercase();
    let is_whole = begin.starts_with("<!doctype html")
        || begin.starts_with("<html")
        || begin.contains("<head>")
        || begin.contains("<body");
    // A piece of one looks like a text with signs in it; then its name tells.
    let name = name.to_lowercase();
    let is_named = [".html", ".htm", ".xhtml"]
        .iter()
        .any(|ending| name.ends_with(ending));
    is_whole || is_named && begin.starts_with('<')
}

/// Whether a file came with a mail.
pub(crate) fn is_of_mail(origin: Option<&Origin>) -> bool {
    const MAILS: [&str; 3] = [".eml", ".emlx", ".msg"];
    let Some(origin) = origin else {
        return false;
    };
    let is_mail = |name: &str| {
        let name = name.to_lowercase();
        MAILS.iter().any(|ending| name.ends_with(ending))
    };
    let inside = origin.path.rsplit_once('/').map(|(around, _)| around);
    is_mail(&origin.name) || inside.is_some_and(|around| around.split('/').any(is_mail))
}

/// Puts the words of a page in its place, and tells what is not among them.
pub(crate) fn read(text: &mut String) -> Vec<Finding> {
    const QUOTED: usize = 160;
    let words = html_text::text(text, &BTreeMap::new());
    *text = words.text;
    let mut findings = vec![Finding::new(Code::MailFromHtml).with("pictures", words.remote)];
    for (code, said) in [
        (Code::MailHidden, words.hidden),
        (Code::MailPale, words.pale),
    ] {
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        if !said.is_empty() {
            let short: String = said.chars().take(QUOTED).collect();
            findings.push(Finding::new(code).with("words", short));
        }
    }
    let lost = words.absent.len() + words.inside.len();
    if lost > 0 {
        findings.push(Finding::new(Code::MailPicturesMissing).with("count", lost));
    }
    findings
}

#[cfg(test)]
mod tests {
    use expediente_model::Digest;

    use super::*;

    #[test]
    fn only_what_came_with_a_mail_is_read() {
        let origin = |name: &str, path: &str| Origin {
            name: name.to_owned(),
            digest: Digest::of(b""),
            path: path.to_owned(),
        };
        assert!(is_of_mail(Some(&origin("a.eml", "page.html"))));
        assert!(is_of_mail(Some(&origin("Inbox", "0001 x.eml/page.html"))));
        assert!(!is_of_mail(Some(&origin("a.zip", "x.eml.html"))));
        assert!(!is_of_mail(None));
        assert!(is_page("a.HTM", " <P>hola</P>") && is_page("x", "<!DOCTYPE html><x>"));
        assert!(!is_page("a.txt", "<p> y c") && !is_page("a.html", "a < b"));
    }
}
