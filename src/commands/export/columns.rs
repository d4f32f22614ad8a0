//! Records as a table, with a column for each field that some record has. Entry point: [`csv`](fn@csv).

use std::collections::BTreeMap;

use crate::commands::table::{FOLDER, ID, escape_formula, write_cell, write_sheet};
use crate::edit::{FieldPath, FieldValue, Fields, Record};
use crate::load::{FileKind, PartnerRecord, Records};
use crate::source::Sources;

/// The content of an export.
#[derive(Debug, Clone, Copy, Default)]
pub struct ExportOptions {
    /// Whether the fields under `[internal]` are included.
    pub internal: bool,
}

/// All records as a table, one row for each: as they are written, including drafts and contacts that are not public.
pub fn csv(all: &Records, sources: &Sources, options: &ExportOptions) -> String {
    let fields = fields(all);
    let records: Vec<_> = records(all, sources, options).collect();
    let in_folders = records
        .iter()
        .any(|(partner, _)| !folder_of(partner).is_empty());
    let mut columns: BTreeMap<Vec<(usize, String)>, FieldPath> = BTreeMap::new();
    for (path, _) in records.iter().flat_map(|(_, values)| values) {
        columns
            .entry(fields.order(path))
            .or_insert_with(|| path.clone());
    }
    let columns: Vec<FieldPath> = columns.into_values().collect();
    let mut headings = vec![ID.to_owned()];
    headings.extend(in_folders.then(|| FOLDER.to_owned()));
    headings.extend(
        columns
            .iter()
            .map(|column| escape_formula(&column.to_string())),
    );
    let rows = records.iter().map(|(partner, values)| {
        let mut row = vec![escape_formula(&partner.id)];
        row.extend(in_folders.then(|| escape_formula(folder_of(partner))));
        row.extend(columns.iter().map(|column| {
            let value = values.iter().find(|(path, _)| path == column);
            value.map_or_else(String::new, |(_, value)| write_cell(value))
        }));
        row
    });
    write_sheet(&headings, &rows.collect::<Vec<_>>())
}

/// Each record with its values. A record with a syntax error is left out; it is among the diagnostics of the project.
pub(super) fn records<'a>(
    all: &'a Records,
    sources: &'a Sources,
    options: &'a ExportOptions,
) -> impl Iterator<Item = (&'a PartnerRecord, Vec<(FieldPath, FieldValue)>)> {
    let fields = fields(all);
    all.partners
        .iter()
        .map(AsRef::as_ref)
        .filter_map(move |partner: &PartnerRecord| {
            let text = &sources.get(partner.file).text;
            let record = Record::parse(text, &all.languages[0]).ok()?;
            let mut values = record.values(&fields);
            values.retain(|(path, _)| options.internal || !path.is_internal());
            Some((partner, values))
        })
}

fn fields(records: &Records) -> Fields<'_> {
    Fields {
        shape: FileKind::Partner.fields(),
        records,
    }
}

/// The folder of a record below `partners/`.
pub(super) fn folder_of(partner: &PartnerRecord) -> &str {
    let path = partner.path.strip_prefix("partners/");
    let folder = path.and_then(|path| path.rsplit_once('/'));
    folder.map_or("", |(folder, _)| folder)
}
