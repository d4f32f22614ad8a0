//! Columns of lists that are longer than a record may have: [`Mapping::long_list`].

use super::Mapping;
use crate::commands::table::Sheet;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, Step};
use crate::load::TABLES_AT_MOST;

impl Mapping {
    /// The error for columns such as `offices.201.city`.
    pub(in crate::commands::import) fn long_list(&self, sheet: &Sheet) -> Option<Diagnostic> {
        let columns: Vec<_> = sheet
            .headings
            .iter()
            .filter_map(|heading| Some((heading, self.field(&heading.text)?)))
            .filter(|(_, field)| is_too_far(field))
            .collect();
        let (heading, field) = columns.first()?;
        let others = match columns.len() - 1 {
            0 => String::new(),
            others => format!(", and {others} more such columns"),
        };
        let message = format!(
            "there is a column of `{field}`{others}, and a record has at most {TABLES_AT_MOST} offices, contacts, references or links"
        );
        let help = format!(
            "delete these columns, or write `\"{}\" = \"\"` under `[columns]` of the mapping for each",
            heading.text.trim()
        );
        Some(Diagnostic::new(Code::InvalidValue, heading.span, message).help(help))
    }
}

fn is_too_far(path: &FieldPath) -> bool {
    let is_too_far = |step: &Step| matches!(step, Step::Item(index) if *index >= TABLES_AT_MOST);
    path.0.iter().any(is_too_far)
}
