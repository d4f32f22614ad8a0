//! `vitrine explain`: the origin of a value. Entry point: [`explain`].

mod explanation;
mod find;
mod inherited;
mod path;
mod schema_lookup;

use std::path::Path;

use anyhow::bail;
use serde_json::{Value, json};

use super::paper::{country, language};
use super::{LoadOptions, open};
use crate::diagnostic::{self, Excerpt, Format, Style};
use crate::source::{Sources, Span};
use crate::text::escape_json;
use explanation::{Explanation, Overridden};
use find::Query;

/// The value to explain, and the format of the explanation.
#[derive(Debug, Clone)]
pub struct ExplainOptions {
    /// Such as `solutions.finder_fee.rate`.
    pub path: String,
    /// The code of the reader's language; `None` for the default language.
    pub lang: Option<String>,
    /// The code of a country.
    pub country: Option<String>,
    /// A type of partner.
    pub partner_type: Option<String>,
    /// Text for people, or JSON.
    pub format: Format,
    /// Whether the text has colours.
    pub style: Style,
}

/// Explains where a value comes from, even in a project with errors.
///
/// # Errors
///
/// If the project cannot be read, or the value does not exist.
pub fn explain(
    project: &Path,
    load: &LoadOptions,
    options: &ExplainOptions,
) -> anyhow::Result<String> {
    let loaded = open(project, load)?;
    let (Some(records), Some(catalogue)) = (&loaded.records, &loaded.draft) else {
        bail!("the project cannot be read: `vitrine check` reports why");
    };
    let countries = &catalogue.vocabulary.countries;
    let country = country(catalogue, options.country.as_deref())?;
    let types = &catalogue.vocabulary.types;
    if let Some(partner_type) = &options.partner_type
        && types.find(partner_type).is_none()
    {
        let help = diagnostic::did_you_mean(partner_type, types.ids()).unwrap_or_else(|| {
            "write the id of one that `content/vocabulary.toml` declares".to_owned()
        });
        bail!("the catalogue has no type of partner `{partner_type}`: {help}");
    }
    let query = Query {
        path: options.path.clone(),
        lang: language(catalogue, options.lang.as_deref())?,
        country: country.map(|country| countries[country].code.clone()),
        partner_type: options.partner_type.clone(),
    };
    match find::explain(records, &loaded.sources, &query) {
        Ok(explanation) if options.format == Format::Json => {
            Ok(to_json(&explanation, &loaded.sources))
        }
        Ok(explanation) => Ok(to_text(&explanation, &loaded.sources, options.style)),
        Err(reason) => bail!(reason),
    }
}

fn to_text(explanation: &Explanation, sources: &Sources, style: Style) -> String {
    let label = explanation
        .applies_to
        .as_ref()
        .map(|scope| format!("applies to {scope}"));
    diagnostic::excerpt(
        &Excerpt {
            name: &explanation.query,
            title: &explanation.value,
            place: explanation.place,
            label: label.as_deref(),
            others: explanation
                .overridden
                .iter()
                .map(|value| {
                    (
                        value.place,
                        format!("overridden; applies to {}", value.applies_to),
                    )
                })
                .collect(),
            notes: &explanation.notes,
        },
        sources,
        style,
    )
}

fn to_json(explanation: &Explanation, sources: &Sources) -> String {
    let place = |span: Span| {
        let (line, column) = sources.line_column(span.file, span.start);
        json!({ "file": sources.get(span.file).path, "line": line, "column": column })
    };
    let overridden = explanation.overridden.iter().map(|value| {
        json!({
            "value": value.value,
            "applies_to": value.applies_to,
            "place": place(value.place),
        })
    });
    let document = json!({
        "asked": explanation.query,
        "value": explanation.value,
        "applies_to": explanation.applies_to,
        "place": place(explanation.place),
        "over": overridden.collect::<Vec<Value>>(),
        "notes": explanation.notes,
    });
    escape_json(format!("{document:#}\n"))
}
