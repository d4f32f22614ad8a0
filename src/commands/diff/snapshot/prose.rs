//! Hashes of the texts of programmes and pages. Entry point: [`hashes`].

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::values::hash;
use crate::model::{Catalogue, Prose};

/// The texts by name and language.
pub(super) fn hashes(catalogue: &Catalogue) -> BTreeMap<String, u64> {
    let mut hashes = BTreeMap::new();
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
                hashes.insert(name, hash(&Json::from(parts)));
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
        for (axis, prose) in &programme.axes {
            add(format!("{id}: the benefits `{axis:?}`"), prose);
        }
        for share in &programme.countries {
            if let Some(prose) = &share.prose {
                let code = &catalogue.vocabulary.countries[share.country].code;
                add(format!("{id}: the country {code}"), prose);
            }
        }
    }
    hashes
}
