//! The rows of a proof sheet: each fact with its label and values. Entry point: [`FactSheet::facts`].
//!
//! Facts are read from the site's public data, so that a sheet shows what is published and nothing else.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::names::{PublicNames, items};
use crate::l10n::Localizer;
use crate::model::Money;
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
            self.fact("proof_picture", self.names.text(&partner["picture"]["alt"])),
            self.fact("proof_cover", text(&partner["cover"])),
        ]);
        facts.extend(
            self.own_values(&partner["fields"])
                .map(|(name, value)| json!({ "label": name, "values": [value] })),
        );
        facts.extend([
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
        let names = self.names.versions(&office["city_names"]).into_iter();
        let mut names: Vec<String> = names.map(|(_, name)| name.to_owned()).collect();
        names.dedup();
        // Every name that readers see, to be confirmed.
        let city = match &names[..] {
            [] => text(&office["city"]),
            names => Some(names.join(" / ")),
        };
        let town = [text(&office["postcode"]), city];
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
        let named = |kind: &str, id: &Json| id.as_str().map(|id| self.names.name(kind, id));
        let figures = items(&reference["figures"]).filter_map(|figure| {
            let [value, label] = [&figure["value"], &figure["label"]].map(|it| self.names.text(it));
            Some(format!("{} {}", value?, label?))
        });
        let figures: Vec<String> = figures.collect();
        comma_separated([
            text(&reference["customer"]),
            named("industries", &reference["industry"]),
            named("products", &reference["product"]),
            reference["year"].as_i64().map(|year| year.to_string()),
            self.names.text(&reference["summary"]),
            self.quote(&reference["quote"]),
            Some(self.localizer.locale().list(&figures)).filter(|list| !list.is_empty()),
            self.names.text(&reference["picture"]["alt"]),
            address(&reference["url"]),
            Some(self.own_facts(&reference["fields"])).filter(|facts| !facts.is_empty()),
        ])
    }

    /// The values of the company's own fields, each with the name of its field.
    fn own_values(self, fields: &Json) -> impl Iterator<Item = (String, String)> {
        let fields = fields.as_object().into_iter().flatten();
        fields.filter_map(move |(id, value)| {
            Some((self.names.name("fields", id), self.own_value(id, value)?))
        })
    }

    /// "Team: 12 people, On site: yes".
    fn own_facts(self, fields: &Json) -> String {
        let colon = self.localizer.message("colon", &[]);
        let facts = self.own_values(fields);
        let facts: Vec<String> = facts
            .map(|(name, value)| format!("{name}{colon} {value}"))
            .collect();
        facts.join(", ")
    }

    fn own_value(self, id: &str, value: &Json) -> Option<String> {
        let locale = self.localizer.locale();
        let with_unit = |number: String| match self.names.known("units", id) {
            Some(unit) => format!("{number}\u{a0}{unit}"),
            None => number,
        };
        match value {
            Json::Bool(truth) => {
                let key = if *truth { "yes" } else { "no" };
                Some(self.localizer.message(key, &[]))
            }
            Json::Number(number) => Some(with_unit(locale.number(number.as_f64()?))),
            Json::String(word) => {
                let choice = self.names.known(&format!("choices/{id}"), word);
                choice.map(str::to_owned).or_else(|| self.date(value))
            }
            Json::Object(_) if value.get("currency").is_some() => {
                let money = Money {
                    amount: value["amount"].as_f64()?,
                    currency: value["currency"].as_str()?.into(),
                };
                Some(with_unit(locale.money(&money)))
            }
            text => self.names.text(text),
        }
    }

    /// "“The close takes five days now.” (Head of finance)".
    fn quote(self, quote: &Json) -> Option<String> {
        let words = self.names.text(&quote["text"])?;
        let words = self.localizer.message("quoted", &[("text", words)]);
        let speaker = comma_separated([text(&quote["person"]), self.names.text(&quote["role"])]);
        if speaker.is_empty() {
            return Some(words);
        }
        Some(format!("{words} ({speaker})"))
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
