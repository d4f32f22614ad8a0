//! What an import says about persons without consent. Entry points: [`notes`], [`of_somebody_else`].

use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::plan::{Change, Plan, same};
use super::row::Row;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldValue, Record};

/// Where records name a person.
struct Naming {
    list: &'static str,
    /// One entry of the list, and several.
    entry: [&'static str; 2],
    person: &'static str,
    consent: &'static str,
    /// What is published of an entry without consent.
    published: &'static str,
}

const NAMINGS: [Naming; 2] = [
    Naming {
        list: "contacts",
        entry: ["contact has", "contacts have"],
        person: "person",
        consent: "consent",
        published: "published without the name, and without addresses that are the person's own",
    },
    Naming {
        list: "references",
        entry: ["reference has", "references have"],
        person: "quote_person",
        consent: "quote_consent",
        published: "published without the name",
    },
];

/// The lines about entries of added and changed records that have a person, but no date of consent.
pub(super) fn notes(plan: &Plan) -> impl Iterator<Item = String> {
    NAMINGS.iter().filter_map(|naming| naming.note(plan))
}

/// The problem of a row that puts somebody else in the place of one who has agreed: the date in the record is not theirs.
pub(super) fn of_somebody_else(row: &Row, record: &Record, file: &str) -> Option<Diagnostic> {
    let persons = NAMINGS.iter().map(|naming| (naming.person, naming.consent));
    let agreements = persons.chain([("customer", "consent")]);
    row.values.iter().find_map(|(path, value)| {
        let (_, consent) = agreements.clone().find(|(key, _)| path.last() == *key)?;
        let consent = path.sibling(consent);
        let Some(FieldValue::Date(date)) = record.get(&consent) else {
            return None;
        };
        let is_given = row.values.iter().any(|(given, _)| *given == consent);
        let old = record.get(path);
        if is_given || old.as_ref().is_some_and(|old| same(old, value)) {
            return None;
        }
        let message = format!(
            "the row changes `{path}`, but the date of `{consent}` in the record, {date}, is that of somebody else's consent"
        );
        let help = format!(
            "add a column `{consent}` with the date on which this one agreed, or delete the date in `{file}`"
        );
        Some(Diagnostic::new(Code::InvalidValue, row.span, message).help(help))
    })
}

impl Naming {
    fn note(&self, plan: &Plan) -> Option<String> {
        let records = plan
            .records
            .iter()
            .filter(|record| record.change != Change::Unchanged);
        let counts: Vec<usize> = records
            .map(|record| self.unnamed(&record.text))
            .filter(|&count| count > 0)
            .collect();
        let (entries, records) = (counts.iter().sum::<usize>(), counts.len());
        let [one, several] = self.entry;
        let entries = match entries {
            0 => return None,
            1 => format!("1 {one} a `{}`", self.person),
            _ => format!("{entries} {several} a `{}`", self.person),
        };
        let records = match records {
            1 => "1 record".to_owned(),
            _ => format!("{records} records"),
        };
        Some(format!(
            "{entries} without the date of `{}`, in {records}: {}; `vitrine check` lists them",
            self.consent, self.published
        ))
    }

    /// How many entries of a record have a person without consent.
    fn unnamed(&self, text: &str) -> usize {
        let Ok(document) = text.parse::<DocumentMut>() else {
            return 0;
        };
        let is_unnamed = |table: &dyn TableLike| {
            table.contains_key(self.person) && !table.contains_key(self.consent)
        };
        match document.get(self.list) {
            Some(Item::ArrayOfTables(tables)) => {
                tables.iter().filter(|table| is_unnamed(*table)).count()
            }
            Some(Item::Value(value)) => value
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_inline_table)
                .filter(|table| is_unnamed(*table))
                .count(),
            _ => 0,
        }
    }
}
