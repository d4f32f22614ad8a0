//! The changes between two snapshots, in the terms of a catalogue's editors. Entry point: [`compare`].
//!
//! ```text
//!  site ──snapshot──▶ published content, as names and hashes ──┐
//!  the last build, or a git revision ──▶ an older snapshot ────┴─compare──▶ new, removed, moved, texts, files
//! ```
//!
//! Snapshots cover published content only. The files decide whether anything changed: without a file that differs there
//! is no change, and every file that differs belongs to one.

use std::collections::{BTreeMap, BTreeSet};

use super::file_changes::{FileChanges, compare_files};
use super::snapshot::{PartnerState, Snapshot, TIER_DATES, TierName, ValueKind};

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
    /// Other changed values, by what they belong to.
    pub values: BTreeMap<ValueKind, BTreeSet<String>>,
    /// Changed texts of programmes and pages.
    pub prose: Vec<String>,
    /// Addresses that no longer exist.
    pub vanished: Vec<String>,
    /// Files that differ.
    pub files: FileChanges,
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
    let files = compare_files(old, new);
    if files.is_empty() {
        return CatalogueChanges::default();
    }
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
        files,
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
        let moved = moves(&partner, (old_state, old), (new_state, new));
        let has_moved = !moved.is_empty();
        changes.moved.extend(moved);
        let texts = differing(&old_state.texts, &new_state.texts);
        changes
            .texts
            .extend(texts.map(|text| (partner.clone(), text)));
        let facts: Vec<String> = differing(&old_state.facts, &new_state.facts)
            .filter(|fact| !(has_moved && fact == TIER_DATES))
            .collect();
        if !facts.is_empty() {
            changes.facts.push((partner, facts));
        }
    }
    changes.values = value_changes(old, new);
    changes.prose = differing(&old.prose, &new.prose)
        .map(|text| match (old.prose.get(&text), new.prose.get(&text)) {
            (None, _) => format!("{text}, new"),
            (_, None) => format!("{text}, removed"),
            _ => text,
        })
        .collect();
    let (before, now) = (old.addresses(), new.addresses());
    let vanished = before.difference(&now).map(|path| (*path).to_owned());
    changes.vanished = vanished.collect();
    changes
}

/// The values that differ. A part that is new or removed as a whole is one change.
fn value_changes(old: &Snapshot, new: &Snapshot) -> BTreeMap<ValueKind, BTreeSet<String>> {
    let paths: BTreeSet<_> = old.values.keys().chain(new.values.keys()).collect();
    let parts_of = |snapshot: &Snapshot| -> BTreeSet<Vec<String>> {
        let paths = snapshot.values.keys();
        let parts = paths.flat_map(|path| (1..path.len()).map(|length| path[..length].to_vec()));
        parts.collect()
    };
    let (old_parts, new_parts) = (parts_of(old), parts_of(new));
    let mut kinds: BTreeMap<String, ValueKind> = BTreeMap::new();
    for path in paths {
        let (before, now) = (old.values.get(path), new.values.get(path));
        if before == now {
            continue;
        }
        let is_only_in =
            |part: &[String], parts: &BTreeSet<Vec<String>>, others: &BTreeSet<Vec<String>>| {
                parts.contains(part) && !others.contains(part)
            };
        let line = (1..path.len()).find_map(|length| {
            let part = &path[..length];
            if is_only_in(part, &new_parts, &old_parts) {
                Some(format!("{}, new", part.join(": ")))
            } else if is_only_in(part, &old_parts, &new_parts) {
                Some(format!("{}, removed", part.join(": ")))
            } else {
                None
            }
        });
        let Some((kind, _)) = now.or(before) else {
            continue;
        };
        let line = line.unwrap_or_else(|| path.join(": "));
        let known = kinds.entry(line).or_insert(*kind);
        *known = (*known).min(*kind);
    }
    let mut changes: BTreeMap<ValueKind, BTreeSet<String>> = BTreeMap::new();
    for (line, kind) in kinds {
        changes.entry(kind).or_default().insert(line);
    }
    changes
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
