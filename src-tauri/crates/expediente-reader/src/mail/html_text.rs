//! The words of a web page as a mail has it. Scripts and styles are dropped, pictures are named and
//! never loaded, links keep their address.

use crate::mail::entities::decoded;
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

/// The words of a page, and how many pictures it would load.
pub(crate) fn text(html: &str) -> (String, u64) {
    let mut page = Page::default();
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
    (page.finish(), page.pictures)
}

/// A tag up to its end, which is not a sign in quotes.
fn tag_of(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => {
                let (tag, rest) = text.split_at(at);
                return (tag, rest.strip_prefix('>').map_or(rest, |rest| rest));
            }
            (None, '"' | '\'') if at > 0 => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed must not take the rest of the mail with it.
    text.split_once('>').map_or((text, ""), |parts| parts)
}

/// The value of an attribute.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = lower.get(from..)?.find(name)? + from;
        let is_begin = lower
            .get(..at)?
            .ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let after = tag.get(at + name.len()..)?.trim_start();
        from = at + name.len();
        let Some(value) = after.strip_prefix('=') else {
            continue;
        };
        if !is_begin {
            continue;
        }
        let value = value.trim_start();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value.split(quote).nth(1)?,
            _ => value.split_whitespace().next()?,
        };
        return Some(decoded(value));
    }
}

/// The words so far.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
    line: String,
    /// Empty lines that come before the next words.
    gap: bool,
    link: Option<(String, usize)>,
    is_pre: bool,
    /// How many quotations of others the words are in.
    quoted: usize,
    pictures: u64,
}

impl Page {
    fn say(&mut self, text: &str) {
        let text = decoded(text);
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
            return after_end(rest, name);
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
            _ if BLOCKS.contains(&name) => {
                self.end_line();
                self.is_pre = name == "pre" && !is_end;
                let is_apart = !matches!(name, "div" | "tr" | "li" | "body" | "section" | "center");
                self.gap |= is_apart;
                if name == "blockquote" {
                    self.quoted = match is_end {
                        true => self.quoted.saturating_sub(1),
                        false => (self.quoted + 1).min(QUOTED),
                    };
                }
                if name == "li" && !is_end {
                    self.line.push_str("• ");
                }
            }
            _ => {}
        }
        rest
    }

    fn picture(&mut self, tag: &str) {
        let Some(source) = attribute(tag, "src") else {
            return;
        };
        // Pictures that came along are papers of their own.
        let is_remote = !source.starts_with("cid:") && !source.starts_with("data:");
        self.pictures += u64::from(is_remote);
        let short: String = source.chars().take(ADDRESS).collect();
        let words = attribute(tag, "alt").filter(|words| !words.trim().is_empty());
        let named = match words {
            Some(words) => format!("[{}: {short}]", words.trim()),
            None => format!("[{short}]"),
        };
        if !source.starts_with("data:") {
            self.line.push_str(&named);
        }
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

    fn finish(&mut self) -> String {
        self.is_pre = false;
        self.end_line();
        self.lines.join("\n")
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
    /// The lines are those that a browser shows.
    #[test]
    fn the_words_of_a_page() {
        let html = "<html><head><title>x</title><style>p{color:red}</style></head><body>\
            <p>Estimada  Se&ntilde;ora&nbsp;N&uacute;&ntilde;ez:</p><p>Su cita es el <b>3 de\n abril</b>.<br>\
            Lleve:</p><ul><li>c&eacute;dula</li><li>acta</li></ul><!-- no --><script>alert('x>y')</script>\
            <img src=\"https://x.y/p.png\" alt=\"Logo\"><a href='https://x.y/cita'>aqu&#237;</a> 1 < 2 &amp; 3\
            <table><tr><td>a</td><td>b</td></tr></table></body></html>";
        let (text, pictures) = super::text(html);
        assert_eq!(pictures, 1);
        assert_eq!(
            text,
            "Estimada Señora\u{a0}Núñez:\n\nSu cita es el 3 de abril.\nLleve:\n\n• cédula\n• acta\n\n\
             [Logo: https://x.y/p.png]aquí <https://x.y/cita> 1 < 2 & 3\n\na\tb"
        );
        assert_eq!(super::text("sin cerrar <a href=\"x").0, "sin cerrar");
        assert_eq!(super::text("<style>p{").0, "");
        assert_eq!(super::text("a<br><br>b").0, "a\n\nb");
    }

    /// Without its line a struck word says the contrary, and without its bar the words of another
    /// are the sender's own.
    #[test]
    fn struck_and_quoted_words_are_marked() {
        let (text, _) = super::text("<p>You must <del>not</del> pay, <s>ever</s>.</p>");
        assert_eq!(text, "You must ~~not~~ pay, ~~ever~~.");
        let html = "<p>I never said that.</p><blockquote><div>I will hurt you</div>\
                    <blockquote>before</blockquote></blockquote><p>end</p>";
        let (text, _) = super::text(html);
        assert_eq!(
            text,
            "I never said that.\n\n> I will hurt you\n\n> > before\n\nend"
        );
    }
}
