//! What must not happen to a person's files: lost, replaced, shown to others, put where they do not
//! belong.

mod again;
mod answers;
mod damage;
mod manifest;
mod names;
mod newer;
mod outputs;
mod rights;
mod signed;
mod store_folder;
mod today;
