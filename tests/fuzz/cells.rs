//! Any text as a cell of each kind of field: [`judge_cells`].

use vitrine::commands::{self, ImportContext, ImportTable, Plan, plan};
use vitrine::diagnostic::Diagnostics;
use vitrine::edit::{FieldPath, FieldValue, Record};

use super::{folder, judge_problems};

/// A field of each kind of value, as headings name it.
const FIELDS: [&str; 27] = [
    "name",
    "legal_name",
    "summary.fr",
    "description",
    "status",
    "since",
    "last_verified",
    "website",
    "logo",
    "logo_dark",
    "products",
    "industries",
    "languages",
    "serves",
    "specializations.*.id",
    "programmes.solutions.tier",
    "programmes.solutions.since",
    "offices.1.street",
    "offices.1.postcode",
    "offices.1.country",
    "offices.1.latitude",
    "offices.1.longitude",
    "contacts.1.email",
    "contacts.1.phone",
    "contacts.1.consent",
    "internal.revenue",
    "folder",
];

/// Texts longer than this are refused, and slow.
const LONGEST: usize = 2_000;

/// Plans tables in which each text is the cell of each field once: as Vitrine exports them, and as others write them. Each
/// row becomes a record or has a problem, and the value is in the record unless it means an empty cell.
pub(crate) fn judge_cells(texts: &[&str]) {
    folder::read(|read| {
        let Some(records) = &read.records else {
            return;
        };
        // One heading that is no path of a field makes it a table of somebody else.
        for heading in ["id", "Partner ID"] {
            let (table, cells) = table(heading, texts);
            let mut problems = Diagnostics::default();
            let mut sources = read.sources.clone();
            let planned = plan(
                &ImportTable {
                    name: "partners.csv",
                    bytes: table.as_bytes(),
                    mapping: None,
                    files: &commands::NoFiles,
                },
                records,
                &mut ImportContext {
                    sources: &mut sources,
                    problems: &mut problems,
                },
            );
            judge_problems(&problems, &sources);
            assert_eq!(planned.records.len() + planned.bad_rows, cells.len());
            assert!(planned.bad_rows == 0 || problems.errors() > 0);
            judge_records(&planned, &cells);
        }
        // The mapping comes from outside, too.
        for text in texts {
            let mut problems = Diagnostics::default();
            let mut sources = read.sources.clone();
            let table = ImportTable {
                name: "partners.csv",
                bytes: b"Firm;Since\nA;1.2.2020\n",
                mapping: Some(("partners.mapping.toml", text)),
                files: &commands::NoFiles,
            };
            let mut context = ImportContext {
                sources: &mut sources,
                problems: &mut problems,
            };
            plan(&table, records, &mut context);
            judge_problems(&problems, &sources);
        }
    });
}

/// A table, and for each row its field and its text.
fn table<'t>(heading: &str, texts: &[&'t str]) -> (String, Vec<(&'static str, &'t str)>) {
    let mut table = format!("{heading},types");
    for field in FIELDS {
        table += &format!(",{field}");
    }
    table.push('\n');
    let mut cells = Vec::new();
    for text in texts {
        for (column, field) in FIELDS.iter().enumerate() {
            table += &format!("row-{},integrator", cells.len());
            for (other_column, other) in FIELDS.iter().enumerate() {
                let cell = if other_column == column {
                    format!("\"{}\"", text.replace('"', "\"\""))
                } else if *other == "name" {
                    format!("Name {}", cells.len())
                } else {
                    String::new()
                };
                table += &format!(",{cell}");
            }
            table.push('\n');
            cells.push((*field, *text));
        }
    }
    (table, cells)
}

fn judge_records(planned: &Plan, cells: &[(&'static str, &str)]) {
    for record in &planned.records {
        assert!(record.path.starts_with("partners/"), "{}", record.path);
        assert!(!record.path.contains(".."), "{}", record.path);
        let document = Record::parse(&record.text, "en").expect("records are written as TOML");
        let row = record
            .id
            .strip_prefix("row-")
            .and_then(|row| row.parse().ok());
        let row: usize = row.expect("the ids are those of the table");
        let (field, text) = cells[row];
        if field == "folder" {
            continue;
        }
        let mut paths = ["", ".en"].map(|end| FieldPath::parse(&format!("{field}{end}")).at(0));
        let value = paths.iter_mut().find_map(|path| document.get(path));
        match value {
            Some(FieldValue::Number(number)) => assert!(number.is_finite(), "{text:?}"),
            Some(_) => {}
            // Words for an empty cell, for no consent, separators without words, and markup without text, which is noted.
            None => assert!(
                text.trim_matches([';', ',', '/', '|', '&', '+', '\n', ' '])
                    .chars()
                    .count()
                    <= 10
                    || !planned.notes.is_empty(),
                "{field}: {text:?} is lost"
            ),
        }
    }
}

/// A text of the fuzzer as cells.
pub(crate) fn judge_bytes(bytes: &[u8]) {
    if let Ok(text) = str::from_utf8(bytes)
        && text.len() <= LONGEST
        && !text.contains('\0')
    {
        judge_cells(&[text]);
    }
}
