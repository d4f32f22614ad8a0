//! What the questionnaire does not ask, but its owner should know.

use std::collections::BTreeSet;

use super::{Speech, Subject};
use crate::load::PartnerRecord;
use crate::model::{
    ContactRole, CountryIx, ListIndex as _, Programme, Scope, TierIx, TypeIx, previous_tier,
};
use crate::source::Span;
use crate::validate::{active, stale_before, unmet_tiers};

/// Something that its owner should know.
#[derive(Debug)]
pub(super) struct Finding {
    /// What kind of thing.
    pub kind: FindingKind,
    /// Where.
    pub place: Span,
    /// What is the matter.
    pub text: Speech,
}

/// The kinds of findings, in the order they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FindingKind {
    /// Two neighbouring tiers give the same.
    SameBenefits,
    /// No programme addresses a type of partner.
    UnaddressedType,
    /// A process was not reviewed for a year, or never.
    UnreviewedProcess,
    /// A partner's figures do not carry its tier.
    UncarriedTier,
    /// A partner names no contact for a role.
    MissingRole,
    /// A record was not verified for a year, or never.
    StaleRecord,
}

impl FindingKind {
    /// All kinds, in the order they are told.
    pub(super) const ALL: [FindingKind; 6] = [
        FindingKind::SameBenefits,
        FindingKind::UnaddressedType,
        FindingKind::UnreviewedProcess,
        FindingKind::UncarriedTier,
        FindingKind::MissingRole,
        FindingKind::StaleRecord,
    ];

    /// Its word, for other programs.
    pub(super) fn word(self) -> &'static str {
        match self {
            FindingKind::SameBenefits => "same-benefits",
            FindingKind::UnaddressedType => "unaddressed-type",
            FindingKind::UnreviewedProcess => "unreviewed-process",
            FindingKind::UncarriedTier => "uncarried-tier",
            FindingKind::MissingRole => "missing-role",
            FindingKind::StaleRecord => "stale-record",
        }
    }

    /// The heading over its findings.
    pub(super) fn heading(self) -> Speech {
        match self {
            FindingKind::SameBenefits => speech(
                "Tiers that give the same",
                "Niveaux aux avantages identiques",
            ),
            FindingKind::UnaddressedType => speech(
                "Types of partner that no programme addresses",
                "Types de partenaires sans programme",
            ),
            FindingKind::UnreviewedProcess => {
                speech("Processes that want to be reviewed", "Processus à revoir")
            }
            FindingKind::UncarriedTier => speech(
                "Partners whose figures do not carry their tier",
                "Partenaires dont les chiffres ne portent pas le niveau",
            ),
            FindingKind::MissingRole => speech(
                "Partners without a contact for a role",
                "Partenaires sans contact pour un rôle",
            ),
            FindingKind::StaleRecord => {
                speech("Records that want to be verified", "Fiches à vérifier")
            }
        }
    }
}

/// All findings, by kind and in the order of the files.
pub(super) fn findings(subject: Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    same_tiers(subject, &mut findings);
    unaddressed_types(subject, &mut findings);
    unreviewed(subject, &mut findings);
    uncarried_tiers(subject, &mut findings);
    for partner in active(subject.records) {
        missing_roles(partner, &mut findings);
        let before = stale_before(&subject.records.settings.maintenance, subject.today);
        let id = &partner.id;
        let (place, text) = match &partner.last_verified {
            None => (
                partner.name.span,
                speech(format!("{id}: never"), format!("{id} : jamais")),
            ),
            Some(date) if date.value < before => (
                date.span,
                speech(
                    format!("{id}: last on {}", date.value),
                    format!("{id} : la dernière fois le {}", date.value),
                ),
            ),
            Some(_) => continue,
        };
        findings.push(Finding {
            kind: FindingKind::StaleRecord,
            place,
            text,
        });
    }
    findings.sort_by_key(|finding| finding.kind);
    findings
}

/// Whether two tiers get the same of every benefit.
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

