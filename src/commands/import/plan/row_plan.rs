//! The plan of rows: the records that they add or change. Entry point: [`RowPlanner::plan_rows`].

use std::collections::{BTreeMap, BTreeSet};

use super::super::consent;
use super::super::context::ImportContext;
use super::super::files::ImportFiles;
use super::super::mapping::Mapping;
use super::super::row::{Row, renumber, value as parse_value};
use super::former_tiers::former_tiers;
use super::identity::Identity;
use super::known_records::KnownRecords;
use super::values::expand;
use super::{Change, FieldChange, PlannedRecord};
use crate::commands::table::{CellParser, CellVocabulary};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, FieldValue, Fields, Record, Step};
use crate::load::{PartnerRecord, is_folder_name};
use crate::source::FileId;
use crate::text::truncate;

/// How many folders may be in one another.
const MAX_FOLDERS: usize = 8;
/// The longest name that is shown, in characters.
const MAX_SHOWN: usize = 60;

/// Plans the rows of one table.
pub(super) struct RowPlanner<'a> {
    pub(super) fields: &'a Fields<'a>,
    pub(super) mapping: &'a Mapping,
    /// The ids of the existing records that the table names, also in rows with errors.
    pub(super) in_table: BTreeSet<&'a str>,
    /// The table.
    pub(super) file: FileId,
    pub(super) files: &'a dyn ImportFiles,
    /// The paths of the pictures to copy so far.
    pub(super) destinations: BTreeSet<String>,
    /// The pictures of the project that stay although those beside the table are others.
    pub(super) kept: Vec<String>,
    /// The ids that are not as the table writes them.
    pub(super) notes: Vec<String>,
}

impl<'a> RowPlanner<'a> {
    /// Plans the rows, and reports those that cannot be imported. Of several rows for one record none is: which one is
    /// right cannot be known.
    pub(super) fn plan_rows(
        &mut self,
        rows: Vec<Row>,
        context: &mut ImportContext<'_>,
    ) -> Vec<PlannedRecord> {
        let (fields, mapping) = (self.fields, self.mapping);
        let vocabulary = CellVocabulary::new(fields.records, &mapping.words);
        let defaults = mapping.cell_parser(&vocabulary);
        let known = KnownRecords::new(&fields.records.partners);
        let identities: Vec<_> = rows.iter().map(|row| self.identity(row, &known)).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for identity in identities.iter().flatten() {
            *counts.entry(identity.id.clone()).or_default() += 1;
        }
        let mut planned = Vec::new();
        for (row, identity) in rows.into_iter().zip(identities) {
            let identity = match identity {
                Ok(identity) => identity,
                Err(problem) => {
                    let same = known.of_same_name(&row);
                    self.in_table.extend(same.map(|record| record.id.as_str()));
                    if !row.is_faulty {
                        context.problems.push(*problem);
                    }
                    continue;
                }
            };
            self.in_table
                .extend(identity.existing.map(|record| record.id.as_str()));
            if counts[&identity.id] > 1 {
                let message = format!(
                    "duplicate record `{}`: of its rows none is imported",
                    identity.id
                );
                let help = "give each another `id`; a second office of one partner belongs into the first row, in columns `offices.2.city`, `offices.2.country`";
                let problem = Diagnostic::new(Code::DuplicateId, row.span, message);
                context.problems.push(problem.help(help));
            } else if !row.is_faulty {
                planned.extend(self.plan_row(row, identity, &defaults, context));
            }
        }
        planned
    }

    /// Plans a row; `None` after reporting an error.
    fn plan_row(
        &mut self,
        row: Row,
        Identity { id, existing }: Identity<'a>,
        defaults: &CellParser<'_>,
        context: &mut ImportContext<'_>,
    ) -> Option<PlannedRecord> {
        if let Some(problem) = existing.and_then(|record| self.other_company(&row, record)) {
            context.problems.push(problem);
            return None;
        }
        if !self.mapping.is_exported()
            && let Some(problem) = super::phones::problem(&row, existing)
        {
            context.problems.push(problem);
            return None;
        }
        if existing.is_none()
            && let Some(text) = row.id.as_ref().filter(|text| **text != id)
        {
            const MAX_NOTES: usize = 12;
            if self.notes.len() < MAX_NOTES {
                self.notes.push(format!("the id `{text}` becomes `{id}`"));
            }
        }
        match existing {
            Some(record) => self.changed(record, row, defaults, context),
            None => self.added(id, row, defaults, context),
        }
    }

