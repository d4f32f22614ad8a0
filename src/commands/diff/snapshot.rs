//! A compact fingerprint of the published content, saved to compute the next diff. Built by [`Snapshot::new`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::Hasher as _;

use rayon::prelude::*;
use serde_json::{Map, Value as Json};
use siphasher::sip::SipHasher13;

use crate::model::address::file_of;
use crate::model::{Catalogue, Lang, ListIndex as _, PartnerIx, Prose};
use crate::site::Site;

const HEAD: &str = "vitrine snapshot 1";

/// Programme and tier, by id.
pub(super) type TierName = (String, String);

/// The published content at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    /// Partners by id.
    pub(super) partners: BTreeMap<String, PartnerState>,
    /// Names of tiers by programme and tier.
    pub(super) tiers: BTreeMap<TierName, String>,
    /// Hashes of the fields of programmes. The file calls them `elsewhere`.
    pub(super) programme_fields: BTreeMap<String, u64>,
    /// Hashes of the texts of programmes and pages.
    pub(super) prose: BTreeMap<String, u64>,
    /// Addresses of pages, without the first slash.
    pub(super) addresses: BTreeSet<String>,
}

/// A partner at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PartnerState {
    pub(super) name: String,
    /// The tier in each programme.
    pub(super) tiers: BTreeMap<String, Option<String>>,
    /// Hashes by text and language.
    pub(super) texts: BTreeMap<String, u64>,
    /// Hashes by field.
    pub(super) facts: BTreeMap<String, u64>,
}

/// Fields that are derived from others, or that the snapshot stores separately.
const IGNORED_FIELDS: [&str; 6] = ["id", "name", "url", "data", "vcard", "countries"];
/// Fields that are texts by language.
const TEXTS: [&str; 2] = ["summary", "description"];
/// Fields that are addresses of pictures: only the file name is compared, not the address of the site.
const PICTURES: [&str; 2] = ["logo", "logo_dark"];

impl Snapshot {
    /// The snapshot of a site.
    pub(crate) fn new(catalogue: &Catalogue, site: &Site) -> Self {
        let count = catalogue.partners.len();
        let partners = (0..count).into_par_iter().map(|position| {
            let ix = PartnerIx::new(position);
            let partner = &catalogue.partners[ix];
            (partner.id.clone(), state(&site.partner_data(ix)))
        });
        let mut snapshot = Self {
            partners: partners.collect::<Vec<_>>().into_iter().collect(),
            ..Self::default()
        };
        for (_, programme) in catalogue.programmes.iter() {
            for (_, tier) in programme.tiers.iter() {
                let name = tier.name.str(Lang::DEFAULT).to_owned();
                let key = (programme.id.clone(), tier.id.clone());
                snapshot.tiers.insert(key, name);
            }
        }
        if let Json::Array(programmes) = site.programme_data() {
            for programme in &programmes {
                let Json::Object(fields) = programme else {
                    continue;
                };
                let id = programme["id"].as_str().unwrap_or_default();
                for (key, value) in fields.iter().filter(|(key, _)| *key != "url") {
                    let key = format!("{id}: {}", key.replace('_', " "));
                    snapshot
                        .programme_fields
                        .insert(key, hash(&without_urls(value)));
                }
            }
        }
        snapshot.collect_prose(catalogue);
        let pages = site.pages().iter();
        let addresses = pages.map(|page| file_of(&page.address(catalogue)));
        snapshot.addresses = addresses.filter(|path| is_lasting(path)).collect();
        snapshot
    }

    /// This snapshot with the addresses of the files that were published.
    pub(crate) fn with_addresses(mut self, files: impl IntoIterator<Item = String>) -> Self {
        self.addresses = files.into_iter().filter(|path| is_lasting(path)).collect();
        self
    }

    fn collect_prose(&mut self, catalogue: &Catalogue) {
        let mut add = |name: String, prose: &Prose| {
            for lang in catalogue.languages() {
                let parts = [
                    Some(&prose.title),
                    prose.summary.as_ref(),
                    prose.body.as_ref(),
                ];
                let parts: Vec<&str> = parts
                    .into_iter()
                    .map(|text| {
                        text.and_then(|text| text.exact(lang))
                            .map_or("", |text| &**text)
                    })
                    .collect();
                if parts.iter().any(|part| !part.is_empty()) {
                    let name = format!("{name} ({})", catalogue.code(lang));
                    self.prose.insert(name, hash(&Json::from(parts)));
                }
            }
        };
        for (_, page) in catalogue.pages.iter() {
            add(format!("the page `{}`", page.id), &page.prose);
        }
        for (_, programme) in catalogue.programmes.iter() {
            let id = &programme.id;
            add(format!("{id}: the description"), &programme.prose);
            for (_, tier) in programme.tiers.iter() {
                if let Some(prose) = &tier.prose {
                    add(format!("{id}: the tier `{}`", tier.id), prose);
                }
            }
            for process in &programme.processes {
                if let Some(prose) = &process.prose {
                    add(format!("{id}: the process `{}`", process.id), prose);
                }
            }
            for (position, prose) in programme.axes.values().enumerate() {
                let title = prose.title.str(Lang::DEFAULT);
                add(
                    format!("{id}: the benefits `{title}` ({})", position + 1),
                    prose,
                );
            }
            for share in &programme.countries {
                if let Some(prose) = &share.prose {
                    let code = &catalogue.vocabulary.countries[share.country].code;
                    add(format!("{id}: the country {code}"), prose);
                }
            }
        }
    }

