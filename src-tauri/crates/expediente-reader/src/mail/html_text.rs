//! The words of a web page as a mail has it. Scripts and styles are dropped, pictures are named and
//! never loaded, links keep their address. Words that the reader of the mail did not see are told.

use std::collections::BTreeMap;

use crate::mail::entities::decoded;
use crate::mail::lists::Lists;
use crate::mail::styles::Sheet;
use crate::mail::tags::{attribute, tag_of};
use crate::words::STRUCK;

/// Elements whose content is not said.
const UNSAID: [&str; 5] = ["script", "style", "head", "title", "template"];

/// Elements that begin and end a line.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "tr",
    "table",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "hr",
    "section",
    "article",
    "header",
    "footer",
    "center",
    "body",
];

/// Quotations in quotations that are marked apart.
const QUOTED: usize = 8;

/// Letters of an address that is still shown.
const ADDRESS: usize = 120;

/// Elements without an end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Letters of words that were not seen that are kept.
const QUOTED_LETTERS: usize = 600;

/// Elements in each other that are looked at.
const DEEPEST: usize = 512;

/// The words of a page.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) text: String,
    /// How many pictures it would load.
    pub(crate) remote: u64,
    /// Words that are not shown, which are not in the text.
    pub(crate) hidden: String,
    /// Words in the color of paper, which are in the text.
    pub(crate) pale: String,
    /// Pictures that should have come along.
    pub(crate) absent: Vec<String>,
    /// Pictures in the page itself: the ending of a file and its content in base64.
    pub(crate) inside: Vec<(String, String)>,
}

/// The words of a page; the pictures that came along stand in their place by the names of their
/// files, known by their Content-ID.
pub(crate) fn text(html: &str, files: &BTreeMap<String, String>) -> Words {
    let mut page = Page {
        files: files.clone(),
        ..Page::default()
    };
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        page.say(before);
        if let Some(comment) = tail.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let begins =
            tail.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !begins {
            page.say("<");
            rest = tail;
            continue;
        }
        let (tag, tail) = tag_of(tail);
        rest = page.tag(tag, tail);
    }
    page.say(rest);
    page.finish()
}

/// An element that is open.
struct Open {
    name: String,
    is_hidden: bool,
    is_light: bool,
    is_on_light: bool,
}

/// The words so far.
#[derive(Default)]
struct Page {
    words: Words,
    files: BTreeMap<String, String>,
    lines: Vec<String>,
    line: String,
    /// Empty lines that come before the next words.
    gap: bool,
    link: Option<(String, usize)>,
    is_pre: bool,
    /// How many quotations of others the words are in.
    quoted: usize,
    lists: Lists,
    sheet: Sheet,
    open: Vec<Open>,
    /// Where the raised words begin that are open.
    raised: Option<usize>,
}

impl Page {
    fn say(&mut self, text: &str) {
        let text = decoded(text);
        if self.is_hidden() {
            noted(&mut self.words.hidden, &text);
            return;
        }
        if self
            .open
            .last()
            .is_some_and(|one| one.is_light && one.is_on_light)
        {
            noted(&mut self.words.pale, &text);
        }
        if self.is_pre {
            for (at, part) in text.split('\n').enumerate() {
                if at > 0 {
                    self.end_line();
                }
                self.line.push_str(part.trim_end_matches('\r'));
            }
            return;
        }
        for (at, word) in text.split([' ', '\n', '\r', '\t']).enumerate() {
            if at > 0 && !self.line.ends_with([' ', '\t']) && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.line.push_str(word);
        }
    }

    fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|one| one.is_hidden)
    }

    /// Notes which elements are open.
    fn nest(&mut self, name: &str, tag: &str, is_end: bool) {
        if is_end {
            if let Some(at) = self.open.iter().rposition(|one| one.name == name) {
                self.open.truncate(at);
            }
            return;
        }
        self.end_implied(name);
        if VOID.contains(&name) || self.open.len() >= DEEPEST {
            return;
        }
        let look = self.sheet.look(name, tag);
        let around = self.open.last();
        let one = Open {
            name: name.to_owned(),
            is_hidden: look.hides || around.is_some_and(|one| one.is_hidden),
            is_light: look
                .is_light
                .map_or_else(|| around.is_some_and(|one| one.is_light), |light| light),
            is_on_light: look
                .is_on_light
                .map_or_else(|| around.is_none_or(|one| one.is_on_light), |light| light),
        };
        self.open.push(one);
    }

    /// Ends the elements that the beginning of another one ends (HTML 4.01, section 9.3 and 10.2).
    fn end_implied(&mut self, name: &str) {
        if BLOCKS.contains(&name) && self.open.last().is_some_and(|one| one.name == "p") {
            self.open.pop();
        }
        let (same, walls): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            _ => return,
        };
        for at in (0..self.open.len()).rev() {
            let own = self.open.get(at).map_or("", |one| one.name.as_str());
            if walls.contains(&own) {
                return;
            }
            if same.contains(&own) {
                self.open.truncate(at);
                return;
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end();
        if line.is_empty() && !self.is_pre {
            return;
        }
        if self.gap && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.gap = false;
        // As mails without a layout mark what somebody else has written.
        self.lines
            .push(format!("{}{line}", "> ".repeat(self.quoted)));
    }

    /// Does what a tag says; returns what follows it.
    fn tag<'a>(&mut self, tag: &str, rest: &'a str) -> &'a str {
        let is_end = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = name
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .map_or_else(String::new, str::to_ascii_lowercase);
        let name = name.as_str();
        if UNSAID.contains(&name) && !is_end && !tag.ends_with('/') {
            let after = after_end(rest, name);
            if name == "style" || name == "head" {
                self.styles(name, rest, after);
            }
            return after;
        }
        let was_hidden = self.is_hidden();
        self.nest(name, tag, is_end);
        if was_hidden || self.is_hidden() {
            noted(&mut self.words.hidden, " ");
            return rest;
        }
        match name {
            "br" => {
                if self.line.trim().is_empty() {
                    self.gap = true;
                }
                self.end_line();
            }
            "td" | "th" if is_end => self.line.push('\t'),
            "img" => self.picture(tag),
            "a" => self.link(tag, is_end),
            // Words that are struck out say the contrary without their line.
            "del" | "s" | "strike" => self.line.push_str(STRUCK),
            "sup" => self.raise(is_end),
            // What is in a field is on the page.
            "input" => self.field(tag),
            _ if BLOCKS.contains(&name) => self.block(name, tag, is_end),
            _ => {}
        }
        rest
    }

    /// Reads the style sheets, which are in the head or anywhere.
    fn styles(&mut self, name: &str, rest: &str, after: &str) {
        let inside = rest.len().checked_sub(after.len());
        let inside = inside
            .and_then(|end| rest.get(..end))
            .map_or("", |text| text);
        if name == "style" {
            self.sheet.read(inside);
            return;
        }
        let lower = inside.to_ascii_lowercase();
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|text| text.find("<style")) {
            let begin = from + at;
            let sheet = lower.get(begin..).and_then(|text| text.split_once('>'));
            let sheet = sheet.map_or("", |(_, sheet)| sheet);
            self.sheet
                .read(sheet.split("</style").next().map_or("", |sheet| sheet));
            from = begin + 1;
        }
    }

    fn block(&mut self, name: &str, tag: &str, is_end: bool) {
        self.end_line();
        self.is_pre = name == "pre" && !is_end;
        let is_apart = !matches!(name, "div" | "tr" | "li" | "body" | "section" | "center");
        self.gap |= is_apart;
        match (name, is_end) {
            ("blockquote", true) => self.quoted = self.quoted.saturating_sub(1),
            ("blockquote", false) => self.quoted = (self.quoted + 1).min(QUOTED),
            ("ul" | "ol", true) => self.lists.end(),
            ("ul" | "ol", false) => self.lists.begin(name == "ol", tag),
            ("li", false) => {
                let mark = self.lists.mark(tag);
                self.line.push_str(&mark);
            }
            _ => {}
        }
    }

    /// Raised words: an exponent is not a digit more.
    fn raise(&mut self, is_end: bool) {
        if !is_end {
            self.raised = Some(self.line.len());
            return;
        }
        let Some(start) = self.raised.take() else {
            return;
        };
        let said = self.line.get(start..).map_or("", |said| said);
        let is_number = said.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−'));
        let follows = self.line.get(..start).is_some_and(|before| {
            before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']'))
        });
        if is_number && follows {
            self.line.insert(start, '^');
        }
    }

    fn field(&mut self, tag: &str) {
        let kind = attribute(tag, "type").map_or_else(String::new, |kind| kind.to_lowercase());
        let value = attribute(tag, "value").filter(|value| !value.trim().is_empty());
        match (kind.as_str(), value) {
            ("hidden", Some(value)) => noted(&mut self.words.hidden, &format!(" {value} ")),
            ("checkbox" | "radio", _) => {
                let is_on = tag.to_ascii_lowercase().contains("checked");
                self.line.push_str(if is_on { "[x] " } else { "[ ] " });
            }
            (_, Some(value)) => self.line.push_str(&value),
            _ => {}
        }
    }

    fn picture(&mut self, tag: &str) {
        let Some(source) = attribute(tag, "src") else {
            return;
        };
        let words = attribute(tag, "alt").filter(|words| !words.trim().is_empty());
        let named = |name: &str| match &words {
            Some(words) if words.trim() != name => format!("[{}: {name}]", words.trim()),
            _ => format!("[{name}]"),
        };
        let lower: String = source.chars().take(32).collect::<String>().to_lowercase();
        let said = if lower.starts_with("cid:") {
            let id = source.get(4..).map_or("", |id| id);
            match self.files.get(id) {
                Some(name) => named(name),
                None => {
                    self.words.absent.push(id.to_owned());
                    named(&source)
                }
            }
        } else if lower.starts_with("data:") {
            let Some((kind, data)) = source.split_once(";base64,") else {
                return self.line.push_str(&named("data:"));
            };
            let ending = kind.rsplit('/').next().map_or("bin", |ending| ending);
            let ending = ending
                .split(['+', ';'])
                .next()
                .map_or("bin", |ending| ending);
            let ending = if ending == "jpeg" { "jpg" } else { ending };
            self.words.inside.push((ending.to_owned(), data.to_owned()));
            named(&inside_name(self.words.inside.len(), ending))
        } else {
            self.words.remote += 1;
            named(&source.chars().take(ADDRESS).collect::<String>())
        };
        self.line.push_str(&said);
    }

    fn link(&mut self, tag: &str, is_end: bool) {
        if !is_end {
            let address = attribute(tag, "href");
            self.link = address.map(|address| (address, self.line.len()));
            return;
        }
        let Some((address, start)) = self.link.take() else {
            return;
        };
        let said = self.line.get(start..).map_or("", |said| said).trim();
        let bare = address.trim_start_matches("mailto:").trim_end_matches('/');
        let is_shown =
            said.contains(bare) || bare.contains(said) && !said.is_empty() && said.contains('.');
        if address.len() <= ADDRESS && !is_shown && !address.starts_with(['#', 'j']) {
            self.line.push_str(&format!(" <{address}>"));
        }
    }

    fn finish(mut self) -> Words {
        self.is_pre = false;
        self.end_line();
        Words {
            text: self.lines.join("\n"),
            ..self.words
        }
    }
}

