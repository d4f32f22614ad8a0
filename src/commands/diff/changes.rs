//! The changes between two snapshots, in the terms of a catalogue's editors. Entry point: [`compare`].
//!
//! ```text
//!  site ──snapshot──▶ published content, as names and hashes ──┐
//!  the last build, or a git revision ──▶ an older snapshot ────┴─compare──▶ new, removed, moved, texts, addresses
//! ```
//!
//! Snapshots cover published content only. Texts are compared by their hashes.

use std::collections::{BTreeMap, BTreeSet};

use super::snapshot::{PartnerState, Snapshot, TierName};

/// The changes to the published catalogue.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CatalogueChanges {
    /// New partners.
    pub new: Vec<PartnerName>,
    /// Partners that are no longer published.
    pub removed: Vec<PartnerName>,
    /// Partners with a new name, and their old name.
    pub renamed: Vec<(PartnerName, String)>,
    /// Partners that changed tier.
    pub moved: Vec<Move>,
    /// Changed texts of partners, with the language.
    pub texts: Vec<(PartnerName, String)>,
    /// Changed facts of partners.
    pub facts: Vec<(PartnerName, Vec<String>)>,
    /// Changed fields of programmes.
    pub programme_fields: Vec<String>,
    /// Changed texts of programmes and pages.
    pub prose: Vec<String>,
    /// Addresses that no longer exist.
    pub vanished: Vec<String>,
}

/// The id and the name of a partner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PartnerName {
    pub id: String,
    pub name: String,
}

/// A partner in another tier of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub partner: PartnerName,
    pub programme: String,
    /// The name of the old tier; `None` without one.
    pub from: Option<String>,
    /// The name of the new tier; `None` without one.
    pub to: Option<String>,
}

impl CatalogueChanges {
    /// Whether nothing changed.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two snapshots.
pub(crate) fn compare(old: &Snapshot, new: &Snapshot) -> CatalogueChanges {
    let partner_name = |(id, partner): (&String, &PartnerState)| PartnerName {
        id: id.clone(),
        name: partner.name.clone(),
    };
    let mut changes = CatalogueChanges {
        new: only_in(&new.partners, &old.partners)
            .map(partner_name)
            .collect(),
        removed: only_in(&old.partners, &new.partners)
            .map(partner_name)
            .collect(),
        ..CatalogueChanges::default()
    };
    for (id, new_state) in &new.partners {
        let Some(old_state) = old.partners.get(id) else {
            continue;
        };
        let partner = PartnerName {
            id: id.clone(),
            name: new_state.name.clone(),
        };
        if old_state.name != new_state.name {
            changes
                .renamed
                .push((partner.clone(), old_state.name.clone()));
        }
        changes
            .moved
            .extend(moves(&partner, (old_state, old), (new_state, new)));
        let texts = differing(&old_state.texts, &new_state.texts);
        changes
            .texts
            .extend(texts.map(|text| (partner.clone(), text)));
        let facts: Vec<String> = differing(&old_state.facts, &new_state.facts).collect();
        if !facts.is_empty() {
            changes.facts.push((partner, facts));
        }
    }
    changes.programme_fields = programme_fields(old, new);
    changes.prose = differing(&old.prose, &new.prose)
        .map(|text| match (old.prose.get(&text), new.prose.get(&text)) {
            (None, _) => format!("{text}, new"),
            (_, None) => format!("{text}, removed"),
            _ => text,
        })
        .collect();
    changes.vanished = old.addresses.difference(&new.addresses).cloned().collect();
    changes
}

/// The fields of programmes that differ; a programme that is new or removed is one line.
fn programme_fields(old: &Snapshot, new: &Snapshot) -> Vec<String> {
    let programme_of = |key: &str| key.split(':').next().unwrap_or(key).to_owned();
    let programmes = |snapshot: &Snapshot| -> BTreeSet<String> {
        snapshot
            .programme_fields
            .keys()
            .map(|key| programme_of(key))
            .collect()
    };
    let (before, now) = (programmes(old), programmes(new));
    let mut changed: BTreeSet<String> = BTreeSet::new();
    for key in differing(&old.programme_fields, &new.programme_fields) {
        let programme = programme_of(&key);
        let line = match (before.contains(&programme), now.contains(&programme)) {
            (false, _) => format!("{programme}: the programme is new"),
            (_, false) => format!("{programme}: the programme was removed"),
            _ => key,
        };
        changed.insert(line);
    }
    changed.into_iter().collect()
}

fn moves(
    partner: &PartnerName,
    (old_state, old): (&PartnerState, &Snapshot),
    (new_state, new): (&PartnerState, &Snapshot),
) -> Vec<Move> {
    let mut moves = Vec::new();
    let programmes: BTreeSet<&String> = old_state
        .tiers
        .keys()
        .chain(new_state.tiers.keys())
        .collect();
    for programme in programmes {
        let tier = |state: &PartnerState| state.tiers.get(programme).cloned().flatten();
        let (from, to) = (tier(old_state), tier(new_state));
        let was_in = old_state.tiers.contains_key(programme);
        let is_in = new_state.tiers.contains_key(programme);
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
    moves
}

fn only_in<'a, T>(
    all: &'a BTreeMap<String, T>,
    others: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = (&'a String, &'a T)> {
    all.iter().filter(|(key, _)| !others.contains_key(*key))
}

/// The keys with different hashes, or on one side only.
fn differing<'a>(
    old: &'a BTreeMap<String, u64>,
    new: &'a BTreeMap<String, u64>,
) -> impl Iterator<Item = String> + 'a {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter(|key| old.get(*key) != new.get(*key))
        .cloned()
}
