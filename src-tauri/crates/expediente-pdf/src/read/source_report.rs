//! Reports what a user should know about a source, without writing anything.
//!
//! Looks where viewers look: the catalog, the form, pages, annotations, the outline.

use crate::read::annotation_entries::{self, HIDDEN, has_appearance, inherited, is_harmless};
use crate::read::layers;
use crate::read::notice::{ActiveKind, Notice};
use crate::read::objects::{Objects, as_dict};
use crate::read::source::Source;
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier};
use std::collections::{BTreeMap, BTreeSet, HashSet};

const MARKUP: [&[u8]; 14] = [
    b"Text",
    b"FreeText",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Ink",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Stamp",
    b"Caret",
];
const RICH: [&[u8]; 6] = [
    b"RichMedia",
    b"Movie",
    b"Sound",
    b"Screen",
    b"3D",
    b"Projection",
];
/// Kinds of markup that are not drawn when they have no appearance.
const UNDRAWN: [&[u8]; 3] = [b"Text", b"Stamp", b"Caret"];
/// Types of fields that are drawn when they have no appearance.
const DRAWN_FIELDS: [&[u8]; 3] = [b"Tx", b"Ch", b"Btn"];
const MOST: usize = 200_000;
const MOST_OUTLINE_ENTRIES: usize = 20_000;
const DEEPEST_FIELDS: usize = 32;
const DEEPEST_ACTIONS: usize = 16;

/// How often something occurs, and on which pages.
#[derive(Default)]
struct Occurrences {
    count: usize,
    pages: BTreeSet<usize>,
}

impl Occurrences {
    fn add(&mut self, page: usize) {
        self.count += 1;
        self.pages.insert(page);
    }

    fn notice(self, notice: impl FnOnce(usize, Vec<usize>) -> Notice) -> Option<Notice> {
        (self.count > 0).then(|| notice(self.count, self.pages.into_iter().collect()))
    }
}

/// Everything found so far.
struct Findings<'a> {
    objects: &'a Objects,
    active: BTreeMap<ActiveKind, usize>,
    markup: Occurrences,
    bare_markup: Occurrences,
    redactions: Occurrences,
    fields: HashSet<ObjectIdentifier>,
    /// Fields written directly into another object.
    direct_fields: usize,
    /// Names of fields that are filled, visible and not drawn.
    undrawn_fields: BTreeSet<String>,
    /// The values of fields that are signed.
    signatures: Vec<Dict<'a>>,
    seen_signatures: HashSet<ObjectIdentifier>,
}

impl Source {
    /// The dictionaries of the signatures of fields, in the order in which the fields are found.
    pub(crate) fn signature_values(&self) -> Vec<Dict<'_>> {
        self.found().signatures
    }

    /// Notices about the document that a user should know.
    pub fn report(&self) -> Vec<Notice> {
        let findings = self.found();
        let mut notices = self.tree.notices.clone();
        if self.repaired {
            notices.push(Notice::Repaired);
        }
        if self.was_encrypted() && !self.needed_password() {
            notices.push(Notice::EncryptedWithEmptyPassword);
        }
        findings.notices(&mut notices);
        if self.objects.form().is_some_and(|f| f.contains_key(b"XFA")) {
            notices.push(Notice::Xfa);
        }
        let mut names: Vec<String> = Vec::new();
        for layer in self.layers().iter().filter(|layer| layer.hidden) {
            // It may have no name, and several memberships that of one layer.
            let name = layers::name(&self.objects, layer.id).unwrap_or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            notices.push(Notice::HiddenLayers { names });
        }
        notices
    }

    fn found(&self) -> Findings<'_> {
        let mut findings = Findings::new(&self.objects);
        if let Some(root) = self.objects.root() {
            findings.catalog(&root);
        }
        for page in 0..self.page_count() {
            if let Some(dict) = self.page_dict(page) {
                findings.additional_actions(&dict);
            }
            for annotation in self.annotations(page) {
                findings.annotation(&annotation, page);
            }
        }
        findings.outline();
        findings
    }
}

impl<'a> Findings<'a> {
    fn new(objects: &'a Objects) -> Self {
        Self {
            objects,
            active: BTreeMap::new(),
            markup: Occurrences::default(),
            bare_markup: Occurrences::default(),
            redactions: Occurrences::default(),
            fields: HashSet::new(),
            direct_fields: 0,
            undrawn_fields: BTreeSet::new(),
            signatures: Vec::new(),
            seen_signatures: HashSet::new(),
        }
    }

