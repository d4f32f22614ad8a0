//! Changes to a record's file: a field path and a value → the file's new text, with comments, order and spelling kept.
//! Entry point: [`Record`].

mod field;
mod record;

pub use field::{FieldPath, Fields, Step};
pub use record::{FieldValue, Record};
