//! The columns of facets in the index, and where specializations are valid. Entry point: [`columns`].
//!
//! The columns of specializations and of levels belong together: a row's list of levels has an entry for each of its
//! specializations, in the same order. A row of the third column, the limits, lists the specializations that are not valid
//! in all countries of the partner, by their positions in that order.

use std::collections::BTreeMap;

use serde::Serialize;

use super::CompactText;
use super::encoding::Column;
use crate::l10n::own_language_name;
use crate::model::{
    Competence, Facet, FacetProfile, FacetValue, FieldIx, FieldOwner, ListIndex, OwnChoice,
    OwnField, OwnFieldKind, OwnValueContent, Partner, Term,
};
use crate::site::context::PageContext;
use crate::site::directory::facets::{self, FacetGroupView, FacetValueView};
use crate::site::theming::tier_mark::TierView;
use crate::site::view::TextView;

/// A set of values of a row, by their numbers; `None` for a specialization without a level.
type Set = Vec<Option<usize>>;

/// A facet: several groups where each programme has its own tiers, with one column for all of them.
#[derive(Serialize)]
pub(super) struct IndexFacet {
    id: String,
    /// Whether only cards show it: the directory has no filter of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    groups: Vec<IndexGroup>,
    /// Words by which each of its values is found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    /// Numbers of values, counted through all groups.
    sets: Vec<Set>,
}
#[derive(Serialize)]
struct IndexGroup {
    label: TextView,
    values: Vec<IndexValue>,
}

/// A value of a facet.
#[derive(Serialize)]
struct IndexValue {
    id: String,
    #[serde(flatten)]
    label: CompactText,
    /// The singular, where the label is a plural.
    #[serde(skip_serializing_if = "Option::is_none")]
    one: Option<CompactText>,
    /// Synonyms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<TierView>,
}

/// The limits of a row: the position of a specialization, and the numbers of the countries where it is valid.
type Limits = Vec<Vec<usize>>;

/// The facets in display order, each with the column of its values, and the column of limits.
pub(super) fn columns(
    context: PageContext<'_>,
    groups: &[FacetGroupView],
) -> (Vec<(IndexFacet, Column<Set>)>, Column<Limits>) {
    let catalogue = context.catalogue();
    let rows: Vec<(&Partner, &FacetProfile)> = catalogue
        .partners_in_order(context.lang)
        .iter()
        .map(|&ix| {
            let profile = &context.site.profiles[ix.index()];
            (&catalogue.partners[ix], profile)
        })
        .collect();
    // Cards show these also where nothing can be filtered by them.
    let on_cards = [
        Facet::Tier,
        Facet::Type,
        Facet::Country,
        Facet::Specialization,
        Facet::Level,
    ]
    .into_iter();
    let hidden = on_cards.filter(|&facet| !catalogue.has_facet(facet));
    let hidden: Vec<FacetGroupView> = hidden
        .flat_map(|facet| facets::groups_of(context, catalogue.values_of(facet).into_iter()))
        .collect();

    let mut facets: Vec<(Facet, IndexFacet, BTreeMap<FacetValue, usize>)> = Vec::new();
    for group in groups.iter().chain(&hidden) {
        if facets
            .last()
            .is_none_or(|(facet, ..)| *facet != group.facet)
        {
            let facet = IndexFacet {
                id: group.facet.slug(&catalogue.vocabulary).into_owned(),
                hidden: !catalogue.has_facet(group.facet),
                groups: Vec::new(),
                also: match group.facet {
                    Facet::Language => words_for_languages(context),
                    _ => Vec::new(),
                },
                sets: Vec::new(),
            };
            facets.push((group.facet, facet, BTreeMap::new()));
        }
        let Some((_, facet, numbers)) = facets.last_mut() else {
            continue;
        };
        for value in &group.values {
            numbers.insert(value.facet, numbers.len());
        }
        facet.groups.push(IndexGroup {
            label: group.label.clone(),
            values: group.values.iter().map(|it| value(context, it)).collect(),
        });
    }
    let numbers: BTreeMap<FacetValue, usize> =
        (facets.iter().flat_map(|(_, _, numbers)| numbers.clone())).collect();
    let limits = limits(&rows, &numbers);
    let with_column = |(facet, mut index, numbers): (Facet, IndexFacet, BTreeMap<_, _>)| {
        let number = |value: FacetValue| numbers.get(&value).copied();
        let sets = rows.iter().map(|(partner, profile)| match facet {
            Facet::Specialization => (profile.competences().iter())
                .map(|it| number(FacetValue::Specialization(it.specialization)))
                .collect(),
            Facet::Level => (profile.competences().iter())
                .map(|it| number(FacetValue::Level(it.level?)))
                .collect(),
            // In the partner's order, in which cards show them.
            Facet::Type => (partner.types.iter())
                .map(|&it| number(FacetValue::Type(it)))
                .collect(),
            _ => (profile.values().iter())
                .filter(|value| value.facet() == facet)
                .map(|&value| number(value))
                .collect(),
        });
        let column: Column<Set> = Column::new(sets);
        index.sets = column.values().to_vec();
        (index, column)
    };
    let facets = facets.into_iter().map(with_column);
    let partners: Vec<&Partner> = rows.iter().map(|(partner, _)| *partner).collect();
    (
        facets.chain(own_choices(context, &partners)).collect(),
        limits,
    )
}