/// Neighbouring tiers, for each type of partner, also where a country changed the benefits.
fn same_tiers(subject: Subject<'_>, findings: &mut Vec<Finding>) {
    let catalogue = subject.catalogue;
    for (index, programme) in catalogue.programmes.iter() {
        let shares = programme
            .countries
            .iter()
            .filter(|share| !share.benefits.is_empty());
        let countries: Vec<Option<CountryIx>> = [None]
            .into_iter()
            .chain(shares.map(|share| Some(share.country)))
            .collect();
        let all_types: Vec<Option<TypeIx>> = match programme.types.is_empty() {
            true => vec![None],
            false => programme.types.iter().copied().map(Some).collect(),
        };
        for tier in programme.tiers.indexes() {
            let Some(lower) = previous_tier(tier) else {
                continue;
            };
            for &country in &countries {
                let same = |of: &&Option<TypeIx>| {
                    same_benefits(
                        programme,
                        lower,
                        tier,
                        Scope {
                            partner_type: **of,
                            country,
                        },
                    )
                };
                let types: Vec<&Option<TypeIx>> = all_types.iter().filter(same).collect();
                if types.is_empty() {
                    continue;
                }
                let names: Vec<&str> = types
                    .iter()
                    .filter_map(|of| Some(catalogue.vocabulary.types[(**of)?].id.as_str()))
                    .collect();
                let to_all = types.len() == all_types.len();
                let record = &subject.records.programmes[index.index()];
                let (low, high) = (&programme.tiers[lower].id, &programme.tiers[tier].id);
                let place = record
                    .tiers
                    .get(tier.index())
                    .map_or(record.file.start(), |tier| tier.id.span);
                let code = country.map(|country| &catalogue.vocabulary.countries[country].code);
                let here = code.map_or(String::new(), |code| format!(" ({code})"));
                let text = match to_all {
                    true => speech(
                        format!("`{low}` and `{high}` give the same{here}"),
                        format!("`{low}` et `{high}` donnent les mêmes avantages{here}"),
                    ),
                    false => speech(
                        format!(
                            "`{low}` and `{high}` give the same{here} to: {}",
                            names.join(", ")
                        ),
                        format!(
                            "`{low}` et `{high}` donnent les mêmes avantages{here} à : {}",
                            names.join(", ")
                        ),
                    ),
                };
                findings.push(Finding {
                    kind: FindingKind::SameBenefits,
                    place,
                    text,
                });
            }
        }
    }
}

fn unaddressed_types(subject: Subject<'_>, findings: &mut Vec<Finding>) {
    let programmes = subject.catalogue.programmes.iter();
    let addressed: BTreeSet<TypeIx> = programmes
        .flat_map(|(_, it)| it.types.iter().copied())
        .collect();
    for (of, term) in subject.catalogue.vocabulary.types.iter() {
        if !addressed.contains(&of) {
            findings.push(Finding {
                kind: FindingKind::UnaddressedType,
                place: subject.records.vocabulary.types[of.index()].id.span,
                text: speech(format!("`{}`", term.id), format!("`{}`", term.id)),
            });
        }
    }
}

fn unreviewed(subject: Subject<'_>, findings: &mut Vec<Finding>) {
    let before = stale_before(&subject.records.settings.maintenance, subject.today);
    for process in subject
        .records
        .programmes
        .iter()
        .flat_map(|programme| &programme.processes)
    {
        let id = &process.id.value;
        let (place, text) = match &process.reviewed {
            None => (
                process.id.span,
                speech(
                    format!("`{id}` was never reviewed"),
                    format!("`{id}` n’a jamais été revu"),
                ),
            ),
            Some(date) if date.value < before => (
                date.span,
                speech(
                    format!("`{id}` was last reviewed on {}", date.value),
                    format!("`{id}` a été revu le {}", date.value),
                ),
            ),
            Some(_) => continue,
        };
        findings.push(Finding {
            kind: FindingKind::UnreviewedProcess,
            place,
            text,
        });
    }
}

fn uncarried_tiers(subject: Subject<'_>, findings: &mut Vec<Finding>) {
    for one in unmet_tiers(subject.records, subject.catalogue, subject.internal) {
        let programme = &subject.catalogue.programmes[one.programme];
        let tier = &programme.tiers[one.tier].id;
        let gap = |least: &str| {
            let gaps = one.gaps.iter().map(|gap| {
                format!(
                    "{} {} {least} {}",
                    programme.criteria[gap.criterion].id, gap.has, gap.asks
                )
            });
            gaps.collect::<Vec<String>>().join("; ")
        };
        findings.push(Finding {
            kind: FindingKind::UncarriedTier,
            place: one.place,
            text: speech(
                format!("{}: `{tier}`, but {}", one.partner, gap("of")),
                format!("{} : `{tier}`, mais {}", one.partner, gap("sur")),
            ),
        });
    }
}

/// Who sells, who knows the product and who is written to about contracts. A support desk knows the product.
fn missing_roles(partner: &PartnerRecord, findings: &mut Vec<Finding>) {
    let has = |roles: &[ContactRole]| {
        partner
            .contacts
            .iter()
            .any(|contact| contact.role.is_some_and(|role| roles.contains(&role)))
    };
    let wanted: [(&[ContactRole], &str); 3] = [
        (&[ContactRole::Sales], "sales"),
        (&[ContactRole::Technical, ContactRole::Support], "technical"),
        (&[ContactRole::Administrative], "administrative"),
    ];
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|(roles, _)| !has(roles))
        .map(|(_, word)| word)
        .collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        findings.push(Finding {
            kind: FindingKind::MissingRole,
            place: partner
                .contacts
                .first()
                .map_or(partner.name.span, |contact| contact.span),
            text: speech(
                format!("{}: {missing}", partner.id),
                format!("{} : {missing}", partner.id),
            ),
        });
    }
}

fn speech(en: impl Into<String>, fr: impl Into<String>) -> Speech {
    Speech {
        en: en.into(),
        fr: fr.into(),
    }
}
