//! Tests the assessment and its data for the page's script, with the cases that the script is tested with too.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::criteria;
use crate::model::{
    ByTier, Catalogue, CountryOverride, Criterion, Lang, ListIndex, Override, Programme,
    ProgrammeIx, Scope, TypeIx, Unit,
};
use crate::site::Site;
use crate::site::fixture;

#[test]
fn reports_the_tier_reached_and_unmet_criteria() {
    let cases = cases();
    let programme = programme(&cases);
    let catalogue = fixture::catalogue();
    let vocabulary = &catalogue.vocabulary;
    for case in cases["cases"].as_array().unwrap() {
        let scope = Scope {
            partner_type: case["type"]
                .as_str()
                .map(|id| vocabulary.types.find(id).unwrap()),
            country: case["country"]
                .as_str()
                .map(|code| vocabulary.countries.find(code).unwrap()),
        };
        let criteria = programme.criteria.iter();
        let figures: Vec<Option<f64>> = criteria
            .map(|it| case["figures"][&it.id].as_f64())
            .collect();
        let result = programme.tier_reached(&figures, scope);
        let name = |tier| json!(programme.tiers[tier].id);
        let gaps = result.gaps.iter();
        let gaps: serde_json::Map<String, Json> = gaps
            .map(|gap| {
                let id = programme.criteria[gap.criterion].id.clone();
                (id, json!(gap.more()))
            })
            .collect();
        let what = &case["name"];
        assert_eq!(
            result.reached.map_or(Json::Null, name),
            case["reached"],
            "{what}"
        );
        assert_eq!(result.next.map_or(Json::Null, name), case["next"], "{what}");
        let expected = case["gaps"].as_object().unwrap().iter();
        let expected: serde_json::Map<String, Json> = expected
            .map(|(id, more)| (id.clone(), json!(more.as_f64())))
            .collect();
        assert_eq!(gaps, expected, "{what}");
    }
}

#[test]
fn data_of_the_script_matches_the_cases() {
    let cases = cases();
    let mut catalogue = fixture::catalogue();
    let programme = programme(&cases);
    catalogue.programmes = crate::model::IndexedList::new([(programme.id.clone(), programme)]);
    let site = site(catalogue);
    let criteria = criteria(site.context(Lang::DEFAULT), ProgrammeIx::new(0));
    let mut criteria = serde_json::to_value(criteria).unwrap();
    for criterion in criteria.as_array_mut().unwrap() {
        let criterion = criterion.as_object_mut().unwrap();
        criterion.remove("name");
        criterion.remove("currency");
    }
    assert_eq!(criteria, cases["criteria"]);
}

fn site(catalogue: Catalogue) -> Site {
    let theme = Arc::new(fixture::theme());
    match Site::new(Arc::new(catalogue), theme, fixture::options()) {
        Ok(site) => site,
        Err(_) => panic!("the catalogue of the cases has no site"),
    }
}

fn cases() -> Json {
    let file = include_str!("../../../../tests/browser/assess-cases.json");
    serde_json::from_str(file).unwrap()
}

/// The programme of the cases, in the vocabulary of the fixture.
fn programme(cases: &Json) -> Programme {
    let catalogue = fixture::catalogue();
    let vocabulary = &catalogue.vocabulary;
    let mut programme = catalogue.programmes[ProgrammeIx::new(0)].clone();
    programme.criteria.clear();
    programme.countries.clear();
    let template = &catalogue.programmes[ProgrammeIx::new(0)].criteria[0];
    for (at, it) in cases["criteria"].as_array().unwrap().iter().enumerate() {
        programme.criteria.push(Criterion {
            id: it["id"].as_str().unwrap().to_owned(),
            unit: Unit::None,
            at_least: tiers(&it["all"]),
            by_type: types(&catalogue, &it["by_type"]),
            ..template.clone()
        });
        for (code, over) in it["by_country"].as_object().unwrap() {
            let country = vocabulary.countries.find(code).unwrap();
            let over = Override {
                all: tiers(&over["all"]),
                by_type: types(&catalogue, &over["by_type"]),
            };
            let shares = &mut programme.countries;
            let share = match shares.iter().position(|it| it.country == country) {
                Some(at) => &mut shares[at],
                None => {
                    let blank = &catalogue.programmes[ProgrammeIx::new(0)].countries[0];
                    shares.push(CountryOverride {
                        country,
                        ..blank.clone()
                    });
                    shares.last_mut().unwrap()
                }
            };
            share.criteria.insert(at, over);
        }
    }
    let names = programme.tiers.iter().map(|(_, it)| it.id.as_str());
    let names: Vec<&str> = names.collect();
    let expected: Vec<&str> = cases["tiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    assert_eq!(names, expected);
    programme
}

fn tiers(values: &Json) -> ByTier<f64> {
    let values = values.as_array().unwrap().iter();
    ByTier(values.map(Json::as_f64).collect())
}

fn types(catalogue: &Catalogue, by_type: &Json) -> BTreeMap<TypeIx, ByTier<f64>> {
    let by_type = by_type.as_object().unwrap().iter();
    by_type
        .map(|(id, values)| {
            let it = catalogue.vocabulary.types.find(id).unwrap();
            (it, tiers(values))
        })
        .collect()
}
