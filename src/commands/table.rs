//! Records ↔ the tables that people keep them in: CSV as spreadsheets write it, and JSON.
//!
//! ```text
//!  table ──decode──▶ cells ──mapping──▶ fields ──read──▶ values ──plan──▶ records: added, changed, left
//!  records ──values──▶ columns ──▶ table
//! ```
//!
//! Fields are named by their path, as `offices.1.city`; which there are, and what each holds, is what the loader asks
//! for. A record that exists is changed in place, so that its remarks and its order stay; what a table does not say is
//! left as it is. What is exported and imported again gives the same records.

mod cell;
mod escape_formula;
mod sheet;
mod vocabulary;

pub(super) use cell::{BETWEEN, Reading, Wrong, write as write_cell};
pub(super) use sheet::{Cell, Sheet, read as read_sheet, write as write_sheet};
pub(super) use vocabulary::{Vocabulary, fold};

/// The column of a record's id.
pub(super) const ID: &str = "id";
/// The column of the folder below `partners/`.
pub(super) const FOLDER: &str = "folder";