/// The name of a picture that is in the page itself.
pub(crate) fn inside_name(number: usize, ending: &str) -> String {
    format!("picture-{number}.{ending}")
}

fn noted(text: &mut String, words: &str) {
    if text.len() < QUOTED_LETTERS {
        text.push_str(words);
    }
}

/// What follows the end of an element that is not said.
fn after_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let lower = rest.to_ascii_lowercase();
    let Some(at) = lower.find(&format!("</{name}")) else {
        // An element that is never closed: its content is said rather than lost, but for scripts
        // and styles, which are no words.
        return if matches!(name, "script" | "style") {
            ""
        } else {
            rest
        };
    };
    let tail = rest.get(at..).map_or("", |tail| tail);
    tail.split_once('>').map_or("", |(_, tail)| tail)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Words;

    fn text(html: &str) -> Words {
        super::text(html, &BTreeMap::new())
    }

    /// Words that a browser does not show are not said to be in the mail, and are told.
    #[test]
    fn hidden_and_pale_words_are_told() {
        let words = text(
            "<head><style>.pre{display:none}</style></head><p>uno</p><div class=pre>OCULTO <b>a</b><br></div>\
             <p style='color:#fff'>BLANCO<p>dos<table bgcolor=#000><tr><td style='color:white'>claro</table>\
             <span style='font-size:0'>CERO</span><input type=hidden value=CAMPO>fin",
        );
        assert_eq!(words.text, "uno\n\nBLANCO\n\ndos\n\nclaro\n\nfin");
        assert_eq!(
            words.hidden.split_whitespace().collect::<Vec<_>>(),
            ["OCULTO", "a", "CERO", "CAMPO"]
        );
        assert_eq!(words.pale.trim(), "BLANCO");
    }

    /// The numbers are those that a browser shows.
    #[test]
    fn lists_and_raised_words() {
        let words = text(
            "<ol start=4><li>cuatro<ul><li>x</ul><li value=9>nueve<li>diez</ol><ol type=a><li>uno</ol>\
             <p>5 m<sup>2</sup>, 10<sup>-3</sup>, 1<sup>st</sup> nota<sup>*</sup></p>",
        );
        assert_eq!(
            words.text,
            "4. cuatro\n\n• x\n\n9. nueve\n10. diez\n\na. uno\n\n5 m^2, 10^-3, 1st nota*"
        );
    }

    /// A picture that came along stands in its place by its name; one that did not is told.
    #[test]
    fn pictures_stand_in_their_place() {
        let files = BTreeMap::from([("p1".to_owned(), "foto.jpg".to_owned())]);
        let words = super::text(
            "a <img src='cid:p1' alt='la casa'> b <img src=cid:p2> c <img src='data:image/jpeg;base64,/9j/'> d",
            &files,
        );
        assert_eq!(
            words.text,
            "a [la casa: foto.jpg] b [cid:p2] c [picture-1.jpg] d"
        );
        assert_eq!(words.absent, ["p2"]);
        assert_eq!(words.inside, [("jpg".to_owned(), "/9j/".to_owned())]);
    }

    /// The lines are those that a browser shows.
    #[test]
    fn the_words_of_a_page() {
        let html = "<html><head><title>x</title><style>p{color:red}</style></head><body>\
            <p>Estimada  Se&ntilde;ora&nbsp;N&uacute;&ntilde;ez:</p><p>Su cita es el <b>3 de\n abril</b>.<br>\
            Lleve:</p><ul><li>c&eacute;dula</li><li>acta</li></ul><!-- no --><script>alert('x>y')</script>\
            <img src=\"https://x.y/p.png\" alt=\"Logo\"><a href='https://x.y/cita'>aqu&#237;</a> 1 < 2 &amp; 3\
            <table><tr><td>a</td><td>b</td></tr></table></body></html>";
        let words = text(html);
        assert_eq!(words.remote, 1);
        assert_eq!(
            words.text,
            "Estimada Señora\u{a0}Núñez:\n\nSu cita es el 3 de abril.\nLleve:\n\n• cédula\n• acta\n\n\
             [Logo: https://x.y/p.png]aquí <https://x.y/cita> 1 < 2 & 3\n\na\tb"
        );
        assert_eq!(text("sin cerrar <a href=\"x").text, "sin cerrar");
        assert_eq!(text("<style>p{").text, "");
        assert_eq!(text("a<br><br>b").text, "a\n\nb");
    }

    /// Without its line a struck word says the contrary, and without its bar the words of another
    /// are the sender's own.
    #[test]
    fn struck_and_quoted_words_are_marked() {
        let words = text("<p>You must <del>not</del> pay, <s>ever</s>.</p>");
        assert_eq!(words.text, "You must ~~not~~ pay, ~~ever~~.");
        let html = "<p>I never said that.</p><blockquote><div>I will hurt you</div>\
                    <blockquote>before</blockquote></blockquote><p>end</p>";
        let words = text(html);
        assert_eq!(
            words.text,
            "I never said that.\n\n> I will hurt you\n\n> > before\n\nend"
        );
    }
}
