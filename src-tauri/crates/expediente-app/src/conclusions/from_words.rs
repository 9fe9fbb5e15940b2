//! What the words on a paper suggest for the fields of its exhibit.

use expediente_model::{
    Code, Date, Document, Exhibit, ExhibitKind, Finding, Item, Language, PaperField, PaperValue,
    ReadFacts, TextFacts, folded,
};

use crate::conclusions::ConcludedField;
use crate::conclusions::suggested::Value;
use crate::edit::text_input;
use crate::intake::title_guess;

/// A title that was read on a page.
pub(crate) struct TitleRead {
    pub(crate) title: String,
    /// The line that it was made of.
    pub(crate) line: String,
    /// Whether it names a kind of paper.
    pub(crate) sure: bool,
}

/// What the words of the pages say that a document shows: those that are printed on it and, where
/// the computer is sure of them, those that it read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Words<'m> {
    shown: Option<(&'m Document, &'m Item)>,
}

impl<'m> Words<'m> {
    pub(crate) fn of(document: &'m Document, item: &'m Item) -> Self {
        Self {
            shown: Some((document, item)),
        }
    }

    /// The first words of the first page.
    fn first_words(&self) -> Option<&'m str> {
        let (_, item) = self.shown?;
        let printed = item.first_words.as_deref();
        // Of a scan those that the computer read; what it reads on a photo that nobody can read is
        // chance.
        let unreadable = |finding: &Finding| {
            let page = finding.page.is_none_or(|page| page == 1);
            page && finding.code.is_about_legibility()
        };
        let is_legible = !item.findings.iter().any(unreadable);
        printed.or_else(|| {
            item.read
                .as_ref()?
                .sure_first_words()
                .filter(|_| is_legible)
        })
    }

    /// The title that the first words suggest, and the line that it was made of. A title in
    /// capitals keeps those of the person of the matter, and of those whom the paper names.
    pub(crate) fn title(&self, person: &str) -> Option<TitleRead> {
        let words = self.first_words()?;
        let fields = [PaperField::Writer, PaperField::Subject, PaperField::Issuer];
        let said = fields.into_iter().filter_map(|field| self.get(field));
        let mut names: Vec<&str> = said
            .filter_map(|said| Some(said.values.first()?.as_str()))
            .collect();
        names.push(person);
        let (title, sure) = title_guess::title_of_page(words, &names)?;
        let line = line_of(words, &title);
        Some(TitleRead { title, line, sure })
    }

    /// What they say about a field.
    pub(crate) fn get(&self, field: PaperField) -> Option<&'m PaperValue> {
        let (document, item) = self.shown?;
        // Places that show the day on which pages are made show no day of the paper.
        let changes =
            |finding: &Finding| matches!(finding.code, Code::OfficeFields | Code::OfficeVolatile);
        if field == PaperField::Made && item.findings.iter().any(changes) {
            return None;
        }
        let printed = item
            .page_facts
            .as_ref()
            .and_then(|facts| facts.words.as_deref());
        let printed = printed.and_then(|words| words.value_of(field));
        let said = printed.or_else(|| surely_read(item.read.as_deref()?, field))?;
        let is_shown = document.chosen_pages(item.pages).contains(&said.page)
            && !document.left_out.contains(&said.page);
        let is_possible = field != PaperField::Made || !is_made_after(said, &item.received);
        (is_shown && is_possible).then_some(said)
    }

    /// The address in the squares of the pages that are shown, if it is only one.
    fn address_of_code(&self) -> Option<(&'m String, u32)> {
        let (document, item) = self.shown?;
        let shown = document.chosen_pages(item.pages);
        let codes = item.read.iter().flat_map(|read| &read.codes);
        let mut addresses = codes.filter(|code| {
            let is_shown = shown.contains(&code.page) && !document.left_out.contains(&code.page);
            is_shown && code.text.starts_with("http")
        });
        let first = addresses.next()?;
        let is_only = addresses.all(|other| other.text == first.text);
        is_only.then_some((&first.text, first.page))
    }

    /// The day of issue, if it is only one.
    pub(crate) fn date(&self) -> Option<(Date, &'m PaperValue)> {
        let said = self.get(PaperField::Made)?;
        match said.values.as_slice() {
            [only] => Some((only.parse().ok()?, said)),
            _ => None,
        }
    }
}

/// Whether each day that a paper seems to be of is after it came in: then that is the day of
/// something else.
fn is_made_after(said: &PaperValue, received: &str) -> bool {
    let came: Option<Date> = received.get(..10).and_then(|day| day.parse().ok());
    let is_after = |came: Date| {
        let days = said.values.iter().map(|value| value.parse::<Date>());
        // It came in at universal time, and in the east the next day had begun.
        let mut days = days.map(|day| day.is_ok_and(|day| day.days_since(came) > 1));
        days.all(|is_later| is_later)
    };
    came.is_some_and(is_after)
}

/// The line that a title was made of, as it is on the page.
fn line_of(words: &str, title: &str) -> String {
    let wanted = folded(title);
    let mut lines = words.lines().map(str::trim);
    let same = lines.find(|line| folded(line) == wanted);
    same.map_or_else(|| title.to_owned(), str::to_owned)
}

fn surely_read(read: &ReadFacts, field: PaperField) -> Option<&PaperValue> {
    let facts: &TextFacts = read.facts.as_deref()?;
    let said = facts.value_of(field)?;
    let unsure = read.unsure.as_ref();
    let is_unsure = unsure.is_some_and(|pages| pages.contains(said.page));
    (!is_unsure).then_some(said)
}

