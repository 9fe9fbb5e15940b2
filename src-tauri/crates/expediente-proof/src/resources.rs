//! The resources of a page that our own content can name.

use std::collections::BTreeMap;

use crate::document::Page;
use crate::file::{Fault, form};
use crate::keys;
use crate::object::{Dict, Object};

/// The resources of a page.
pub struct Resources {
    pub fonts: BTreeMap<Vec<u8>, u32>,
    pub xobjects: BTreeMap<Vec<u8>, u32>,
    pub dict: Dict,
}

impl Resources {
    pub fn of(page: &Page) -> Result<Self, Fault> {
        let Some(Object::Dict(dict)) = page.dict.get(b"Resources") else {
            return form("a page has no resources");
        };
        keys::check("the resources of a page", dict, &keys::RESOURCES)?;
        let named = |category: &[u8]| match dict.get(category) {
            None => Ok(BTreeMap::new()),
            Some(Object::Dict(named)) => Ok(named
                .0
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), value.reference()?)))
                .collect()),
            Some(_) => form("the resources of a page are damaged"),
        };
        Ok(Self {
            fonts: named(b"Font")?,
            xobjects: named(b"XObject")?,
            dict: dict.clone(),
        })
    }

    pub fn font(&self, name: &[u8]) -> Option<u32> {
        self.fonts.get(name).copied()
    }

    pub fn xobject(&self, name: &[u8]) -> Option<u32> {
        self.xobjects.get(name).copied()
    }
}
