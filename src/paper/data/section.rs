//! The partners of a volume, by section.

use serde::Serialize;

use super::partner::{self, PartnerView};
use super::reader::Reader;
use super::words::TextView;
use crate::model::{
    CountryIx, Facet, GroupBy, ListIndex, Partner, PartnerIx, ProgrammeIx, TierIx, VolumeScope,
};

/// A section of the catalogue.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct SectionView {
    name: TextView,
    /// The programme's short name, for a tier where there are several programmes.
    note: Option<TextView>,
    /// What stands on the tab at the edge of the page: a country's code, a letter, a tier's name.
    tab: String,
    /// The position of the programme and of the tier, for a tier.
    tier: Option<(usize, usize)>,
    /// "12 partners".
    count: String,
    partners: Vec<PartnerView>,
}

/// What a section is about.
#[derive(Debug, Clone, PartialEq)]
enum Subject {
    Country(CountryIx),
    Tier(ProgrammeIx, TierIx),
    Letter(String),
    /// For those that have no country, or no tier.
    Others,
}

/// The partners of the volume, in the order of its language.
pub(super) fn partners(reader: &Reader<'_>) -> Vec<PartnerIx> {
    let (catalogue, lang) = (reader.catalogue, reader.lang());
    match reader.volume.scope {
        VolumeScope::Whole => catalogue.partners_in_order(lang).to_vec(),
        VolumeScope::Country(country) => catalogue
            .partners_of(lang, Facet::Country(country))
            .to_vec(),
        VolumeScope::Partner(partner) => vec![partner],
    }
}

/// The sections in their order: countries by name, the volume's own first; tiers from the highest of the first
/// programme on; letters as the names come.
pub(super) fn views(reader: &Reader<'_>) -> Vec<SectionView> {
    let mut sections: Vec<(Subject, Vec<PartnerIx>)> = Vec::new();
    for at in partners(reader) {
        let subject = subject(reader, &reader.catalogue.partners[at]);
        match sections.iter_mut().find(|(other, _)| *other == subject) {
            Some((_, partners)) => partners.push(at),
            None => sections.push((subject, vec![at])),
        }
    }
    match reader.catalogue.settings.paper.group_by {
        GroupBy::Country => {
            sections.sort_by_cached_key(|(subject, _)| country_order(reader, subject))
        }
        GroupBy::Tier => sections.sort_by_key(|(subject, _)| tier_order(subject)),
        GroupBy::Letter => {}
    }
    sections
        .into_iter()
        .map(|(subject, partners)| section(reader, subject, &partners))
        .collect()
}

fn subject(reader: &Reader<'_>, partner: &Partner) -> Subject {
    match reader.catalogue.settings.paper.group_by {
        GroupBy::Country => partner
            .headquarters()
            .map(|office| office.country)
            .or(partner.countries.first().copied())
            .map_or(Subject::Others, Subject::Country),
        GroupBy::Tier => reader
            .catalogue
            .foremost_tier(partner)
            .map_or(Subject::Others, |(programme, tier)| {
                Subject::Tier(programme, tier)
            }),
        GroupBy::Letter => Subject::Letter(reader.locale.initial(&partner.sort_name)),
    }
}

fn country_order(reader: &Reader<'_>, subject: &Subject) -> (u8, Vec<u8>) {
    match subject {
        Subject::Country(country) if reader.volume.country() == Some(*country) => (0, Vec::new()),
        Subject::Country(country) => (1, reader.locale.sort_key(&reader.country(*country))),
        _ => (2, Vec::new()),
    }
}

fn tier_order(subject: &Subject) -> (usize, std::cmp::Reverse<usize>) {
    match subject {
        Subject::Tier(programme, tier) => (programme.at(), std::cmp::Reverse(tier.at())),
        _ => (usize::MAX, std::cmp::Reverse(0)),
    }
}

fn section(reader: &Reader<'_>, subject: Subject, partners: &[PartnerIx]) -> SectionView {
    let mut note = None;
    let mut tier = None;
    let (name, tab) = match subject {
        Subject::Country(country) => (
            reader.plain(reader.country(country)),
            reader.land(country).code.clone(),
        ),
        Subject::Tier(of, at) => {
            let programme = &reader.catalogue.programmes[of];
            let name = reader.text(&programme.tiers[at].name);
            tier = Some((of.at(), at.at()));
            if reader.catalogue.programmes.len() > 1 {
                let short = programme.short_name.as_ref().unwrap_or(&programme.name);
                note = Some(reader.text(short));
            }
            let tab = name.text.clone();
            (name, tab)
        }
        Subject::Letter(letter) => (reader.plain(letter.clone()), letter),
        Subject::Others => (
            reader.plain(reader.say("paper_other_partners", &[])),
            "·".to_owned(),
        ),
    };
    SectionView {
        name,
        note,
        tab,
        tier,
        count: reader.count("paper_partners", partners.len()),
        partners: partners
            .iter()
            .map(|&at| partner::view(reader, at))
            .collect(),
    }
}
