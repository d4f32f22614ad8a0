//! What moving up to a tier brings and asks: the value below, then the value here.

use serde::Serialize;

use super::cell::{self, CellView};
use crate::model::{Page, Programme, ProgrammeIx, Scope, TierIx, TierUpgrade};
use crate::site::reader::Reader;
use crate::site::text::TextView;

#[derive(Serialize)]
pub(crate) struct StepView {
    /// The tier below.
    below: TextView,
    /// Benefits that are new, that grow, and criteria that ask for more; only where there are any.
    parts: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    /// How many there are, in words.
    heading: String,
    changes: Vec<ChangeView>,
}

/// A benefit or a criterion with its values.
#[derive(Serialize)]
struct ChangeView {
    name: TextView,
    href: String,
    unit: Option<TextView>,
    from: CellView,
    to: CellView,
}

/// The step up to a tier; none for the lowest, and none where nothing changes.
pub(crate) fn upgrade(reader: Reader<'_>, of: ProgrammeIx, tier: TierIx) -> Option<StepView> {
    let programme = &reader.catalogue().programmes[of];
    let step = programme.upgrade(tier, Scope::default())?;
    let benefits = reader.href(&Page::Benefits(reader.lang, of));
    let criteria = reader.href(&Page::Criteria(reader.lang, of));
    let benefit = |&at: &usize| {
        let benefit = &programme.benefits[at];
        let value = |tier| cell::benefit(reader, programme.benefit(at, tier, Scope::default()));
        ChangeView {
            name: reader.text(&benefit.name),
            href: format!("{benefits}#benefit-{}", benefit.id),
            unit: reader.maybe(benefit.unit.as_ref()),
            from: value(step.from),
            to: value(tier),
        }
    };
    let criterion = |&at: &usize| {
        let criterion = &programme.criteria[at];
        let value = |tier| {
            let asked = programme.threshold(at, tier, Scope::default());
            cell::threshold(reader, criterion, asked)
        };
        ChangeView {
            name: reader.text(&criterion.name),
            href: format!("{criteria}#criterion-{}", criterion.id),
            unit: cell::unit(reader, criterion),
            from: value(step.from),
            to: value(tier),
        }
    };
    let part = |key, changes: Vec<ChangeView>| PartView {
        heading: reader.say_count(key, changes.len()),
        changes,
    };
    let parts = [
        part("step_new", step.new.iter().map(benefit).collect()),
        part("step_more", step.more.iter().map(benefit).collect()),
        part("step_asks", step.asks.iter().map(criterion).collect()),
    ];
    let parts: Vec<PartView> = parts
        .into_iter()
        .filter(|part| !part.changes.is_empty())
        .collect();
    (!parts.is_empty()).then(|| StepView {
        below: reader.text(&programme.tiers[step.from].name),
        parts,
    })
}

/// What changes, counted: "5 new benefits, 14 extended benefits and 6 stricter criteria".
pub(crate) fn counted(reader: Reader<'_>, programme: &Programme, tier: TierIx) -> Option<String> {
    let TierUpgrade {
        new, more, asks, ..
    } = programme.upgrade(tier, Scope::default())?;
    let counts = [("step_new", new), ("step_more", more), ("step_asks", asks)];
    let words: Vec<String> = counts
        .iter()
        .filter(|(_, all)| !all.is_empty())
        .map(|(key, all)| reader.say_count(key, all.len()))
        .collect();
    (!words.is_empty()).then(|| reader.locale().list(&words))
}
