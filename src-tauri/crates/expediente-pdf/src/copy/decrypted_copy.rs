//! A source written anew without its encryption, otherwise as it is.
//!
//! Nothing is filtered: this is for keeping, not for a dossier.

use crate::copy::object_copier::{As, ObjectCopier};
use crate::error::AssembleError;
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use crate::read::source::Source;
use std::io::Write;

impl Source {
    /// Writes everything that the document's root leads to, decrypted. The document's properties keep what
    /// can be read of them.
    pub fn write_unlocked<W: Write>(&self, out: W) -> Result<W, AssembleError> {
        let mut sink = ObjectWriter::new(out)?;
        let mut graph = ObjectCopier::whole(self);
        let root = graph
            .number(&mut sink.numbers, self.pdf.xref().root_id(), As::Plain)
            .unwrap_or(1);
        graph.drain(&mut sink)?;
        let info = sink.reserve();
        let known = self.pdf.metadata();
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
        sink.object(info, &body)?;
        let (out, _, _) = sink.finish(root, Some(info), None)?;
        Ok(out)
    }
}