/// The company's own fields with choices, by which partners are found, but not filtered.
fn own_choices(context: PageContext<'_>, partners: &[&Partner]) -> Vec<(IndexFacet, Column<Set>)> {
    let fields = context.catalogue().vocabulary.fields.iter();
    let choices = fields.filter(|(_, field)| {
        field.kind == OwnFieldKind::Choice && field.owners.contains(&FieldOwner::Partner)
    });
    let facet = |(ix, field): (FieldIx, &OwnField)| {
        let chosen = partners.iter().map(|partner| {
            let values = partner.fields.iter().filter(|value| value.field == ix);
            let choices = values.filter_map(|value| match value.content {
                OwnValueContent::Choice(choice) => Some(Some(choice.index())),
                _ => None,
            });
            choices.collect::<Set>()
        });
        let column = Column::new(chosen);
        let value = |choice: &OwnChoice| IndexValue {
            id: choice.id.clone(),
            label: context.text(&choice.name).into(),
            one: None,
            also: Vec::new(),
            tier: None,
        };
        let group = IndexGroup {
            label: context.text(&field.name),
            values: field.choices.iter().map(|(_, it)| value(it)).collect(),
        };
        let facet = IndexFacet {
            id: format!("field-{}", field.id),
            hidden: true,
            groups: vec![group],
            also: Vec::new(),
            sets: column.values().to_vec(),
        };
        (facet, column)
    };
    choices.map(facet).collect()
}

/// For each partner the specializations that are not valid in all of its countries, with those where they are.
fn limits(
    rows: &[(&Partner, &FacetProfile)],
    numbers: &BTreeMap<FacetValue, usize>,
) -> Column<Limits> {
    Column::new(rows.iter().map(|(partner, profile)| {
        let countries = || partner.countries.iter().copied();
        let competences = profile.competences().iter().enumerate();
        let limited = competences.filter(|(_, competence)| {
            // Without a filter of countries there is nothing to limit.
            let mut listed =
                countries().filter(|&it| numbers.contains_key(&FacetValue::Country(it)));
            listed.any(|country| !competence.is_valid_in(country))
        });
        let limit = |(position, competence): (usize, &Competence)| {
            let valid = countries().filter(|&country| competence.is_valid_in(country));
            let valid = valid.filter_map(|it| numbers.get(&FacetValue::Country(it)).copied());
            std::iter::once(position).chain(valid).collect()
        };
        limited.map(limit).collect()
    }))
}

fn value(context: PageContext<'_>, value: &FacetValueView) -> IndexValue {
    let vocabulary = &context.catalogue().vocabulary;
    let term: Option<&Term> = match value.facet {
        FacetValue::Country(_)
        | FacetValue::Tier(..)
        | FacetValue::Language(_)
        | FacetValue::Field(..) => None,
        FacetValue::Type(it) => Some(&vocabulary.types[it]),
        FacetValue::Product(it) => Some(&vocabulary.products[it]),
        FacetValue::Specialization(it) => Some(&vocabulary.specializations[it]),
        FacetValue::Industry(it) => Some(&vocabulary.industries[it]),
        FacetValue::Certification(it) => Some(&vocabulary.certifications[it]),
        FacetValue::Level(it) => Some(&vocabulary.levels[it]),
    };
    let synonyms = term.and_then(|it| it.synonyms.as_ref());
    let synonyms = synonyms.map(|it| it.get(context.lang).value.as_slice());
    let synonyms = synonyms.unwrap_or_default().iter().map(ToString::to_string);
    let one = match value.facet {
        // In a sentence a language has no capital letter in many languages.
        FacetValue::Language(it) => {
            let name = context.locale().language_name(&vocabulary.languages[it]);
            Some(TextView::plain(name))
        }
        _ => term.map(|it| context.term(it)),
    };
    IndexValue {
        id: value.id.clone(),
        one: one
            .filter(|it| it.text != value.label.text)
            .map(CompactText::from),
        label: value.label.clone().into(),
        also: match value.facet {
            FacetValue::Language(it) => language_names(context, &vocabulary.languages[it]),
            _ => synonyms.collect(),
        },
        tier: value.tier.clone(),
    }
}

/// The names of a language in the other languages of the catalogue, and in itself: visitors search with any of them.
fn language_names(context: PageContext<'_>, code: &str) -> Vec<String> {
    let own = context.locale().language_name(code);
    let locales = context.site.locales.iter();
    let others = locales
        .map(|locale| locale.language_name(code))
        .chain(own_language_name(code));
    let mut names = vec![own];
    for name in others {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.split_off(1)
}

/// The words around the name of a language in a search: "speaks French", in every language of the catalogue.
fn words_for_languages(context: PageContext<'_>) -> Vec<String> {
    let languages = context.catalogue().languages();
    let mut words: Vec<String> = languages
        .map(|lang| PageContext::new(context.site, lang).message("search_language_words"))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
