//! Whether a paper may be said to be PDF/A-2b (ISO 19005-2) in a dossier.
//!
//! Only what is known is said. A paper must say so itself (`claim`), and the copy of its pages,
//! which is what goes into a dossier, may have nothing but what is listed here: `drawing` walks its
//! pages, forms and patterns and all objects that they lead to, `content` reads their operators one
//! by one, and `colors`, `images` and `fonts` look at what these name. Whatever is not on the lists
//! is no fault of the paper: the dossier then says nothing about itself.
//!
//! What two honest papers may have and their dossier may not, as one name of an ink with two colors
//! (6.2.4.4), is not on the lists either. The numbers in this folder are the sections of ISO
//! 19005-2.

mod claim;
mod codes;
mod colors;
mod content;
mod drawing;
mod encoding;
mod fonts;
mod functions;
mod images;
mod limits;
mod numbered;
mod program;
mod tokens;
mod widths;
