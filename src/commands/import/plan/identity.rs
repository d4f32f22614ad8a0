//! Which record a row is about. Entry point: [`RowPlanner::identity`].

use super::super::row::Row;
use super::known_records::{KnownRecords, name};
use super::row_plan::RowPlanner;
use crate::commands::table::fold;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldValue, Step};
use crate::load::{OfficeRecord, PartnerRecord};
use crate::text::{html_leftover, slug};

/// The record of a row.
pub(super) struct Identity<'a> {
    pub(super) id: String,
    /// `None` if the row adds it.
    pub(super) existing: Option<&'a PartnerRecord>,
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
    /// The record of a row, or why it cannot be known.
    pub(super) fn identity(
        &self,
        row: &Row,
        known: &KnownRecords<'a>,
    ) -> Result<Identity<'a>, Box<Diagnostic>> {
        let existing = self.existing(row, known)?;
        let source_of_id = row.id.as_deref().or(name(row));
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
            let problem = Diagnostic::new(Code::MissingKey, row.span, message);
            return Err(Box::new(problem.help(help)));
        }
        if existing.is_none()
            && let Some(found) = source_of_id.and_then(html_leftover)
        {
            let message = format!(
                "the row has HTML where the id of the record is made from: `{}`",
                found.written
            );
            let help = "write the text that readers should see, and an `id`";
            let problem = Diagnostic::new(Code::InvalidValue, row.span, message);
            return Err(Box::new(problem.help(help)));
        }
        if row.id.is_none() && TOTAL_LABELS.contains(&&*fold(name(row).unwrap_or_default())) {
            let message = "the row looks like the total of the others";
            let help = "delete it; if there is a partner of this name, give it an `id`";
            let problem = Diagnostic::new(Code::InvalidValue, row.span, message);
            return Err(Box::new(problem.help(help)));
        }
        Ok(Identity { id, existing })
    }

    /// The problem of a row that has only the name of a record, and no office where the record has one.
    pub(super) fn other_company(&self, row: &Row, record: &PartnerRecord) -> Option<Diagnostic> {
        let texts = |key: &'static str| {
            let values = row.values.iter();
            values.filter_map(move |(path, value)| match value {
                FieldValue::Text(text) => {
                    let is_key = |step: &Step, key| matches!(step, Step::Key(name) if name == key);
                    let is_office = is_key(&path.0[0], "offices");
                    // A city may have a language after it.
                    let is_field = path.0.iter().any(|step| is_key(step, key));
                    (is_office && is_field).then_some(text.as_str())
                }
                _ => None,
            })
        };
        let (city, country) = (texts("city").next()?, texts("country").next()?);
        let is_known = |office: &OfficeRecord| {
            let has_country = |country: &str| office.country.value == country;
            let has_city = |city: &str| {
                let known = office
                    .city
                    .iter()
                    .flat_map(|it| it.versions.iter().flatten());
                known
                    .into_iter()
                    .any(|known| fold(&known.value) == fold(city))
            };
            texts("country").any(has_country) || texts("city").any(has_city)
        };
        if row.id.is_some() || record.offices.is_empty() || record.offices.iter().any(is_known) {
            return None;
        }
        let message = format!(
            "`{}` in `{city}`, `{country}` has the name of the record `{}`, which has no office there: another company \
             of that name?",
            record.name.value, record.id
        );
        let help = format!(
            "give the row an `id`: `{}` to change that record, another one to add a new record",
            record.id
        );
        let problem = Diagnostic::new(Code::DuplicateId, row.span, message);
        Some(problem.help(help))
    }

    /// The default language of the catalogue, which decides how a name is spelled in an id.
    fn language(&self) -> &'a str {
        &self.fields.records.languages[0]
    }

    /// The existing record of a row: by id, by a former id, or by a name that only one record has. A new row whose id
    /// another record has already is an error.
    fn existing(
        &self,
        row: &Row,
        known: &KnownRecords<'a>,
    ) -> Result<Option<&'a PartnerRecord>, Box<Diagnostic>> {
        let row_name = name(row).map(fold).filter(|key| !key.is_empty());
        if let Some(id) = &row.id {
            let lowercase = id.to_lowercase();
            let exact = known.with_id(id);
            let found = exact.or_else(|| known.with_any_id(&[id, &lowercase]));
            if found.is_some() {
                return Ok(found);
            }
        } else if let Some(key) = &row_name {
            let mut same: Vec<&PartnerRecord> = known.with_name(key).collect();
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
        let ids = slugs.iter().map(String::as_str);
        let ids: Vec<&str> = ids.filter(|id| !id.is_empty()).collect();
        let Some(owner) = known.with_any_id(&ids) else {
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
}
