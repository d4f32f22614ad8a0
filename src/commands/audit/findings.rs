//! Findings: what needs attention although no question asks for it. Entry point: [`findings`].

use std::collections::BTreeSet;

use super::finding::{CriterionGap, Finding, FindingDetail};
use super::result::AuditInput;
use crate::load::{PartnerRecord, ProgrammeRecord};
use crate::model::{
    ContactRole, CountryIx, ListIndex as _, Programme, Scope, TierIx, TypeIx, previous_tier,
};
use crate::validate::{self, active, stale_before};

/// All findings, by kind and in the order of the files.
pub(super) fn findings(input: AuditInput<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    same_benefits_of_tiers(input, &mut findings);
    unaddressed_types(input, &mut findings);
    unreviewed_processes(input, &mut findings);
    unmet_tiers(input, &mut findings);
    for partner in active(input.records) {
        findings.extend(missing_roles(partner));
        findings.extend(stale_record(input, partner));
    }
    findings.sort_by_key(Finding::kind);
    findings
}

/// Whether two tiers have the same value of every benefit.
pub(super) fn same_benefits(
    programme: &Programme,
    one: TierIx,
    other: TierIx,
    scope: Scope,
) -> bool {
    (0..programme.benefits.len()).all(|benefit| {
        programme.benefit(benefit, one, scope) == programme.benefit(benefit, other, scope)
    })
}

/// Compares neighbouring tiers for each type of partner, and again for each country that changes benefits.
fn same_benefits_of_tiers(input: AuditInput<'_>, findings: &mut Vec<Finding>) {
    for (index, programme) in input.catalogue.programmes.iter() {
        let record = &input.records.programmes[index.index()];
        let with_own_benefits = programme
            .countries
            .iter()
            .filter(|share| !share.benefits.is_empty());
        let countries: Vec<Option<CountryIx>> = [None]
            .into_iter()
            .chain(with_own_benefits.map(|share| Some(share.country)))
            .collect();
        for tier in programme.tiers.indexes() {
            let Some(lower) = previous_tier(tier) else {
                continue;
            };
            for &country in &countries {
                findings.extend(same_benefits_in(
                    input, programme, record, lower, tier, country,
                ));
            }
        }
    }
}

fn same_benefits_in(
    input: AuditInput<'_>,
    programme: &Programme,
    record: &ProgrammeRecord,
    lower: TierIx,
    tier: TierIx,
    country: Option<CountryIx>,
) -> Option<Finding> {
    let vocabulary = &input.catalogue.vocabulary;
    let is_same = |partner_type: Option<TypeIx>| {
        let scope = Scope {
            partner_type,
            country,
        };
        same_benefits(programme, lower, tier, scope)
    };
    let types = if programme.types.is_empty() {
        is_same(None).then(Vec::new)?
    } else {
        let same: Vec<TypeIx> = programme
            .types
            .iter()
            .copied()
            .filter(|&partner_type| is_same(Some(partner_type)))
            .collect();
        if same.is_empty() {
            return None;
        }
        let for_all = same.len() == programme.types.len();
        if for_all { Vec::new() } else { same }
    };
    Some(Finding {
        location: record
            .tiers
            .get(tier.index())
            .map_or(record.file.start(), |tier| tier.id.span),
        detail: FindingDetail::SameBenefits {
            lower: programme.tiers[lower].id.clone(),
            higher: programme.tiers[tier].id.clone(),
            country: country.map(|country| vocabulary.countries[country].code.clone()),
            types: types
                .into_iter()
                .map(|partner_type| vocabulary.types[partner_type].id.clone())
                .collect(),
        },
    })
}

fn unaddressed_types(input: AuditInput<'_>, findings: &mut Vec<Finding>) {
    let addressed: BTreeSet<TypeIx> = input
        .catalogue
        .programmes
        .iter()
        .flat_map(|(_, programme)| programme.types.iter().copied())
        .collect();
    for (index, term) in input.catalogue.vocabulary.types.iter() {
        if !addressed.contains(&index) {
            findings.push(Finding {
                location: input.records.vocabulary.types[index.index()].id.span,
                detail: FindingDetail::UnaddressedType {
                    id: term.id.clone(),
                },
            });
        }
    }
}

fn unreviewed_processes(input: AuditInput<'_>, findings: &mut Vec<Finding>) {
    let before = stale_before(&input.records.settings.maintenance, input.today);
    let processes = input
        .records
        .programmes
        .iter()
        .flat_map(|programme| &programme.processes);
    for process in processes {
        let reviewed = process.reviewed.as_ref();
        if reviewed.is_some_and(|date| date.value >= before) {
            continue;
        }
        findings.push(Finding {
            location: reviewed.map_or(process.id.span, |date| date.span),
            detail: FindingDetail::UnreviewedProcess {
                process: process.id.value.clone(),
                reviewed: reviewed.map(|date| date.value),
            },
        });
    }
}

fn unmet_tiers(input: AuditInput<'_>, findings: &mut Vec<Finding>) {
    for unmet in validate::unmet_tiers(input.records, input.catalogue, input.internal) {
        let programme = &input.catalogue.programmes[unmet.programme];
        let gaps = unmet.gaps.iter().map(|gap| CriterionGap {
            criterion: programme.criteria[gap.criterion].id.clone(),
            value: gap.has.to_string(),
            required: gap.asks.to_string(),
        });
        findings.push(Finding {
            location: unmet.place,
            detail: FindingDetail::UnmetTier {
                gaps: gaps.collect(),
                tier: programme.tiers[unmet.tier].id.clone(),
                partner: unmet.partner,
            },
        });
    }
}

/// Each partner should have contacts for sales, for the product and for contracts; a support desk counts as a contact
/// for the product.
fn missing_roles(partner: &PartnerRecord) -> Option<Finding> {
    let required: [(&[ContactRole], &str); 3] = [
        (&[ContactRole::Sales], "sales"),
        (&[ContactRole::Technical, ContactRole::Support], "technical"),
        (&[ContactRole::Administrative], "administrative"),
    ];
    let has = |roles: &[ContactRole]| {
        partner
            .contacts
            .iter()
            .any(|contact| contact.role.is_some_and(|role| roles.contains(&role)))
    };
    let missing: Vec<&str> = required
        .into_iter()
        .filter(|(roles, _)| !has(roles))
        .map(|(_, name)| name)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let contact = partner.contacts.first();
    Some(Finding {
        location: contact.map_or(partner.name.span, |contact| contact.span),
        detail: FindingDetail::MissingRole {
            partner: partner.id.clone(),
            roles: missing,
        },
    })
}

fn stale_record(input: AuditInput<'_>, partner: &PartnerRecord) -> Option<Finding> {
    let before = stale_before(&input.records.settings.maintenance, input.today);
    let verified = partner.last_verified.as_ref();
    if verified.is_some_and(|date| date.value >= before) {
        return None;
    }
    Some(Finding {
        location: verified.map_or(partner.name.span, |date| date.span),
        detail: FindingDetail::StaleRecord {
            partner: partner.id.clone(),
            verified: verified.map(|date| date.value),
        },
    })
}
