//! The rows of a proof sheet: each fact with its label and values. Entry point: [`FactSheet::facts`].
//!
//! Facts are read from the site's public data, so that a sheet shows what is published and nothing else.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::names::{PublicNames, items};
use crate::l10n::Localizer;
use crate::text::url::readable;

/// The facts about partners, for readers of one language.
#[derive(Clone, Copy)]
pub(super) struct FactSheet<'a> {
    pub(super) localizer: Localizer<'a>,
    pub(super) names: &'a PublicNames<'a>,
}

impl FactSheet<'_> {
    /// The facts about a partner as `{ "label": …, "values": [ … ] }`; `partner` is its public data, `page` the address
    /// of its profile.
    pub(super) fn facts(self, partner: &Json, page: String) -> Vec<Json> {
        let terms = |kind: &str| self.term_list(kind, &partner[kind]);
        let each = |key: &str, value: fn(Self, &Json) -> String| -> Vec<String> {
            items(&partner[key]).map(|item| value(self, item)).collect()
        };
        let languages = items(&partner["languages"])
            .filter_map(Json::as_str)
            .map(|code| self.localizer.locale().language_name(code))
            .collect();
        let links = items(&partner["links"]).filter_map(|link| address(&link["url"]));
        let specializations = each("specializations", Self::specialization);
        let certifications = each("certifications", Self::certification);
        let serves = self.term_list("countries", &partner["serves"]);
        let mut facts = vec![
            self.fact("fact_legal_name", text(&partner["legal_name"])),
            self.fact("facet_type", terms("types")),
            self.fact("menu_programmes", each("programmes", Self::membership)),
        ];
        facts.extend(self.versions("proof_summary", &partner["summary"]));
        facts.extend(self.versions("proof_description", &partner["description"]));
        facts.extend([
            self.fact("fact_products", terms("products")),
            self.fact("fact_industries", terms("industries")),
            self.fact("profile_specializations", specializations),
            self.fact("profile_certifications", certifications),
            self.fact("fact_languages", self.joined(languages)),
            self.fact("fact_serves", serves),
            self.fact("profile_offices", each("offices", Self::office)),
            self.fact("proof_contacts", each("contacts", Self::contact)),
            self.fact("link_website", address(&partner["website"])),
            self.fact("fact_links", links),
            self.fact("profile_references", each("references", Self::reference)),
            self.fact("fact_since", self.date(&partner["since"])),
            self.fact("proof_verified", self.date(&partner["last_verified"])),
            self.fact("proof_page", [readable(&page).into_owned()]),
        ]);
        facts.retain(|fact| items(&fact["values"]).next().is_some());
        facts
    }

    fn fact(self, key: &str, values: impl IntoIterator<Item = String>) -> Json {
        let values: Vec<String> = values.into_iter().collect();
        json!({ "label": self.localizer.message(key, &[]), "values": values })
    }

    /// A text in each of its languages, a fact each.
    fn versions(self, key: &str, text: &Json) -> Vec<Json> {
        let label = self.localizer.message(key, &[]);
        let versions = self.names.versions(text).into_iter();
        versions
            .map(|(code, version)| {
                let label = if self.names.is_multilingual() {
                    format!("{label} ({})", self.localizer.locale().language_name(code))
                } else {
                    label.clone()
                };
                json!({ "label": label, "values": [version] })
            })
            .collect()
    }

    fn membership(self, membership: &Json) -> String {
        let id = text(&membership["programme"]).unwrap_or_default();
        let tier = membership["tier"]
            .as_str()
            .map(|tier| self.names.name(&format!("tiers/{id}"), tier));
        let details = comma_separated([
            tier,
            self.date(&membership["since"]),
            self.until(membership),
        ]);
        let programme = self.names.name("programmes", &id);
        if details.is_empty() {
            return programme;
        }
        let colon = self.localizer.message("colon", &[]);
        format!("{programme}{colon} {details}")
    }

    fn specialization(self, specialization: &Json) -> String {
        let level = specialization["level"]
            .as_str()
            .map(|level| self.names.name("levels", level));
        comma_separated([
            Some(self.name("specializations", &specialization["id"])),
            level,
            self.until(specialization),
        ])
    }

    fn certification(self, certification: &Json) -> String {
        let count = certification["count"].as_f64().unwrap_or_default();
        let count = self.localizer.locale().number(count);
        let name = self.name("certifications", &certification["id"]);
        format!("{count} × {name}")
    }

    fn office(self, office: &Json) -> String {
        let town = [text(&office["postcode"]), text(&office["city"])];
        let town: Vec<String> = town.into_iter().flatten().collect();
        comma_separated([
            text(&office["street"]),
            Some(town.join(" ")).filter(|town| !town.is_empty()),
            text(&office["region"]),
            Some(self.name("countries", &office["country"])),
        ])
    }

    fn contact(self, contact: &Json) -> String {
        comma_separated([
            self.names.text(&contact["label"]),
            text(&contact["person"]),
            text(&contact["email"]),
            text(&contact["phone"]),
            address(&contact["form_url"]),
        ])
    }

    fn reference(self, reference: &Json) -> String {
        comma_separated([
            text(&reference["customer"]),
            reference["year"].as_i64().map(|year| year.to_string()),
            self.names.text(&reference["summary"]),
            address(&reference["url"]),
        ])
    }

    fn name(self, kind: &str, id: &Json) -> String {
        self.names.name(kind, id.as_str().unwrap_or_default())
    }

    /// The names of ids as one value; no value if there are none.
    fn term_list(self, kind: &str, ids: &Json) -> Vec<String> {
        self.joined(items(ids).map(|id| self.name(kind, id)).collect())
    }

    fn joined(self, names: Vec<String>) -> Vec<String> {
        if names.is_empty() {
            return Vec::new();
        }
        vec![self.localizer.locale().list(&names)]
    }

    fn date(self, date: &Json) -> Option<String> {
        let date: Date = date.as_str()?.parse().ok()?;
        Some(self.localizer.date(date))
    }

    fn until(self, limited: &Json) -> Option<String> {
        let date = self.date(&limited["until"])?;
        Some(self.localizer.message("proof_until", &[("date", date)]))
    }
}

/// A web address as people read it.
fn address(value: &Json) -> Option<String> {
    text(value).map(|url| readable(&url).into_owned())
}

fn text(value: &Json) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn comma_separated<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}
