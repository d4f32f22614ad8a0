//! The partners in the order of each language: sorted once, so that the website, the data and the paper agree.

use rayon::prelude::*;

use crate::locale::Locale;
use crate::model::{Facet, List, Listings, Partner, PartnerIx, Vocabulary};

pub(super) fn listings(
    partners: &List<PartnerIx, Partner>,
    vocabulary: &Vocabulary,
    locales: &[Locale],
    pairs_at_least: usize,
) -> Vec<Listings> {
    locales
        .par_iter()
        .map(|locale| listing(partners, vocabulary, locale, pairs_at_least))
        .collect()
}

fn listing(
    partners: &List<PartnerIx, Partner>,
    vocabulary: &Vocabulary,
    locale: &Locale,
    pairs_at_least: usize,
) -> Listings {
    let mut all: Vec<PartnerIx> = partners.indexes().collect();
    all.sort_by(|&a, &b| {
        let (a, b) = (&partners[a], &partners[b]);
        locale
            .compare(&a.sort_name, &b.sort_name)
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| a.id.cmp(&b.id))
    });
    let mut listings = Listings {
        all,
        ..Listings::default()
    };
    for &index in &listings.all {
        let partner = &partners[index];
        for facet in facets(partner) {
            listings.facets.entry(facet).or_default().push(index);
        }
        for specialization in &partner.specializations {
            // Where it holds, as far as the partner can be found there; everywhere it can be found otherwise.
            let countries = partner.countries.iter().filter(|&&country| {
                specialization.countries.is_empty()
                    || specialization.countries.iter().any(|&held| {
                        held == country || vocabulary.countries[held].members.contains(&country)
                    })
            });
            for &country in countries {
                listings
                    .pairs
                    .entry((country, specialization.id))
                    .or_default()
                    .push(index);
            }
        }
    }
    listings
        .pairs
        .retain(|_, partners| partners.len() >= pairs_at_least);
    listings
}

/// The values that a partner has, each once.
fn facets(partner: &Partner) -> Vec<Facet> {
    let mut facets: Vec<Facet> = partner
        .countries
        .iter()
        .map(|&country| Facet::Country(country))
        .collect();
    facets.extend(
        partner
            .memberships
            .iter()
            .filter_map(|member| Some(Facet::Tier(member.programme, member.tier?))),
    );
    facets.extend(partner.types.iter().map(|&value| Facet::Type(value)));
    facets.extend(partner.products.iter().map(|&value| Facet::Product(value)));
    facets.extend(
        partner
            .specializations
            .iter()
            .map(|value| Facet::Specialization(value.id)),
    );
    facets.extend(
        partner
            .industries
            .iter()
            .map(|&value| Facet::Industry(value)),
    );
    facets.sort_unstable();
    facets.dedup();
    facets
}
