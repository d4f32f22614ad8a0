//! The state of a partner, from its public data. Entry point: [`state`].

use serde_json::{Map, Value as Json, json};

use super::PartnerState;
use super::values::hash;

/// Fields that are derived from others, or that the snapshot stores separately.
const IGNORED_FIELDS: [&str; 6] = ["id", "name", "url", "data", "vcard", "countries"];
/// The name of the dates and the history of tiers, which change with a tier.
pub(in crate::commands::diff) const TIER_DATES: &str = "dates of tiers";
/// Fields that are texts by language.
const TEXTS: [&str; 2] = ["summary", "description"];
/// Fields that are addresses of pictures: only the file name is compared, not the address of the site.
const PICTURES: [&str; 2] = ["logo", "logo_dark"];
/// Fields that have a picture, or entries with one, in a table with its address.
const WITH_PICTURES: [&str; 2] = ["picture", "references"];

/// The state of a partner with this public data and this name for sorting.
pub(super) fn state(data: &Json, sort_name: &str) -> PartnerState {
    let mut state = PartnerState {
        name: data["name"].as_str().unwrap_or_default().to_owned(),
        ..PartnerState::default()
    };
    for membership in data["programmes"].as_array().into_iter().flatten() {
        let programme = membership["programme"].as_str().unwrap_or_default();
        let tier = membership["tier"].as_str().map(str::to_owned);
        state.tiers.insert(programme.to_owned(), tier);
    }
    if sort_name != state.name {
        let hash = hash(&Json::from(sort_name));
        state.facts.insert("name for sorting".to_owned(), hash);
    }
    let none = Map::new();
    for (key, value) in data.as_object().unwrap_or(&none) {
        let key = key.as_str();
        if IGNORED_FIELDS.contains(&key) {
            continue;
        }
        if TEXTS.contains(&key) {
            for (language, text) in value.as_object().unwrap_or(&none) {
                state
                    .texts
                    .insert(format!("{key} ({language})"), hash(text));
            }
            continue;
        }
        if key == "fields" {
            for (id, value) in value.as_object().unwrap_or(&none) {
                state.facts.insert(format!("field {id}"), hash(value));
            }
            continue;
        }
        let hash = match (key, value.as_str()) {
            (key, Some(url)) if PICTURES.contains(&key) => hash(&file_name(url)),
            (key, _) if WITH_PICTURES.contains(&key) => hash(&with_file_names(value)),
            // Changes of tier are listed separately.
            ("programmes", _) => hash(&without_tiers(value)),
            _ => hash(value),
        };
        state.facts.insert(key.replace('_', " "), hash);
        if key == "programmes" {
            let dates = hash_of_dates(value);
            state.facts.insert(TIER_DATES.to_owned(), dates);
        }
    }
    state
}

/// The last part of a picture's address.
fn file_name(url: &str) -> Json {
    Json::from(url.rsplit('/').next().unwrap_or(url))
}

/// The value with the file name of each picture instead of its address.
fn with_file_names(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.iter().map(with_file_names).collect(),
        Json::Object(fields) => {
            let fields = fields.iter().map(|(key, field)| {
                let field = match (key.as_str(), field.as_str()) {
                    // A reference's own address leads to the case, and is compared as it is.
                    ("url", Some(url)) if fields.contains_key("alt") => file_name(url),
                    _ => with_file_names(field),
                };
                (key.clone(), field)
            });
            Json::Object(fields.collect())
        }
        other => other.clone(),
    }
}

fn without_tiers(memberships: &Json) -> Json {
    let mut memberships = memberships.clone();
    for membership in memberships.as_array_mut().into_iter().flatten() {
        for key in ["tier", "since", "history"] {
            membership
                .as_object_mut()
                .and_then(|fields| fields.remove(key));
        }
    }
    memberships
}

fn hash_of_dates(memberships: &Json) -> u64 {
    let memberships = memberships.as_array().into_iter().flatten();
    let dates: Json = memberships
        .map(|membership| {
            json!([
                membership["programme"],
                membership["since"],
                membership["history"]
            ])
        })
        .collect();
    hash(&dates)
}
