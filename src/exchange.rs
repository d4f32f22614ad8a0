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
mod decode;
mod defuse;
mod export;
mod field;
mod headings;
mod import;
mod json;
mod mapping;
mod record;
mod row;
mod sheet;
mod vocabulary;

pub use export::{ExportOptions, csv};
pub use field::FieldPath;
pub use import::{Change, FieldChange, ImportOptions, Plan, Planned, Table, plan};
pub use json::json;
pub use mapping::Mapping;
pub use record::FieldValue;
