//! What a source holds that its reader should be told of, found without writing anything.
//!
//! Looks where readers look: catalog, form, pages, annotations, outline. What to say about it is left to others.

use crate::page::appearance::annotation::{has_appearance, inherited, is_harmless};
use crate::page::appearance::field;
use crate::read::notice::{ActiveKind, Notice};
use crate::read::source::{Source, as_dict};
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
const HIDDEN: i64 = 2;
const MOST: usize = 200_000;

#[derive(Default)]
struct Findings {
    active: BTreeMap<ActiveKind, usize>,
    markup: (usize, BTreeSet<usize>),
    bare_markup: (usize, BTreeSet<usize>),
    redactions: (usize, BTreeSet<usize>),
    fields: HashSet<ObjectIdentifier>,
    loose_fields: usize,
    undrawn: BTreeSet<String>,
    signatures: usize,
    seen_signatures: HashSet<ObjectIdentifier>,
}

impl Findings {
    fn active(&mut self, kind: ActiveKind) {
        *self.active.entry(kind).or_default() += 1;
    }
}

impl Source {
    /// What the document holds that its reader should be told of.
    pub fn survey(&self) -> Vec<Notice> {
        let mut found = Findings::default();
        if let Some(root) = self.root() {
            self.survey_catalog(&root, &mut found);
        }
        for page in 0..self.page_count() {
            if let Some(dict) = self.page_dict(page) {
                self.survey_additional(&dict, &mut found);
            }
            for annotation in self.annotations(page) {
                self.survey_annotation(&annotation, page, &mut found);
            }
        }
        self.survey_outline(&mut found);
        self.notices(found)
    }

    fn survey_catalog(&self, root: &Dict<'_>, found: &mut Findings) {
        // A place to begin at does nothing; an action may.
        if let Some(Object::Dict(action)) = self.value(root, b"OpenAction") {
            let plain = self
                .name(&action, b"S")
                .is_some_and(|s| s.as_ref() == b"GoTo");
            if !plain {
                found.active(ActiveKind::OpenAction);
            }
            self.survey_action(&action, found, 0);
        }
        self.survey_additional(root, found);
        if let Some(names) = self.dict(root, b"Names") {
            for (key, kind) in [
                (b"JavaScript".as_slice(), ActiveKind::JavaScript),
                (b"EmbeddedFiles", ActiveKind::EmbeddedFiles),
            ] {
                if let Some(tree) = self.dict(&names, key) {
                    for _ in 0..self.count_names(&tree) {
                        found.active(kind);
                    }
                }
            }
        }
        if root.contains_key(b"AF") || root.contains_key(b"Collection") {
            found.active.entry(ActiveKind::EmbeddedFiles).or_insert(1);
        }
        let fields = self.form().and_then(|form| self.array(&form, b"Fields"));
        for kid in fields.into_iter().flat_map(|f| f.raw_iter()) {
            self.survey_field(kid, found, 0);
        }
    }

    fn count_names(&self, tree: &Dict<'_>) -> usize {
        let mut count = 0;
        let mut seen = HashSet::new();
        let mut stack = vec![tree.clone()];
        while let Some(node) = stack.pop() {
            count += self
                .array(&node, b"Names")
                .map_or(0, |n| n.raw_iter().take(MOST).count() / 2);
            for kid in self
                .array(&node, b"Kids")
                .into_iter()
                .flat_map(|k| k.raw_iter())
            {
                if let Some(r) = kid.as_obj_ref()
                    && seen.len() < MOST
                    && seen.insert(r)
                {
                    stack.extend(self.object(r.into()).and_then(as_dict));
                }
            }
        }
        count.min(MOST)
    }

    fn survey_field(&self, value: MaybeRef<Object<'_>>, found: &mut Findings, depth: usize) {
        let id = value.as_obj_ref().map(ObjectIdentifier::from);
        let Some(field) = self.of_ref(value) else {
            return;
        };
        if depth > 32 || found.fields.len() > MOST {
            return;
        }
        if depth > 0 && id.is_some_and(|id| found.fields.contains(&id)) {
            return;
        }
        self.survey_additional(&field, found);
        let kids: Vec<_> = self
            .array(&field, b"Kids")
            .into_iter()
            .flat_map(|k| k.raw_iter())
            .collect();
        let mut terminal = true;
        for kid in kids {
            let named = self
                .of_ref_clone(&kid)
                .is_some_and(|k| k.contains_key(b"T"));
            if named {
                terminal = false;
                self.survey_field(kid, found, depth + 1);
            }
        }
        if !terminal {
            return;
        }
        match id {
            Some(id) => {
                found.fields.insert(id);
            }
            None => found.loose_fields += 1,
        }
        self.survey_signature(&field, id, found);
    }

