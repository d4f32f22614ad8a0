//! What changed between two catalogues, in the words of the people who keep them.
//!
//! ```text
//!  site ──snapshot──▶ what is public, as names and hashes ──┐
//!  the last build, or an older revision ──▶ another one ────┴─between──▶ new, left, moved, texts, addresses
//! ```
//!
//! A snapshot is made of what is published alone, and says of texts only whether they are the same.

use std::collections::BTreeSet;

use super::snapshot::{PartnerState, Snapshot, TierName};

/// What changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Partners that are new.
    pub new: Vec<Named>,
    /// Partners that are gone.
    pub left: Vec<Named>,
    /// Partners with another name, and the old one.
    pub renamed: Vec<(Named, String)>,
    /// Partners in another tier.
    pub moved: Vec<Move>,
    /// Texts of partners that changed, with the language.
    pub texts: Vec<(Named, String)>,
    /// Facts of partners that changed.
    pub facts: Vec<(Named, Vec<String>)>,
    /// Parts of programmes and pages that changed.
    pub elsewhere: Vec<String>,
    /// Texts of programmes and pages that changed.
    pub prose: Vec<String>,
    /// Addresses that are gone.
    pub vanished: Vec<String>,
}

/// A partner by id and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    pub id: String,
    pub name: String,
}

/// A partner in another tier of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub partner: Named,
    pub programme: String,
    /// The name of the tier; absent: none.
    pub from: Option<String>,
    /// The name of the tier; absent: none.
    pub to: Option<String>,
}

impl Changes {
    /// Whether nothing changed.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two snapshots.
pub(crate) fn between(old: &Snapshot, new: &Snapshot) -> Changes {
    let named = |(id, partner): (&String, &PartnerState)| Named {
        id: id.clone(),
        name: partner.name.clone(),
    };
    let mut changes = Changes {
        new: only_in(&new.partners, &old.partners).map(named).collect(),
        left: only_in(&old.partners, &new.partners).map(named).collect(),
        ..Changes::default()
    };
    for (id, now) in &new.partners {
        let Some(before) = old.partners.get(id) else {
            continue;
        };
        let partner = Named {
            id: id.clone(),
            name: now.name.clone(),
        };
        if before.name != now.name {
            changes.renamed.push((partner.clone(), before.name.clone()));
        }
        moved(&partner, (before, old), (now, new), &mut changes.moved);
        let texts = differing(&before.texts, &now.texts);
        changes
            .texts
            .extend(texts.map(|text| (partner.clone(), text)));
        let facts: Vec<String> = differing(&before.facts, &now.facts).collect();
        if !facts.is_empty() {
            changes.facts.push((partner, facts));
        }
    }
    changes.elsewhere = programmes(old, new);
    changes.prose = differing(&old.prose, &new.prose)
        .map(|text| match (old.prose.get(&text), new.prose.get(&text)) {
            (None, _) => format!("{text}, new"),
            (_, None) => format!("{text}, gone"),
            _ => text,
        })
        .collect();
    changes.vanished = old.addresses.difference(&new.addresses).cloned().collect();
    changes
}

/// The parts of programmes that differ; a programme that is new or gone is one thing.
fn programmes(old: &Snapshot, new: &Snapshot) -> Vec<String> {
    let programme = |key: &str| key.split(':').next().unwrap_or(key).to_owned();
    let all = |snapshot: &Snapshot| -> BTreeSet<String> {
        snapshot
            .elsewhere
            .keys()
            .map(|key| programme(key))
            .collect()
    };
    let (before, now) = (all(old), all(new));
    let mut changed: BTreeSet<String> = BTreeSet::new();
    for key in differing(&old.elsewhere, &new.elsewhere) {
        let of = programme(&key);
        changed.insert(match (before.contains(&of), now.contains(&of)) {
            (false, _) => format!("{of}: the programme is new"),
            (_, false) => format!("{of}: the programme is gone"),
            _ => key,
        });
    }
    changed.into_iter().collect()
}

fn moved(
    partner: &Named,
    (before, old): (&PartnerState, &Snapshot),
    (now, new): (&PartnerState, &Snapshot),
    moves: &mut Vec<Move>,
) {
    let programmes: BTreeSet<&String> = before.tiers.keys().chain(now.tiers.keys()).collect();
    for programme in programmes {
        let tier = |state: &PartnerState| state.tiers.get(programme).cloned().flatten();
        let (from, to) = (tier(before), tier(now));
        let was_in = before.tiers.contains_key(programme);
        let is_in = now.tiers.contains_key(programme);
        if from == to && was_in == is_in {
            continue;
        }
        let name = |snapshot: &Snapshot, tier: Option<String>| {
            let tier = tier?;
            let key: TierName = (programme.clone(), tier.clone());
            Some(snapshot.tiers.get(&key).cloned().unwrap_or(tier))
        };
        moves.push(Move {
            partner: partner.clone(),
            programme: programme.clone(),
            from: name(old, from),
            to: name(new, to),
        });
    }
}

fn only_in<'a, T>(
    all: &'a std::collections::BTreeMap<String, T>,
    others: &'a std::collections::BTreeMap<String, T>,
) -> impl Iterator<Item = (&'a String, &'a T)> {
    all.iter().filter(|(key, _)| !others.contains_key(*key))
}

/// What has another hash, or stands on one side only.
fn differing<'a>(
    old: &'a std::collections::BTreeMap<String, u64>,
    new: &'a std::collections::BTreeMap<String, u64>,
) -> impl Iterator<Item = String> + 'a {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let keys = keys.into_iter();
    keys.filter(|key| old.get(*key) != new.get(*key)).cloned()
}