/// A suggestion, and what it was read from.
pub(crate) struct Said {
    pub(crate) field: ConcludedField,
    pub(crate) values: Vec<Value>,
    pub(crate) line: String,
    pub(crate) page: u32,
}

impl Said {
    fn of(field: ConcludedField, values: Vec<Value>, said: &PaperValue) -> Self {
        Self {
            field,
            values,
            line: said.line.clone(),
            page: said.page,
        }
    }
}

/// The days that a value can be.
pub(crate) fn dates(said: &PaperValue) -> Vec<Value> {
    let dates = said.values.iter().filter_map(|value| value.parse().ok());
    dates.map(Value::Date).collect()
}

/// What words say about the empty fields of an exhibit that its kind asks for.
pub(crate) fn fields(
    exhibit: &Exhibit,
    kind: Option<ExhibitKind>,
    language: Language,
    words: &Words<'_>,
) -> Vec<Said> {
    let mut found = Vec::new();
    let mut add = |field, is_empty: bool, asked: Option<PaperField>, of: fn(String) -> Value| {
        let said = asked
            .filter(|_| is_empty)
            .and_then(|asked| words.get(asked));
        if let Some(said) = said
            && let Some(value) = said.values.first()
        {
            found.push(Said::of(field, vec![of(value.clone())], said));
        }
    };
    let asked = |field, of| asks(kind, field).then_some(of);
    let issuer = asked(ConcludedField::Issuer, PaperField::Issuer);
    add(
        ConcludedField::Issuer,
        exhibit.issuer.is_none(),
        issuer,
        Value::Issuer,
    );
    let number = asked(ConcludedField::PaperNumber, PaperField::Number);
    add(
        ConcludedField::PaperNumber,
        exhibit.number.is_none(),
        number,
        Value::PaperNumber,
    );
    let who = who_of(kind);
    add(ConcludedField::Who, exhibit.who.is_none(), who, Value::Who);
    // A paper in the language of the dossier need not say so.
    let foreign = asked(ConcludedField::Language, PaperField::Language).filter(|_| {
        let said = words.get(PaperField::Language);
        said.is_some_and(|said| !said.values.iter().any(|tag| tag == language.tag()))
    });
    add(
        ConcludedField::Language,
        exhibit.language.is_none(),
        foreign,
        Value::Language,
    );
    let code = asked(ConcludedField::Code, PaperField::Code);
    add(
        ConcludedField::Code,
        exhibit.code.is_none(),
        code,
        Value::Code,
    );
    if exhibit.date.is_none()
        && asks(kind, ConcludedField::Date)
        && let Some(said) = words.get(PaperField::Made)
    {
        found.insert(0, Said::of(ConcludedField::Date, dates(said), said));
    }
    if exhibit.address.is_none() && asks(kind, ConcludedField::Address) {
        found.extend(address(words));
    }
    if exhibit.valid_until.is_none()
        && asks(kind, ConcludedField::ValidUntil)
        && let Some(said) = words.get(PaperField::Expires)
        && let [day] = said.values.as_slice()
        && let Ok(day) = day.parse()
    {
        let values = vec![Value::ValidUntil(day)];
        found.push(Said::of(ConcludedField::ValidUntil, values, said));
    }
    found
}

/// The address where a paper can be verified: printed on it, or in its square. It is never opened.
fn address(words: &Words<'_>) -> Option<Said> {
    let printed = words.get(PaperField::Address);
    let printed = printed.and_then(|said| Some((said.values.first()?, said.page)));
    let (text, page) = printed.or_else(|| words.address_of_code())?;
    let address = text_input::address(Some(text)).ok()??;
    Some(Said {
        field: ConcludedField::Address,
        values: vec![Value::Address(address)],
        line: text.clone(),
        page,
    })
}

/// Whether the form of a kind asks for a field (`exhibit-kinds.ts` in the window).
fn asks(kind: Option<ExhibitKind>, field: ConcludedField) -> bool {
    use ConcludedField as Field;
    let kind = kind.map_or(ExhibitKind::Other, |kind| kind);
    match field {
        Field::Title | Field::Kind | Field::Number => true,
        // A photo has the day on which it was taken, and words on it are of what it shows.
        Field::Date => kind != ExhibitKind::Photo,
        // Of a translation the language is that of the original.
        Field::Language => !matches!(kind, ExhibitKind::Photo | ExhibitKind::Translation),
        Field::Issuer => matches!(
            kind,
            ExhibitKind::Certificate
                | ExhibitKind::Identity
                | ExhibitKind::Court
                | ExhibitKind::Other
        ),
        Field::Code | Field::Address => matches!(
            kind,
            ExhibitKind::Certificate | ExhibitKind::Court | ExhibitKind::Other
        ),
        Field::ValidUntil => matches!(kind, ExhibitKind::Certificate | ExhibitKind::Identity),
        Field::PaperNumber => matches!(
            kind,
            ExhibitKind::Certificate | ExhibitKind::Identity | ExhibitKind::Court
        ),
        Field::Who => who_of(Some(kind)).is_some(),
        // The glossary proposes it for a text that is there.
        Field::InLanguage(_) => false,
    }
}

/// Whom a kind of paper asks for: who writes it, or whom it is about.
fn who_of(kind: Option<ExhibitKind>) -> Option<PaperField> {
    match kind? {
        ExhibitKind::Declaration | ExhibitKind::Letter | ExhibitKind::Translation => {
            Some(PaperField::Writer)
        }
        ExhibitKind::Certificate | ExhibitKind::Identity => Some(PaperField::Subject),
        ExhibitKind::Petition | ExhibitKind::Photo | ExhibitKind::Court | ExhibitKind::Other => {
            None
        }
    }
}