    fn survey_signature(
        &self,
        field: &Dict<'_>,
        id: Option<ObjectIdentifier>,
        found: &mut Findings,
    ) {
        let is_signature = inherited(self, field, b"FT")
            .and_then(Object::into_name)
            .is_some_and(|t| t.as_ref() == b"Sig");
        if is_signature
            && matches!(self.value(field, b"V"), Some(Object::Dict(_)))
            && id.is_none_or(|id| found.seen_signatures.insert(id))
        {
            found.signatures += 1;
        }
    }

    fn of_ref<'a>(&'a self, value: MaybeRef<Object<'a>>) -> Option<Dict<'a>> {
        as_dict(self.resolve(value)?)
    }

    fn of_ref_clone<'a>(&'a self, value: &MaybeRef<Object<'a>>) -> Option<Dict<'a>> {
        match value {
            MaybeRef::Ref(r) => as_dict(self.object((*r).into())?),
            MaybeRef::NotRef(o) => as_dict(o.clone()),
        }
    }

    fn survey_additional(&self, dict: &Dict<'_>, found: &mut Findings) {
        let Some(actions) = self.dict(dict, b"AA") else {
            return;
        };
        for (_, value) in actions.entries() {
            found.active(ActiveKind::AdditionalActions);
            if let Some(action) = self.of_ref(value) {
                self.survey_action(&action, found, 0);
            }
        }
    }