    fn active(&mut self, kind: ActiveKind) {
        *self.active.entry(kind).or_default() += 1;
    }

    fn catalog(&mut self, root: &Dict<'a>) {
        let objects = self.objects;
        // A destination to open at does nothing; an action may.
        if let Some(Object::Dict(action)) = objects.value(root, b"OpenAction") {
            if !objects.name_is(&action, b"S", b"GoTo") {
                self.active(ActiveKind::OpenAction);
            }
            self.action(&action, 0);
        }
        self.additional_actions(root);
        if let Some(names) = objects.dict(root, b"Names") {
            for (key, kind) in [
                (b"JavaScript".as_slice(), ActiveKind::JavaScript),
                (b"EmbeddedFiles", ActiveKind::EmbeddedFiles),
            ] {
                let count = objects
                    .dict(&names, key)
                    .map_or(0, |tree| objects.count_names(tree));
                if count > 0 {
                    *self.active.entry(kind).or_default() += count;
                }
            }
        }
        if root.contains_key(b"AF") || root.contains_key(b"Collection") {
            self.active.entry(ActiveKind::EmbeddedFiles).or_insert(1);
        }
        let fields = objects
            .form()
            .and_then(|form| objects.array(&form, b"Fields"));
        for kid in fields.into_iter().flat_map(|f| f.raw_iter()) {
            self.field(kid, 0);
        }
    }

    fn field(&mut self, value: MaybeRef<Object<'a>>, depth: usize) {
        let id = value.as_obj_ref().map(ObjectIdentifier::from);
        let Some(field) = self.objects.resolve_dict(&value) else {
            return;
        };
        if depth > DEEPEST_FIELDS || self.fields.len() > MOST {
            return;
        }
        if depth > 0 && id.is_some_and(|id| self.fields.contains(&id)) {
            return;
        }
        self.additional_actions(&field);
        let mut is_terminal = true;
        for kid in self
            .objects
            .array(&field, b"Kids")
            .into_iter()
            .flat_map(|k| k.raw_iter())
        {
            // Kids with a name are fields; the others are the widgets of this one.
            let is_field = self
                .objects
                .resolve_dict(&kid)
                .is_some_and(|k| k.contains_key(b"T"));
            if is_field {
                is_terminal = false;
                self.field(kid, depth + 1);
            }
        }
        if is_terminal {
            self.count_field(id);
            self.signature(&field, id);
        }
    }

    fn count_field(&mut self, id: Option<ObjectIdentifier>) {
        match id {
            Some(id) => {
                self.fields.insert(id);
            }
            None => self.direct_fields += 1,
        }
    }

    fn signature(&mut self, field: &Dict<'a>, id: Option<ObjectIdentifier>) {
        let is_signature = inherited(self.objects, field, b"FT")
            .and_then(Object::into_name)
            .is_some_and(|t| t.as_ref() == b"Sig");
        if is_signature
            && let Some(Object::Dict(value)) = self.objects.value(field, b"V")
            && id.is_none_or(|id| self.seen_signatures.insert(id))
        {
            self.signatures.push(value);
        }
    }

    fn additional_actions(&mut self, dict: &Dict<'a>) {
        let Some(actions) = self.objects.dict(dict, b"AA") else {
            return;
        };
        for (_, value) in actions.entries() {
            self.active(ActiveKind::AdditionalActions);
            if let Some(action) = self.objects.resolve_dict(&value) {
                self.action(&action, 0);
            }
        }
    }

