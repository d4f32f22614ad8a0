//! The plan of one row: the record that it adds or changes. Entry point: [`RowPlanner::plan_row`].

use std::collections::BTreeMap;

use super::super::context::ImportContext;
use super::super::mapping::Mapping;
use super::super::row::{Row, renumber, value as parse_value};
use super::former_tiers::former_tiers;
use super::values::{expand, rename_logos};
use super::{Change, FieldChange, PlannedRecord};
use crate::commands::table::{
    CellParser, CellVocabulary, DateOrders, LIST_SEPARATOR, NumberMarks, fold,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, FieldValue, Fields, Record};
use crate::load::PartnerRecord;
use crate::source::{FileId, Span};
use crate::text::slug;

/// Plans the rows of one table.
pub(super) struct RowPlanner<'a> {
    pub(super) fields: &'a Fields<'a>,
    pub(super) mapping: &'a Mapping,
    /// The row of each record that has been planned.
    pub(super) seen: BTreeMap<String, Span>,
    /// The table.
    pub(super) file: FileId,
    pub(super) has_file: &'a dyn Fn(&str) -> bool,
    /// The ids that are not as the table writes them.
    pub(super) notes: Vec<String>,
}

/// Labels of the last row of many tables, where others have a name.
const TOTAL_LABELS: [&str; 8] = [
    "total",
    "totals",
    "sum",
    "totaux",
    "somme",
    "summe",
    "gesamt",
    "gesamtsumme",
];

impl<'a> RowPlanner<'a> {
    /// Plans a row; `None` after reporting an error.
    pub(super) fn plan_row(
        &mut self,
        row: Row,
        context: &mut ImportContext<'_>,
    ) -> Option<PlannedRecord> {
        let span = row.span;
        let existing = match self.existing(&row) {
            Ok(existing) => existing,
            Err(problem) => {
                context.problems.push(*problem);
                return None;
            }
        };
        let source_of_id = row.id.as_deref().or(name(&row));
        let id = existing.map_or_else(
            || slug(source_of_id.unwrap_or_default(), self.language()),
            |record| record.id.clone(),
        );
        if id.is_empty() {
            let (message, help) = match source_of_id {
                Some(text) if !text.trim().is_empty() => (
                    format!("`{text}` gives no id: it has no letters and no digits"),
                    "add a column `id`, and give the row one of lowercase letters a–z, digits and hyphens",
                ),
                _ => (
                    "the row has neither `id` nor `name`".to_owned(),
                    "fill in the name, or map its column under `[columns]` of the mapping",
                ),
            };
            let problem = Diagnostic::new(Code::MissingKey, span, message);
            context.problems.push(problem.help(help));
            return None;
        }
        if row.id.is_none() && TOTAL_LABELS.contains(&&*fold(name(&row).unwrap_or_default())) {
            let message = "the row looks like the total of the others";
            let help = "delete it; if there is a partner of this name, give it an `id`";
            let problem = Diagnostic::new(Code::InvalidValue, span, message);
            context.problems.push(problem.help(help));
            return None;
        }
        if let Some(first) = self.seen.insert(id.clone(), span) {
            let message = format!("duplicate record `{id}`");
            let help = "give each another `id`; a second office of one partner belongs into the first row, in columns `offices.2.city`, `offices.2.country`";
            let problem = Diagnostic::new(Code::DuplicateId, span, message);
            context
                .problems
                .push(problem.related(first, "the other row").help(help));
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
            Some(record) => self.changed(record, row, context),
            None => self.added(id, row, context),
        }
    }

