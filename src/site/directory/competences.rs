//! Validated competences on cards: each with its level, and where it is valid. Entry point: [`shown`].
//!
//! The page's script makes the same from the index (`cards.js`).

use std::cmp::Reverse;

use serde::Serialize;

use crate::model::{Competence, CountryIx, FacetValue, LevelIx, ListIndex, PartnerIx};
use crate::site::context::PageContext;
use crate::site::directory::facets;
use crate::site::view::TextView;

/// The lines for competences on a card, of which the last may count the others; the profile has them all.
const LINES: usize = 3;
/// More countries than these are counted, not named.
const NAMED_COUNTRIES: usize = 2;

/// A competence on a card.
#[derive(Serialize)]
pub(crate) struct CompetenceView {
    name: TextView,
    level: Option<TextView>,
    /// One entry for each level of the vocabulary, and whether it is reached; empty without a level.
    bars: Vec<bool>,
    /// "France", if it is not valid in all countries of the partner.
    area: Option<TextView>,
}

/// The competences of the highest levels, and how many others there are: "and 2 more".
pub(crate) fn shown(
    context: PageContext<'_>,
    ix: PartnerIx,
) -> (Vec<CompetenceView>, Option<String>) {
    let mut all: Vec<&Competence> = context.site.profiles[ix.index()]
        .competences()
        .iter()
        .collect();
    all.sort_by_key(|it| Reverse(it.level));
    let shown = if all.len() > LINES {
        LINES - 1
    } else {
        all.len()
    };
    let rest = all.len() - shown;
    let shown = all.into_iter().take(shown).map(|it| CompetenceView {
        name: facets::name(context, FacetValue::Specialization(it.specialization)),
        level: it
            .level
            .map(|level| facets::name(context, FacetValue::Level(level))),
        bars: it
            .level
            .map(|level| bars(context, level))
            .unwrap_or_default(),
        area: area(context, ix, it),
    });
    let more = (rest > 0).then(|| context.message_count("more_count", rest));
    (shown.collect(), more)
}

fn bars(context: PageContext<'_>, level: LevelIx) -> Vec<bool> {
    let levels = context.catalogue().vocabulary.levels.indexes();
    levels.map(|it| it <= level).collect()
}

/// The countries of the partner where a competence is valid; absent if it is valid in all of them.
pub(crate) fn valid_countries(
    context: PageContext<'_>,
    ix: PartnerIx,
    competence: &Competence,
) -> Option<Vec<CountryIx>> {
    let own = &context.catalogue().partners[ix].countries;
    let valid = own.iter().copied().filter(|&it| competence.is_valid_in(it));
    let valid: Vec<CountryIx> = valid.collect();
    (valid.len() < own.len()).then_some(valid)
}

fn area(context: PageContext<'_>, ix: PartnerIx, competence: &Competence) -> Option<TextView> {
    let valid = valid_countries(context, ix, competence)?;
    if valid.len() > NAMED_COUNTRIES {
        return Some(context.message_view_count("countries_count", valid.len()));
    }
    let names: Vec<TextView> = valid.into_iter().map(|it| context.country(it)).collect();
    let first = names.first()?.clone();
    let names: Vec<String> = names.into_iter().map(|it| it.text).collect();
    Some(TextView {
        text: names.join(&context.message("comma")),
        ..first
    })
}