    fn survey_action(&self, action: &Dict<'_>, found: &mut Findings, depth: usize) {
        if depth > 16 {
            return;
        }
        let kind = self.name(action, b"S");
        match kind.as_ref().map(AsRef::as_ref) {
            Some(b"JavaScript") => found.active(ActiveKind::JavaScript),
            Some(b"Launch") => found.active(ActiveKind::Launch),
            Some(b"SubmitForm") => found.active(ActiveKind::SubmitForm),
            Some(b"ImportData") => found.active(ActiveKind::ImportData),
            Some(b"GoToR") => found.active(ActiveKind::GoToR),
            Some(b"GoToE") => found.active(ActiveKind::GoToE),
            Some(b"Movie" | b"Sound" | b"Rendition" | b"RichMediaExecute" | b"GoTo3DView") => {
                found.active(ActiveKind::RichMedia)
            }
            Some(b"URI") => {
                if let Some(Object::String(address)) = self.value(action, b"URI")
                    && !is_harmless(address.as_ref())
                {
                    found.active(ActiveKind::OtherLinks);
                }
            }
            _ => {}
        }
        match self.value(action, b"Next") {
            Some(Object::Dict(next)) => self.survey_action(&next, found, depth + 1),
            Some(Object::Array(list)) => {
                for next in list.raw_iter().take(64) {
                    if let Some(next) = self.of_ref(next) {
                        self.survey_action(&next, found, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn survey_annotation(&self, annotation: &Dict<'_>, page: usize, found: &mut Findings) {
        if let Some(action) = self.dict(annotation, b"A") {
            self.survey_action(&action, found, 0);
        }
        let subtype = self.name(annotation, b"Subtype");
        let subtype: &[u8] = subtype.as_ref().map(AsRef::as_ref).unwrap_or_default();
        let hidden = self.int(annotation, b"F").unwrap_or(0) & HIDDEN != 0;
        // A widget's actions were met with its field, unless it is no part of the form.
        let id = annotation.obj_id();
        let known = id.is_some_and(|id| found.fields.contains(&id));
        if !known {
            self.survey_additional(annotation, found);
        }
        if subtype == b"FileAttachment" {
            found.active(ActiveKind::EmbeddedFiles);
        } else if RICH.contains(&subtype) {
            found.active(ActiveKind::RichMedia);
        } else if subtype == b"Redact" {
            found.redactions.0 += 1;
            found.redactions.1.insert(page);
        } else if MARKUP.contains(&subtype) && !hidden {
            found.markup.0 += 1;
            found.markup.1.insert(page);
            let undrawn = [b"Text".as_slice(), b"Stamp", b"Caret"].contains(&subtype);
            if undrawn && !has_appearance(self, annotation) {
                found.bare_markup.0 += 1;
                found.bare_markup.1.insert(page);
            }
        } else if subtype == b"Widget" {
            if !known && !annotation.contains_key(b"Parent") {
                match id {
                    Some(id) => {
                        found.fields.insert(id);
                    }
                    None => found.loose_fields += 1,
                }
            }
            self.survey_signature(annotation, id, found);
            self.survey_look(annotation, found);
        }
    }

    /// A filled-in field that neither has a look nor is of a kind that is drawn.
    fn survey_look(&self, widget: &Dict<'_>, found: &mut Findings) {
        let drawn = inherited(self, widget, b"FT")
            .and_then(Object::into_name)
            .is_some_and(|t| [b"Tx".as_slice(), b"Ch", b"Btn"].contains(&t.as_ref()));
        let filled = inherited(self, widget, b"V").is_some();
        if filled && !drawn && !has_appearance(self, widget) {
            let rect = self
                .array(widget, b"Rect")
                .map(|r| self.numbers(&r))
                .unwrap_or_default();
            let visible = matches!(rect.as_slice(), [a, b, c, d] if a != c && b != d);
            if visible {
                found.undrawn.insert(field::full_name(self, widget));
            }
        }
    }

    fn survey_outline(&self, found: &mut Findings) {
        let top = self.root().and_then(|r| self.dict(&r, b"Outlines"));
        let mut seen = HashSet::new();
        let mut stack: Vec<_> = top
            .and_then(|t| t.get_raw::<Object<'_>>(b"First")?.as_obj_ref())
            .into_iter()
            .collect();
        while let Some(id) = stack.pop() {
            if seen.len() > 20_000 || !seen.insert(id) {
                continue;
            }
            let Some(item) = self.object(id.into()).and_then(as_dict) else {
                continue;
            };
            if let Some(action) = self.dict(&item, b"A") {
                self.survey_action(&action, found, 0);
            }
            for key in [b"First".as_slice(), b"Next"] {
                stack.extend(item.get_raw::<Object<'_>>(key).and_then(|v| v.as_obj_ref()));
            }
        }
    }

    fn notices(&self, found: Findings) -> Vec<Notice> {
        let mut notices = self.tree_notices.clone();
        if self.repaired {
            notices.push(Notice::Repaired);
        }
        if self.was_encrypted() && !self.needed_password() {
            notices.push(Notice::EncryptedWithEmptyPassword);
        }
        for (active, count) in found.active {
            notices.push(Notice::ActiveContent { active, count });
        }
        let pages = |set: BTreeSet<usize>| set.into_iter().collect::<Vec<_>>();
        if found.markup.0 > 0 {
            notices.push(Notice::Markup {
                count: found.markup.0,
                pages: pages(found.markup.1),
            });
        }
        if found.bare_markup.0 > 0 {
            notices.push(Notice::MarkupWithoutAppearance {
                count: found.bare_markup.0,
                pages: pages(found.bare_markup.1),
            });
        }
        if found.redactions.0 > 0 {
            notices.push(Notice::UnappliedRedaction {
                count: found.redactions.0,
                pages: pages(found.redactions.1),
            });
        }
        let fields = found.fields.len() + found.loose_fields;
        if fields > 0 {
            notices.push(Notice::FormFields { count: fields });
        }
        if !found.undrawn.is_empty() {
            notices.push(Notice::FieldWithoutAppearance {
                names: found.undrawn.into_iter().collect(),
            });
        }
        if found.signatures > 0 {
            notices.push(Notice::Signed {
                count: found.signatures,
            });
        }
        if self.form().is_some_and(|f| f.contains_key(b"XFA")) {
            notices.push(Notice::Xfa);
        }
        let names: Vec<String> = self
            .layers()
            .iter()
            .filter(|l| l.hidden)
            .map(|l| {
                self.object(l.id)
                    .and_then(as_dict)
                    .and_then(|d| self.text(&d, b"Name"))
                    .unwrap_or_default()
            })
            .collect();
        if !names.is_empty() {
            notices.push(Notice::HiddenLayers { names });
        }
        notices
    }
}
