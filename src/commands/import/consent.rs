//! What an import says about persons without consent. Entry point: [`note`].

use toml_edit::{DocumentMut, Item};

use super::plan::{Change, Plan};

/// The line about contacts in added and changed records that have a person, but no date of consent.
pub(super) fn note(plan: &Plan) -> Option<String> {
    let records = plan
        .records
        .iter()
        .filter(|record| record.change != Change::Unchanged);
    let counts: Vec<usize> = records
        .map(|record| unnamed(&record.text))
        .filter(|&count| count > 0)
        .collect();
    let (contacts, records) = (counts.iter().sum::<usize>(), counts.len());
    let contacts = match contacts {
        0 => return None,
        1 => "1 contact has a `person`".to_owned(),
        _ => format!("{contacts} contacts have a `person`"),
    };
    let records = match records {
        1 => "1 record".to_owned(),
        _ => format!("{records} records"),
    };
    Some(format!(
        "{contacts} without the date of `consent`, in {records}: published without the name, and without addresses that are \
         the person's own; `vitrine check` lists them"
    ))
}

/// How many contacts of a record have a person without consent.
fn unnamed(text: &str) -> usize {
    let Ok(document) = text.parse::<DocumentMut>() else {
        return 0;
    };
    let Some(contacts) = document.get("contacts") else {
        return 0;
    };
    match contacts {
        Item::ArrayOfTables(tables) => tables
            .iter()
            .filter(|table| table.contains_key("person") && !table.contains_key("consent"))
            .count(),
        Item::Value(value) => value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|value| value.as_inline_table())
            .filter(|table| table.contains_key("person") && !table.contains_key("consent"))
            .count(),
        _ => 0,
    }
}