    fn changed(
        &mut self,
        partner: &PartnerRecord,
        mut row: Row,
        defaults: &CellParser<'_>,
        context: &mut ImportContext<'_>,
    ) -> Option<PlannedRecord> {
        let before = context.sources.get(partner.file).text.to_string();
        let default = &self.fields.records.languages[0];
        let mut record = match Record::parse(&before, default) {
            Ok(record) => record,
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", partner.path);
                let help = "fix the file first: `vitrine check` shows the line";
                let problem = Diagnostic::new(Code::TomlSyntax, row.span, message);
                context.problems.push(problem.help(help));
                return None;
            }
        };
        let has_consent = |path: &&FieldPath| record.get(path).is_some();
        if let Some(path) = row.without_consent.iter().find(has_consent) {
            let message = format!(
                "the row says that there is no consent, but the record has a date at `{path}`"
            );
            let help = format!(
                "delete it in `{}`, so that the person is no longer published; or correct the cell",
                partner.path
            );
            let problem = Diagnostic::new(Code::InvalidValue, row.span, message);
            context.problems.push(problem.help(help));
            return None;
        }
        if let Some(problem) = consent::of_somebody_else(&row, &record, &partner.path) {
            context.problems.push(problem);
            return None;
        }
        let is_new = |item: &FieldPath| match item.0.split_last() {
            Some((Step::Item(index), list)) => {
                let each = [list, &[Step::Each]].concat();
                *index >= record.count(&FieldPath(each))
            }
            _ => false,
        };
        self.complete(&mut row, Some(&is_new), defaults, context)?;
        let mut changes = Vec::new();
        let folder = partner
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let pictures = self.pictures(&partner.id, folder, &mut row, Some(&record), context)?;
        renumber(&mut row.values, |list| record.count(list));
        let values = expand(&record, row.values);
        let former_tiers = former_tiers(&record, &values);
        for (path, value) in values {
            let old = record.get(&path);
            if old.as_ref().is_some_and(|old| same(old, &value)) {
                continue;
            }
            record.set(&path, &value);
            changes.push(FieldChange {
                field: path.to_string(),
                old,
                new: value,
            });
        }
        for former in former_tiers {
            changes.extend(former.keep(&mut record));
        }
        let change = if changes.is_empty() {
            Change::Unchanged
        } else {
            Change::Changed(changes)
        };
        Some(PlannedRecord {
            id: partner.id.clone(),
            path: partner.path.clone(),
            row: row.span,
            change,
            text: record.text(),
            pictures,
        })
    }

    /// Adds the defaults of the mapping to a row of a new record, or to the entries of lists that are new in an existing
    /// one; `None` after reporting that such an entry has no value for a key that it must have.
    fn complete(
        &self,
        row: &mut Row,
        is_new: Option<&dyn Fn(&FieldPath) -> bool>,
        defaults: &CellParser<'_>,
        context: &mut ImportContext<'_>,
    ) -> Option<()> {
        for (path, text) in &self.mapping.new {
            // Defaults do not create an entry of a list: a contact with only a role is useless.
            let has_item = |item: FieldPath| {
                let mut given = row.values.iter();
                given.any(|(given, _)| given.0.starts_with(&item.0))
            };
            let is_given = row.values.iter().any(|(given, _)| given == path);
            let is_new = match (path.item(), is_new) {
                (None, None) => true,
                (None, Some(_)) => false,
                (Some(item), is_new) => is_new.is_none_or(|is_new| is_new(&item)) && has_item(item),
            };
            if is_given || !is_new {
                continue;
            }
            match parse_value(text, path, self.fields, defaults) {
                Ok(values) => row.values.extend(values),
                Err(error) => {
                    let place = format!("for `{path}` under `[new]` of the mapping");
                    context
                        .problems
                        .push(error.diagnostic(self.file.start(), &place));
                    return None;
                }
            }
        }
        let is_in_new = |path: &&FieldPath| {
            is_new.is_none_or(|is_new| path.item().is_some_and(|item| is_new(&item)))
        };
        let paths = row.values.iter().map(|(path, _)| path);
        let given: Vec<&FieldPath> = paths.filter(is_in_new).collect();
        if let Some((missing, given)) = self.fields.missing(&given) {
            let message = format!("the row has `{given}`, but no `{missing}`");
            let help = format!(
                "fill it in, map its column under `[columns]` of the mapping, or write `\"{missing}\" = \"…\"` under \
                 `[new]`"
            );
            let problem = Diagnostic::new(Code::MissingKey, row.span, message);
            context.problems.push(problem.help(help));
            return None;
        }
        Some(())
    }

    /// The folder of a new record; `None` after reporting that there can be none.
    fn new_folder(&self, row: &Row, context: &mut ImportContext<'_>) -> Option<String> {
        let folder = row.folder.as_ref().unwrap_or(&self.mapping.folder);
        if folder.is_empty() {
            return Some("partners".to_owned());
        }
        let path = format!("partners/{folder}");
        let (message, help) = if !folder.split('/').all(is_folder_name) {
            (
                format!(
                    "`{}` is not a folder below `partners/`",
                    truncate(folder, MAX_SHOWN)
                ),
                "write names between `/`, such as `europe/france`, or leave the cell empty",
            )
        } else if folder.split('/').count() > MAX_FOLDERS {
            (
                format!("`{}` is too deep a folder", truncate(folder, MAX_SHOWN)),
                "write fewer names between `/`",
            )
        } else if !self.files.can_be_folder(&path) {
            (
                format!("`{path}` cannot be a folder, because a file has that name"),
                "write another folder, or leave the cell empty",
            )
        } else {
            return Some(path);
        };
        let problem = Diagnostic::new(Code::InvalidValue, row.span, message);
        context.problems.push(problem.help(help));
        None
    }

    fn added(
        &mut self,
        id: String,
        mut row: Row,
        defaults: &CellParser<'_>,
        context: &mut ImportContext<'_>,
    ) -> Option<PlannedRecord> {
        let default = &self.fields.records.languages[0];
        let mut record = Record::parse("", default).expect("an empty file is a document");
        self.complete(&mut row, None, defaults, context)?;
        for key in self.fields.required() {
            let path = FieldPath::parse(key);
            if !row.values.iter().any(|(given, _)| *given == path) {
                let message = format!("the row has no `{key}`, which a new record must have");
                let help = format!(
                    "fill it in, map its column under `[columns]` of the mapping, or write `{key} = \"…\"` under `[new]`"
                );
                let problem = Diagnostic::new(Code::MissingKey, row.span, message);
                context.problems.push(problem.help(help));
                return None;
            }
        }
        let folder = self.new_folder(&row, context)?;
        let pictures = self.pictures(&id, &folder, &mut row, None, context)?;
        renumber(&mut row.values, |_| 0);
        row.values
            .sort_by_cached_key(|(path, _)| self.fields.order(path));
        for (path, value) in expand(&record, row.values) {
            record.set(&path, &value);
        }
        Some(PlannedRecord {
            path: format!("{folder}/{id}.toml"),
            row: row.span,
            id,
            change: Change::Added,
            text: record.text(),
            pictures,
        })
    }
}

/// Whether two values are the same but for their line ends: cells of a table always have line feeds.
pub(in crate::commands::import) fn same(old: &FieldValue, new: &FieldValue) -> bool {
    let unix = |text: &str| text.replace("\r\n", "\n");
    match (old, new) {
        (FieldValue::Text(old), FieldValue::Text(new)) => unix(old) == *new,
        (FieldValue::List(old), FieldValue::List(new)) => {
            old.iter().map(|item| unix(item)).eq(new.iter().cloned())
        }
        (old, new) => old == new,
    }
}
