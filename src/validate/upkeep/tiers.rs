//! Partners whose tier their figures do not carry.

use std::collections::BTreeMap;

use super::active;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::{MembershipRecord, PartnerRecord, Records};
use crate::model::{
    Catalogue, Gap, List, ListIndex, Partner, Programme, ProgrammeIx, Scope, TierIx, below,
};
use crate::validate::{Internal, ProgrammeInternal};

pub(super) fn tiers(
    records: &Records,
    catalogue: &Catalogue,
    internal: &Internal,
    problems: &mut Diagnostics,
) {
    for record in active(records) {
        let Some(partner) = catalogue.partners.find(&record.id) else {
            continue;
        };
        let partner = &catalogue.partners[partner];
        for membership in &record.programmes {
            problems.extend(membership_problem(
                record, membership, partner, catalogue, internal,
            ));
        }
    }
}

fn membership_problem(
    record: &PartnerRecord,
    membership: &MembershipRecord,
    partner: &Partner,
    catalogue: &Catalogue,
    internal: &Internal,
) -> Option<Diagnostic> {
    let programmes: &List<ProgrammeIx, Programme> = &catalogue.programmes;
    let index = programmes.find(&membership.programme.value)?;
    let programme = &programmes[index];
    // One that has ended is not published: its tier is no claim any more.
    let published = partner
        .memberships
        .iter()
        .find(|published| published.programme == index)?;
    let tier = published.tier?;
    let written = membership.tier.as_ref()?;
    let own = BTreeMap::new();
    let figures = internal
        .partners
        .get(&record.id)
        .map_or(&own, |partner| &partner.figures);
    let named = internal.programmes.get(&programme.id)?;
    let figures = figures_by_criterion(programme, named, partner, figures);
    let missed = missed(programme, tier, &figures, partner);
    let first = missed.first()?;
    let name = |gap: &Gap| {
        let criterion = &programme.criteria[gap.criterion];
        format!(
            "`{}` is {}, the least is {}",
            criterion.id, gap.has, gap.asks
        )
    };
    let all: Vec<String> = missed.iter().map(name).collect();
    let message = format!(
        "the figures of `{}` do not carry `{}`: {}",
        record.id,
        written.value,
        all.join("; ")
    );
    let reached = std::iter::successors(below(tier), |&tier| below(tier))
        .find(|&tier| reaches(programme, tier, &figures, partner));
    let help = match reached {
        Some(tier) => format!(
            "bring the figures up to date, or write the tier that they reach: `{}`",
            programme.tiers[tier].id
        ),
        None => "bring the figures up to date, or delete the tier: they reach none".to_owned(),
    };
    let diagnostic = Diagnostic::new(Code::TierNotCarried, written.span, message).help(help);
    let figure = named.figures.get(&programme.criteria[first.criterion].id);
    let place = record
        .internal
        .figures
        .iter()
        .find(|(name, _)| Some(&name.value) == figure);
    Some(match place {
        Some((name, _)) => diagnostic.related(name.span, "the figure"),
        None => diagnostic,
    })
}

/// The partner's figure for each criterion; absent where nobody knows it.
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

/// A figure that the record itself tells, where `[internal]` does not.
fn counted(name: &str, partner: &Partner) -> Option<f64> {
    match name {
        "certified_people" => Some(
            partner
                .certifications
                .iter()
                .map(|certification| f64::from(certification.count))
                .sum(),
        ),
        "references" => Some(partner.references.len() as f64),
        "specializations" => Some(partner.specializations.len() as f64),
        _ => None,
    }
}

/// The criteria of a tier that the known figures do not meet, for the type of partner that is asked least of.
fn missed(
    programme: &Programme,
    tier: TierIx,
    figures: &[Option<f64>],
    partner: &Partner,
) -> Vec<Gap> {
    let country = partner.offices.first().map(|office| office.country);
    let types = partner
        .types
        .iter()
        .filter(|of| programme.types.contains(of));
    let scopes = types.map(|&of| Scope {
        partner_type: Some(of),
        country,
    });
    let scopes: Vec<Scope> = scopes.collect();
    let general = [Scope {
        partner_type: None,
        country,
    }];
    let scopes = if scopes.is_empty() {
        &general[..]
    } else {
        &scopes[..]
    };
    let gaps = |scope: &Scope| {
        let gaps = programme.gaps(tier, figures, *scope).into_iter();
        gaps.filter(|gap| figures[gap.criterion].is_some())
            .collect::<Vec<Gap>>()
    };
    scopes
        .iter()
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
    (0..=tier.at()).all(|at| missed(programme, TierIx::new(at), figures, partner).is_empty())
}
