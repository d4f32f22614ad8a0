//! Partners that do not meet the criteria for their tier.

use std::collections::BTreeMap;

use super::active;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::{MembershipRecord, PartnerRecord, Records};
use crate::model::{
    Catalogue, Gap, ListIndex, Partner, Programme, ProgrammeIx, TierIx, previous_tier,
};
use crate::source::Span;
use crate::validate::{Internal, ProgrammeInternal};

/// A tier whose criteria a partner does not meet.
#[derive(Debug)]
pub struct UnmetTier {
    /// Where the tier is written.
    pub place: Span,
    /// The id of the partner.
    pub partner: String,
    /// The programme.
    pub programme: ProgrammeIx,
    /// The tier.
    pub tier: TierIx,
    /// The criteria that are not met, in their order.
    pub gaps: Vec<Gap>,
    /// The highest tier whose criteria are met.
    pub reached: Option<TierIx>,
    /// The position of the first figure that is too small, if it is written.
    figure: Option<Span>,
}

/// All tiers of published partners whose criteria their known figures do not meet, in the order of the files.
pub fn unmet_tiers(
    records: &Records,
    catalogue: &Catalogue,
    internal: &Internal,
) -> Vec<UnmetTier> {
    let mut all = Vec::new();
    for record in active(records) {
        let Some(partner) = catalogue.partners.find(&record.id) else {
            continue;
        };
        let partner = &catalogue.partners[partner];
        for membership in &record.programmes {
            all.extend(of_membership(
                record, membership, partner, catalogue, internal,
            ));
        }
    }
    all
}

pub(super) fn problem(unmet: &UnmetTier, catalogue: &Catalogue) -> Diagnostic {
    let programme = &catalogue.programmes[unmet.programme];
    let tier = |tier: TierIx| &programme.tiers[tier].id;
    let name = |gap: &Gap| {
        let criterion = &programme.criteria[gap.criterion];
        format!("`{}` is {}, minimum {}", criterion.id, gap.has, gap.asks)
    };
    let gaps: Vec<String> = unmet.gaps.iter().map(name).collect();
    let message = format!(
        "`{}` does not meet the criteria for `{}`: {}",
        unmet.partner,
        tier(unmet.tier),
        gaps.join("; ")
    );
    let help = match unmet.reached {
        Some(reached) => format!(
            "update the figures, or write the tier whose criteria they meet: `{}`",
            tier(reached)
        ),
        None => "update the figures, or delete the tier: they do not meet the criteria of any"
            .to_owned(),
    };
    let diagnostic = Diagnostic::new(Code::CriteriaNotMet, unmet.place, message).help(help);
    match unmet.figure {
        Some(figure) => diagnostic.related(figure, "the figure"),
        None => diagnostic,
    }
}

fn of_membership(
    record: &PartnerRecord,
    membership: &MembershipRecord,
    partner: &Partner,
    catalogue: &Catalogue,
    internal: &Internal,
) -> Option<UnmetTier> {
    let index = catalogue.programmes.find(&membership.programme.value)?;
    let programme = &catalogue.programmes[index];
    // A membership that has ended is not published.
    let mut published = partner.memberships.iter();
    let tier = published
        .find(|published| published.programme == index)?
        .tier?;
    let own = BTreeMap::new();
    let figures = internal
        .partners
        .get(&record.id)
        .map_or(&own, |partner| &partner.figures);
    let named = internal.programmes.get(&programme.id)?;
    let figures = figures_by_criterion(programme, named, partner, figures);
    let gaps = missed(programme, tier, &figures, partner);
    let first = &programme.criteria[gaps.first()?.criterion];
    let figure = named.figures.get(&first.id);
    let mut written = record.internal.figures.iter();
    Some(UnmetTier {
        place: membership.tier.as_ref()?.span,
        partner: record.id.clone(),
        programme: index,
        tier,
        gaps,
        reached: std::iter::successors(previous_tier(tier), |&tier| previous_tier(tier))
            .find(|&tier| reaches(programme, tier, &figures, partner)),
        figure: written
            .find(|(name, _)| Some(&name.value) == figure)
            .map(|(name, _)| name.span),
    })
}

/// The partner's figure for each criterion; absent if it is not known.
fn figures_by_criterion(
    programme: &Programme,
    named: &ProgrammeInternal,
    partner: &Partner,
    written: &BTreeMap<String, f64>,
) -> Vec<Option<f64>> {
    let figure = |name: &String| {
        written
            .get(name)
            .copied()
            .or_else(|| counted(name, partner))
    };
    let criteria = programme.criteria.iter();
    criteria
        .map(|criterion| figure(named.figures.get(&criterion.id)?))
        .collect()
}

/// A figure that is counted in the record, if `[internal]` does not give it.
fn counted(name: &str, partner: &Partner) -> Option<f64> {
    match name {
        "certified_people" => Some(
            partner
                .certifications
                .iter()
                .map(|certification| f64::from(certification.count))
                .sum::<f64>()
                + 0.0,
        ),
        "references" => Some(partner.references.len() as f64),
        "specializations" => Some(partner.specializations.len() as f64),
        _ => None,
    }
}

/// The criteria of a tier that the known figures do not meet, for the partner's type with the fewest unmet criteria.
fn missed(
    programme: &Programme,
    tier: TierIx,
    figures: &[Option<f64>],
    partner: &Partner,
) -> Vec<Gap> {
    let gaps = |scope| {
        let gaps = programme.gaps(tier, figures, scope).into_iter();
        gaps.filter(|gap| figures[gap.criterion].is_some())
            .collect::<Vec<Gap>>()
    };
    let scopes = programme.scopes_of(partner);
    scopes
        .into_iter()
        .map(gaps)
        .min_by_key(Vec::len)
        .unwrap_or_default()
}

/// Whether the figures meet this tier and all below it.
fn reaches(
    programme: &Programme,
    tier: TierIx,
    figures: &[Option<f64>],
    partner: &Partner,
) -> bool {
    (0..=tier.index()).all(|at| missed(programme, TierIx::new(at), figures, partner).is_empty())
}