    /// The snapshot as a file, one entry on each line; without addresses, which are those of the published files.
    pub(crate) fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        let mut line = |parts: &[&str]| {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| part.escape_default().to_string())
                .collect();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", parts.join("\t"));
        };
        for ((programme, tier), name) in &self.tiers {
            line(&["tier", programme, tier, name]);
        }
        for (id, partner) in &self.partners {
            line(&["partner", id, &partner.name]);
            for (programme, tier) in &partner.tiers {
                line(&["in", programme, tier.as_deref().unwrap_or_default()]);
            }
            for (kind, hashes) in [("text", &partner.texts), ("fact", &partner.facts)] {
                for (key, hash) in hashes {
                    line(&[kind, key, &format!("{hash:x}")]);
                }
            }
        }
        for (kind, hashes) in [
            ("elsewhere", &self.programme_fields),
            ("prose", &self.prose),
        ] {
            for (key, hash) in hashes {
                line(&[kind, key, &format!("{hash:x}")]);
            }
        }
        text
    }

    /// Reads the text of [`Self::to_text`]; `None` if it has another format.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        let mut snapshot = Self::default();
        let mut partner: Option<(String, PartnerState)> = None;
        for line in lines {
            let parts: Vec<String> = line.split('\t').map(unescape).collect::<Option<_>>()?;
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let number = |text: &str| u64::from_str_radix(text, 16).ok();
            match parts[..] {
                ["tier", programme, tier, name] => {
                    let key = (programme.to_owned(), tier.to_owned());
                    snapshot.tiers.insert(key, name.to_owned());
                }
                ["partner", id, name] => {
                    snapshot.partners.extend(partner.take());
                    let state = PartnerState {
                        name: name.to_owned(),
                        ..PartnerState::default()
                    };
                    partner = Some((id.to_owned(), state));
                }
                ["in", programme, tier] => {
                    let tier = (!tier.is_empty()).then(|| tier.to_owned());
                    partner.as_mut()?.1.tiers.insert(programme.to_owned(), tier);
                }
                ["text", key, hash] => {
                    let texts = &mut partner.as_mut()?.1.texts;
                    texts.insert(key.to_owned(), number(hash)?);
                }
                ["fact", key, hash] => {
                    let facts = &mut partner.as_mut()?.1.facts;
                    facts.insert(key.to_owned(), number(hash)?);
                }
                ["elsewhere", key, hash] => {
                    snapshot
                        .programme_fields
                        .insert(key.to_owned(), number(hash)?);
                }
                ["prose", key, hash] => {
                    snapshot.prose.insert(key.to_owned(), number(hash)?);
                }
                _ => return None,
            }
        }
        snapshot.partners.extend(partner);
        Some(snapshot)
    }
}

/// Undoes `str::escape_default`.
fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next()? {
            't' => plain.push('\t'),
            'n' => plain.push('\n'),
            'r' => plain.push('\r'),
            'u' => {
                let code: String = letters.by_ref().take_while(|c| *c != '}').collect();
                let code = u32::from_str_radix(code.strip_prefix('{')?, 16).ok()?;
                plain.push(char::from_u32(code)?);
            }
            other => plain.push(other),
        }
    }
    Some(plain)
}

/// Whether an address should never vanish. Later pages of a list come and go with its length.
pub(crate) fn is_lasting(path: &str) -> bool {
    path.ends_with("index.html") && !path.contains("/page/")
}

fn state(data: &Json) -> PartnerState {
    let mut state = PartnerState {
        name: data["name"].as_str().unwrap_or_default().to_owned(),
        ..PartnerState::default()
    };
    for membership in data["programmes"].as_array().into_iter().flatten() {
        let programme = membership["programme"].as_str().unwrap_or_default();
        let tier = membership["tier"].as_str().map(str::to_owned);
        state.tiers.insert(programme.to_owned(), tier);
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
        let hash = match (key, value.as_str()) {
            (key, Some(url)) if PICTURES.contains(&key) => {
                hash(&Json::from(url.rsplit('/').next().unwrap_or(url)))
            }
            // Changes of tier are listed separately.
            ("programmes", _) => hash(&without_tiers(value)),
            _ => hash(value),
        };
        state.facts.insert(key.replace('_', " "), hash);
    }
    state
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

/// The value without addresses of the site, which depend on `base_url`.
fn without_urls(value: &Json) -> Json {
    match value {
        Json::Object(fields) => {
            let fields: Map<String, Json> = fields
                .iter()
                .filter(|(key, _)| *key != "url")
                .map(|(key, value)| (key.clone(), without_urls(value)))
                .collect();
            Json::Object(fields)
        }
        Json::Array(list) => list.iter().map(without_urls).collect(),
        value => value.clone(),
    }
}

fn hash(value: &Json) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(value.to_string().as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{PartnerState, Snapshot};

    #[test]
    fn a_snapshot_survives_writing_and_reading() {
        let mut snapshot = Snapshot::default();
        let mut partner = PartnerState {
            name: "Müller\t& \"Söhne\"\\".to_owned(),
            ..PartnerState::default()
        };
        partner
            .tiers
            .insert("solutions".into(), Some("gold".into()));
        partner.tiers.insert("cloud".into(), None);
        partner.texts.insert("summary (fr)".into(), 7);
        partner.facts.insert("offices".into(), u64::MAX);
        snapshot.partners.insert("mueller".into(), partner);
        let tier = ("solutions".to_owned(), "gold".to_owned());
        snapshot.tiers.insert(tier, "Gold".into());
        snapshot.prose.insert("the page `home` (en)".into(), 1);
        let text = snapshot.to_text();
        assert_eq!(Snapshot::from_text(&text), Some(snapshot));
        assert_eq!(Snapshot::from_text("something else"), None);
        assert_eq!(Snapshot::from_text(&format!("{text}x\n")), None);
    }
}
