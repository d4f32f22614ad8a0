//! Tables of records, as `vitrine import` reads and `vitrine export` writes them: CSV as spreadsheets save it.
//! Entry points: [`read_sheet`] and [`CellParser`], [`write_cell`] and [`write_sheet`].
//!
//! ```text
//!  import: table ──decode──▶ cells ──mapping──▶ fields ──CellParser──▶ values ──plan──▶ records added, changed, unchanged
//!  export: records ──values──▶ columns ──write──▶ table
//! ```
//!
//! A column is named by the path of its field, such as `offices.1.city`. The fields, and the type of each, are those that
//! the loader reads. An existing record is edited in place, so its comments and order stay; fields that are not in the
//! table do not change. A table that is exported and imported again gives the same records.

mod cell;
mod country_names;
mod csv;
mod date;
mod digits;
mod empty_cell;
mod encoding;
mod escape_formula;
mod number;
mod vocabulary;
mod words;
mod world;

pub(super) use cell::{CellError, CellParser, LIST_SEPARATOR, MAX_EXACT, write as write_cell};
pub(super) use csv::{
    Cell, MAX_ROWS, Sheet, is_delimiter, read as read_sheet, write as write_sheet,
};
pub(super) use date::DateOrders;
pub(super) use encoding::{CODE_PAGES, TableEncoding};
pub(super) use escape_formula::{escape_formula, unescape_formula};
pub(super) use number::NumberMarks;
pub(super) use vocabulary::{CellVocabulary, UnknownWords, fold};
pub(super) use words::WordTranslations;

/// The column of the id.
pub(super) const ID: &str = "id";
/// The column of the folder below `partners/`.
pub(super) const FOLDER: &str = "folder";
