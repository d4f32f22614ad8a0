//! Telephone numbers of a row, which may need the country of an office. Entry point: [`problem`].

use super::super::row::Row;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, FieldValue, Step};
use crate::load::PartnerRecord;
use crate::validate::{office_countries, parse_phone};

/// The problem of the first telephone number that is not valid in the countries of the offices: of the row, else of its
/// record.
pub(super) fn problem(row: &Row, existing: Option<&PartnerRecord>) -> Option<Diagnostic> {
    let mut countries = texts(row, "offices", "country")
        .map(|(_, country)| country)
        .collect::<Vec<_>>();
    if let Some(record) = existing.filter(|_| countries.is_empty()) {
        countries = office_countries(record);
    }
    texts(row, "contacts", "phone").find_map(|(path, phone)| {
        let (message, help) = parse_phone(phone, &countries).err()?;
        let message = format!("{message} in the column of `{path}`");
        Some(Diagnostic::new(Code::InvalidPhone, row.place(path), message).help(help))
    })
}

/// The texts of a key in a list, with their paths.
fn texts<'r>(
    row: &'r Row,
    list: &'r str,
    key: &'r str,
) -> impl Iterator<Item = (&'r FieldPath, &'r str)> + 'r {
    row.values.iter().filter_map(move |(path, value)| {
        let in_list = matches!(path.0.first(), Some(Step::Key(first)) if first == list);
        match value {
            FieldValue::Text(text) if in_list && path.last() == key => Some((path, text.as_str())),
            _ => None,
        }
    })
}
