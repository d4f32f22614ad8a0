//! `vitrine explain`.

mod explanation;
mod find;
mod path;
mod possible;

use std::path::Path;

use anyhow::bail;
use serde_json::{Value, json};

use super::paper::{country, language};
use super::{LoadOptions, open};
use crate::diagnostic::{self, Excerpt, Format, Style};
use crate::source::{Sources, Span};
use explanation::{Explanation, Overridden};
use find::Asked;

/// What is asked for, and how it is told.
#[derive(Debug, Clone)]
pub struct ExplainOptions {
    /// Such as `solutions.finder_fee.rate`.
    pub path: String,
    /// Code of the reader's language; absent: the default language.
    pub lang: Option<String>,
    /// Code of a country.
    pub country: Option<String>,
    /// A type of partner.
    pub partner_type: Option<String>,
    /// Text for people, or JSON.
    pub format: Format,
    /// Whether the text has colours.
    pub style: Style,
}

/// Tells where a value comes from, also in a project with mistakes.
///
/// # Errors
///
/// If the project cannot be read, or there is no such value.
pub fn explain(
    project: &Path,
    options: &LoadOptions,
    wanted: &ExplainOptions,
) -> anyhow::Result<String> {
    let loaded = open(project, options)?;
    let (Some(records), Some(catalogue)) = (&loaded.records, &loaded.draft) else {
        bail!("the project cannot be read: `vitrine check` tells why");
    };
    let countries = &catalogue.vocabulary.countries;
    let country = country(catalogue, wanted.country.as_deref())?;
    let types = &catalogue.vocabulary.types;
    if let Some(of) = wanted
        .partner_type
        .as_ref()
        .filter(|of| types.find(of).is_none())
    {
        let help = diagnostic::did_you_mean(of, types.ids()).unwrap_or_default();
        bail!("the catalogue has no type of partner `{of}`: {help}");
    }
    let asked = Asked {
        path: wanted.path.clone(),
        lang: language(catalogue, wanted.lang.as_deref())?,
        country: country.map(|country| countries[country].code.clone()),
        partner_type: wanted.partner_type.clone(),
    };
    match find::explain(records, &loaded.sources, &asked) {
        Ok(found) if wanted.format == Format::Json => Ok(to_json(&found, &loaded.sources)),
        Ok(found) => Ok(to_text(&found, &loaded.sources, wanted.style)),
        Err(reason) => bail!(reason),
    }
}

fn to_text(found: &Explanation, sources: &Sources, style: Style) -> String {
    let said_for = found
        .said_for
        .as_ref()
        .map(|whom| format!("said for {whom}"));
    let over = found.over.iter();
    diagnostic::excerpt(
        &Excerpt {
            name: &found.asked,
            title: &found.value,
            place: found.place,
            label: said_for.as_deref(),
            others: over
                .map(|one| {
                    (
                        one.place,
                        format!("instead of this, said for {}", one.said_for),
                    )
                })
                .collect(),
            notes: &found.notes,
        },
        sources,
        style,
    )
}

fn to_json(found: &Explanation, sources: &Sources) -> String {
    let place = |span: Span| {
        let (line, column) = sources.line_column(span.file, span.start);
        json!({ "file": sources.get(span.file).path, "line": line, "column": column })
    };
    let over = found.over.iter().map(
        |one| json!({ "value": one.value, "said_for": one.said_for, "place": place(one.place) }),
    );
    let document = json!({
        "asked": found.asked,
        "value": found.value,
        "said_for": found.said_for,
        "place": place(found.place),
        "over": over.collect::<Vec<Value>>(),
        "notes": found.notes,
    });
    format!("{document:#}\n")
}