    fn action(&mut self, action: &Dict<'a>, depth: usize) {
        if depth > DEEPEST_ACTIONS {
            return;
        }
        let kind = self.objects.name(action, b"S");
        match kind.as_ref().map(AsRef::as_ref) {
            Some(b"JavaScript") => self.active(ActiveKind::JavaScript),
            Some(b"Launch") => self.active(ActiveKind::Launch),
            Some(b"SubmitForm") => self.active(ActiveKind::SubmitForm),
            Some(b"ImportData") => self.active(ActiveKind::ImportData),
            Some(b"GoToR") => self.active(ActiveKind::GoToR),
            Some(b"GoToE") => self.active(ActiveKind::GoToE),
            Some(b"Movie" | b"Sound" | b"Rendition" | b"RichMediaExecute" | b"GoTo3DView") => {
                self.active(ActiveKind::RichMedia);
            }
            Some(b"URI") => {
                if let Some(Object::String(address)) = self.objects.value(action, b"URI")
                    && !is_harmless(address.as_ref())
                {
                    self.active(ActiveKind::OtherLinks);
                }
            }
            _ => {}
        }
        match self.objects.value(action, b"Next") {
            Some(Object::Dict(next)) => self.action(&next, depth + 1),
            Some(Object::Array(list)) => {
                for next in list.raw_iter().take(64) {
                    if let Some(next) = self.objects.resolve_dict(&next) {
                        self.action(&next, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn annotation(&mut self, annotation: &Dict<'a>, page: usize) {
        let objects = self.objects;
        if let Some(action) = objects.dict(annotation, b"A") {
            self.action(&action, 0);
        }
        let subtype = objects.name(annotation, b"Subtype");
        let subtype: &[u8] = subtype.as_ref().map_or(b"", AsRef::as_ref);
        let is_hidden = annotation_entries::flags(objects, annotation) & HIDDEN != 0;
        // The actions of a widget were counted with its field, unless it is not part of the form.
        let id = annotation.obj_id();
        let is_counted = id.is_some_and(|id| self.fields.contains(&id));
        if !is_counted {
            self.additional_actions(annotation);
        }
        if subtype == b"FileAttachment" {
            self.active(ActiveKind::EmbeddedFiles);
        } else if RICH.contains(&subtype) {
            self.active(ActiveKind::RichMedia);
        } else if subtype == b"Redact" {
            self.redactions.add(page);
        } else if MARKUP.contains(&subtype) && !is_hidden {
            self.markup.add(page);
            if UNDRAWN.contains(&subtype) && !has_appearance(objects, annotation) {
                self.bare_markup.add(page);
            }
        } else if subtype == b"Widget" {
            if !is_counted && !annotation.contains_key(b"Parent") {
                self.count_field(id);
            }
            self.signature(annotation, id);
            self.undrawn_field(annotation);
        }
    }

    /// Notes a filled and visible field that neither has an appearance nor is of a kind that is
    /// drawn.
    fn undrawn_field(&mut self, widget: &Dict<'a>) {
        let objects = self.objects;
        let is_drawn = inherited(objects, widget, b"FT")
            .and_then(Object::into_name)
            .is_some_and(|t| DRAWN_FIELDS.contains(&t.as_ref()));
        let is_filled = inherited(objects, widget, b"V").is_some();
        if is_drawn || !is_filled || has_appearance(objects, widget) {
            return;
        }
        let rect = objects.array(widget, b"Rect").map(|r| objects.numbers(&r));
        if let Some([a, b, c, d]) = rect.as_deref()
            && a != c
            && b != d
        {
            let name = annotation_entries::full_name(objects, widget);
            self.undrawn_fields.insert(name);
        }
    }

    fn outline(&mut self) {
        let objects = self.objects;
        let top = objects.root().and_then(|r| objects.dict(&r, b"Outlines"));
        let mut seen = HashSet::new();
        let mut stack: Vec<_> = top
            .and_then(|t| t.get_raw::<Object<'_>>(b"First")?.as_obj_ref())
            .into_iter()
            .collect();
        while let Some(id) = stack.pop() {
            if seen.len() > MOST_OUTLINE_ENTRIES || !seen.insert(id) {
                continue;
            }
            if let Some(item) = objects.get(id.into()).and_then(as_dict) {
                if let Some(action) = objects.dict(&item, b"A") {
                    self.action(&action, 0);
                }
                for key in [b"First".as_slice(), b"Next"] {
                    stack.extend(item.get_raw::<Object<'_>>(key).and_then(|v| v.as_obj_ref()));
                }
            }
        }
    }

    fn notices(self, notices: &mut Vec<Notice>) {
        for (active, count) in self.active {
            notices.push(Notice::ActiveContent { active, count });
        }
        notices.extend(
            self.markup
                .notice(|count, pages| Notice::Markup { count, pages }),
        );
        notices.extend(
            self.bare_markup
                .notice(|count, pages| Notice::MarkupWithoutAppearance { count, pages }),
        );
        notices.extend(
            self.redactions
                .notice(|count, pages| Notice::UnappliedRedaction { count, pages }),
        );
        let count = self.fields.len() + self.direct_fields;
        if count > 0 {
            notices.push(Notice::FormFields { count });
        }
        if !self.undrawn_fields.is_empty() {
            notices.push(Notice::FieldWithoutAppearance {
                names: self.undrawn_fields.into_iter().collect(),
            });
        }
        if !self.signatures.is_empty() {
            notices.push(Notice::Signed {
                count: self.signatures.len(),
            });
        }
    }
}