    /// The default language of the catalogue, which decides how a name is spelled in an id.
    fn language(&self) -> &'a str {
        &self.fields.records.languages[0]
    }

    /// The existing record of a row: by id, by a former id, or by a name that only one record has. A new row whose id
    /// another record has already is an error.
    fn existing(&self, row: &Row) -> Result<Option<&'a PartnerRecord>, Box<Diagnostic>> {
        let partners = || self.fields.records.partners.iter().map(AsRef::as_ref);
        let row_name = name(row).map(fold).filter(|key| !key.is_empty());
        let has_id = |partner: &PartnerRecord, id: &str| {
            let mut aliases = partner.aliases.iter().map(|alias| alias.value.as_str());
            partner.id == id || aliases.any(|alias| alias == id)
        };
        if let Some(id) = &row.id {
            let lowercase = id.to_lowercase();
            let exact = partners().find(|partner| partner.id == *id);
            let found = exact.or_else(|| {
                partners().find(|partner| has_id(partner, id) || has_id(partner, &lowercase))
            });
            if found.is_some() {
                return Ok(found);
            }
        } else if let Some(key) = &row_name {
            let mut same: Vec<&PartnerRecord> = partners()
                .filter(|partner| fold(&partner.name.value) == *key)
                .collect();
            match same.len() {
                0 => {}
                1 => return Ok(same.pop()),
                _ => {
                    let ids: Vec<String> = same.iter().map(|one| format!("`{}`", one.id)).collect();
                    let message = format!("several records have this name: {}", ids.join(", "));
                    let help =
                        "add a column `id`, and give the row the id of the one that is meant";
                    let problem = Diagnostic::new(Code::DuplicateId, row.span, message);
                    return Err(Box::new(problem.help(help)));
                }
            }
        }
        let Some(text) = row.id.as_deref().or(name(row)) else {
            return Ok(None);
        };
        let slugs = [slug(text, self.language()), slug(text, "")];
        let owner =
            partners().find(|partner| slugs.iter().any(|id| !id.is_empty() && has_id(partner, id)));
        let Some(owner) = owner else {
            return Ok(None);
        };
        // An id that is written like the name finds the record of that name.
        let same_name = row_name.is_none_or(|key| key == fold(&owner.name.value));
        if row.id.is_some() && same_name {
            return Ok(Some(owner));
        }
        let message = format!(
            "`{text}` gives the id `{}`, which is the id of the record of `{}`",
            slugs[0], owner.name.value
        );
        let help = format!(
            "give the row an `id`: `{}` to change that record, another one to add a new record",
            owner.id
        );
        let problem = Diagnostic::new(Code::DuplicateId, row.span, message);
        Err(Box::new(problem.help(help)))
    }

    fn changed(
        &self,
        partner: &PartnerRecord,
        mut row: Row,
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
        let mut changes = Vec::new();
        let logos = rename_logos(&partner.id, &mut row, self.has_file);
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
            change,
            text: record.text(),
            logos,
        })
    }

    fn added(
        &self,
        id: String,
        mut row: Row,
        context: &mut ImportContext<'_>,
    ) -> Option<PlannedRecord> {
        let default = &self.fields.records.languages[0];
        let mut record = Record::parse("", default).expect("an empty file is a document");
        let vocabulary = CellVocabulary::new(self.fields.records, &self.mapping.words);
        let parser = CellParser {
            vocabulary: &vocabulary,
            separator: self.mapping.separator.unwrap_or(LIST_SEPARATOR),
            month_first: self.mapping.month_first,
            date_orders: DateOrders::default(),
            marks: NumberMarks::declared(self.mapping.decimal),
            comma_is_thousands: false,
            third_party: false,
        };
        for (path, text) in &self.mapping.new {
            // Defaults do not create an entry of a list: a contact with only a role is useless.
            let has_item = |item: FieldPath| {
                let mut given = row.values.iter();
                given.any(|(given, _)| given.0.starts_with(&item.0))
            };
            let is_given = row.values.iter().any(|(given, _)| given == path);
            if is_given || !path.item().is_none_or(has_item) {
                continue;
            }
            match parse_value(text, path, self.fields, &parser) {
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
        let given: Vec<&FieldPath> = row.values.iter().map(|(path, _)| path).collect();
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
        let logos = rename_logos(&id, &mut row, self.has_file);
        renumber(&mut row.values, |_| 0);
        row.values
            .sort_by_cached_key(|(path, _)| self.fields.order(path));
        for (path, value) in expand(&record, row.values) {
            record.set(&path, &value);
        }
        let folder = row.folder.unwrap_or_else(|| self.mapping.folder.clone());
        let is_folder = |part: &str| !["", ".", ".."].contains(&part) && !part.contains('\\');
        if !folder.is_empty() && !folder.split('/').all(is_folder) {
            let message = format!("`{folder}` is not a folder below `partners/`");
            let help = "write names between `/`, such as `europe/france`, or leave the cell empty";
            let problem = Diagnostic::new(Code::InvalidValue, row.span, message);
            context.problems.push(problem.help(help));
            return None;
        }
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        Some(PlannedRecord {
            path: format!("partners/{folder}{id}.toml"),
            id,
            change: Change::Added,
            text: record.text(),
            logos,
        })
    }
}

fn name(row: &Row) -> Option<&str> {
    row.values.iter().find_map(|(path, value)| match value {
        FieldValue::Text(name) if path.to_string() == "name" => Some(name.as_str()),
        _ => None,
    })
}

/// Whether two values are the same but for their line ends: cells of a table always have line feeds.
fn same(old: &FieldValue, new: &FieldValue) -> bool {
    let unix = |text: &str| text.replace("\r\n", "\n");
    match (old, new) {
        (FieldValue::Text(old), FieldValue::Text(new)) => unix(old) == *new,
        (FieldValue::List(old), FieldValue::List(new)) => {
            old.iter().map(|item| unix(item)).eq(new.iter().cloned())
        }
        (old, new) => old == new,
    }
}
