//! Writes a source without its encryption and otherwise unchanged.
//!
//! Nothing is filtered: this is for keeping, not for a dossier.

use crate::copy::object_copier::ObjectCopier;
use crate::copy::object_kind::ObjectKind;
use crate::error::AssembleError;
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use crate::read::source::Source;
use std::io::Write;

impl Source {
    /// Writes every object that the catalog leads to, decrypted, and the document's properties as
    /// far as they can be read.
    pub fn write_unlocked<W: Write>(&self, out: W) -> Result<W, AssembleError> {
        let mut writer = ObjectWriter::new(out)?;
        let mut copier = ObjectCopier::new(self);
        let pdf = &self.objects.pdf;
        let root = copier
            .number(&mut writer.numbers, pdf.xref().root_id(), ObjectKind::Whole)
            .ok_or(AssembleError::Bug("the catalog was not copied"))?;
        copier.drain(&mut writer)?;
        let info = writer.reserve();
        let known = pdf.metadata();
        let mut body = b"<<".to_vec();
        for (key, value) in [
            ("/Title", &known.title),
            ("/Author", &known.author),
            ("/Subject", &known.subject),
            ("/Keywords", &known.keywords),
            ("/Creator", &known.creator),
            ("/Producer", &known.producer),
        ] {
            if let Some(value) = value {
                body.extend_from_slice(key.as_bytes());
                syntax::string(&mut body, value);
            }
        }
        body.extend_from_slice(b">>");
        writer.object(info, &body)?;
        let (out, _, _) = writer.finish(root, Some(info), None)?;
        Ok(out)
    }
}
