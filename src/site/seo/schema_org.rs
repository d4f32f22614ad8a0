//! Structured data of schema.org: the site, lists, programmes and tiers; partners are in [`organization`].

pub(crate) mod organization;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::model::{Lang, Page, PartnerIx, ProgrammeIx, Text, TierIx};
use crate::site::context::PageContext;

/// The site as `WebSite`, for the home page.
pub(crate) fn site(context: PageContext<'_>) -> Json {
    let settings = &context.catalogue().settings;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": context.site.links.absolute("/"),
        "url": context.url(&Page::Home(context.lang)),
        "name": settings.title.str(context.lang),
        "inLanguage": context.code(),
        "publisher": publisher(context),
    });
    if let Some(tagline) = &settings.tagline {
        data["description"] = json!(tagline.str(context.lang));
    }
    data
}

/// A list of partners.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ItemListData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    number_of_items: usize,
    item_list_order: &'static str,
    item_list_element: Vec<ListItemData<'a>>,
}

#[derive(Serialize)]
struct ListItemData<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    url: String,
}

/// A page of a list of partners; the first page is 1.
pub(crate) fn list<'a>(
    context: PageContext<'a>,
    partners: &[PartnerIx],
    number: usize,
) -> ItemListData<'a> {
    let catalogue = context.catalogue();
    let size = catalogue.settings.page_size.max(1);
    let shown = partners.iter().enumerate();
    let shown = shown.skip(number.saturating_sub(1) * size).take(size);
    let items = shown.map(|(at, &ix)| ListItemData {
        kind: "ListItem",
        position: at + 1,
        name: &catalogue.partners[ix].name,
        url: context.url(&Page::Partner(context.lang, ix)),
    });
    ItemListData {
        context: "https://schema.org",
        kind: "ItemList",
        number_of_items: partners.len(),
        item_list_order: "https://schema.org/ItemListOrderAscending",
        item_list_element: items.collect(),
    }
}

/// A programme with its tiers.
pub(crate) fn programme(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Json {
    let programme = &context.catalogue().programmes[programme_ix];
    let mut data = json!(program(context, programme_ix));
    data["@context"] = json!("https://schema.org");
    data["hostingOrganization"] = json!(publisher(context));
    if let Some(summary) = &programme.prose.summary {
        data["description"] = json!(summary.str(context.lang));
    }
    let tiers = programme.tiers.indexes();
    let tiers: Vec<ProgramData> = tiers
        .map(|ix| tier_named(context, programme_ix, ix))
        .collect();
    if !tiers.is_empty() {
        data["hasTiers"] = json!(tiers);
    }
    data
}

/// A tier of a programme.
pub(crate) fn tier(context: PageContext<'_>, programme_ix: ProgrammeIx, ix: TierIx) -> Json {
    let mut data = json!(membership_tier(context, programme_ix, ix));
    data["@context"] = json!("https://schema.org");
    data["isTierOf"]["hostingOrganization"] = json!(publisher(context));
    let prose = context.catalogue().programmes[programme_ix].tiers[ix]
        .prose
        .as_ref();
    if let Some(summary) = prose.and_then(|prose| prose.summary.as_ref()) {
        data["description"] = json!(summary.str(context.lang));
    }
    data
}

/// A programme or a tier (`MemberProgram`, `MemberProgramTier`). Ids are the same in every language: they identify the
/// thing, not the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProgramData {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: String,
    url: String,
    /// The programme of a tier that is not nested in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_tier_of: Option<Box<ProgramData>>,
}

/// The organization that runs the programmes.
#[derive(Serialize)]
pub(crate) struct PublisherData {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

pub(crate) fn membership_tier(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    ix: TierIx,
) -> ProgramData {
    ProgramData {
        is_tier_of: Some(Box::new(program(context, programme_ix))),
        ..tier_named(context, programme_ix, ix)
    }
}

pub(crate) fn program(context: PageContext<'_>, programme_ix: ProgrammeIx) -> ProgramData {
    ProgramData {
        kind: "MemberProgram",
        id: context.url(&Page::Programme(Lang::DEFAULT, programme_ix)),
        name: name(context, &context.catalogue().programmes[programme_ix].name),
        url: context.url(&Page::Programme(context.lang, programme_ix)),
        is_tier_of: None,
    }
}

pub(crate) fn publisher(context: PageContext<'_>) -> PublisherData {
    let organization = &context.catalogue().settings.organization;
    PublisherData {
        kind: "Organization",
        name: organization.name.clone(),
        url: organization.website.clone(),
    }
}

fn tier_named(context: PageContext<'_>, programme_ix: ProgrammeIx, ix: TierIx) -> ProgramData {
    ProgramData {
        kind: "MemberProgramTier",
        id: context.url(&Page::Tier(Lang::DEFAULT, programme_ix, ix)),
        name: name(
            context,
            &context.catalogue().programmes[programme_ix].tiers[ix].name,
        ),
        url: context.url(&Page::Tier(context.lang, programme_ix, ix)),
        is_tier_of: None,
    }
}

fn name(context: PageContext<'_>, name: &Text) -> String {
    name.str(context.lang).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use crate::model::{
        Coordinates, CoordinatesSource, FacetValue, ListIndex, Office, Page, Specialization,
    };
    use crate::site::Site;
    use crate::site::fixture::{LANGUAGES, en, html, partner, site, with_partners};
    use crate::site::tests::site_of;

    fn data(site: &Site, page: &Page) -> Vec<Json> {
        let text = html(site, page);
        let blocks = text.split("<script type=\"application/ld+json\">").skip(1);
        let blocks = blocks.map(|rest| rest.split("</script>").next().unwrap());
        blocks.map(|it| serde_json::from_str(it).unwrap()).collect()
    }

    /// Checks the properties that schema.org, or search engines, require of a type.
    fn check(value: &Json) {
        let has = |keys: &[&str]| {
            for key in keys {
                let missing = value
                    .get(key)
                    .is_none_or(|value| value.as_str() == Some(""));
                assert!(!missing, "{key} is missing in {value}");
            }
        };
        match value["@type"].as_str().unwrap() {
            "Organization" => has(&["name"]),
            "WebSite" => has(&["url", "name", "inLanguage", "publisher"]),
            "ItemList" => has(&["numberOfItems", "itemListElement"]),
            "BreadcrumbList" => has(&["itemListElement"]),
            "ListItem" => has(&["position", "name"]),
            "MemberProgram" => has(&["name", "url"]),
            "MemberProgramTier" => has(&["name", "@id", "url"]),
            "ProgramMembership" => has(&["programName", "hostingOrganization", "program"]),
            "Country" | "AdministrativeArea" => has(&["name"]),
            "EducationalOccupationalCredential" => has(&["name", "recognizedBy"]),
            "Place" => has(&["geo"]),
            "GeoCoordinates" => has(&["latitude", "longitude"]),
            "ContactPoint" => has(&["contactType"]),
            "PostalAddress" => has(&["addressLocality", "addressCountry"]),
            other => panic!("{other} has no list of required properties"),
        }
        let children = value.as_object().unwrap().values();
        for child in children.flat_map(|it| it.as_array().cloned().unwrap_or(vec![it.clone()])) {
            if child.is_object() && child.get("@type").is_some() {
                check(&child);
            }
        }
    }

    fn types(site: &Site, page: &Page) -> Vec<String> {
        let data = data(site, page);
        for it in &data {
            assert_eq!(it["@context"], "https://schema.org", "{page:?}");
            check(it);
        }
        let types = data.iter().map(|it| it["@type"].as_str().unwrap());
        types.map(str::to_owned).collect()
    }

    #[test]
    fn structured_data_has_all_required_properties() {
        let (site, lang) = (site(), LANGUAGES[1]);
        let programme = ListIndex::new(0);
        let tier = ListIndex::new(0);
        let facet = FacetValue::Country(ListIndex::new(0));
        for (page, expected) in [
            (Page::Home(lang), &["WebSite"][..]),
            (Page::Directory(lang, 2), &["ItemList"]),
            (
                Page::FacetValue(lang, facet, 1),
                &["ItemList", "BreadcrumbList"],
            ),
            (
                Page::Partner(lang, ListIndex::new(0)),
                &["Organization", "BreadcrumbList"],
            ),
            (
                Page::Programme(lang, programme),
                &["MemberProgram", "BreadcrumbList"],
            ),
            (
                Page::Tier(lang, programme, tier),
                &["MemberProgramTier", "BreadcrumbList"],
            ),
            (Page::Benefits(lang, programme), &["BreadcrumbList"]),
        ] {
            assert_eq!(types(&site, &page), expected, "{page:?}");
        }
    }

    #[test]
    fn a_profile_names_the_tier_that_the_programme_has_under_the_same_id() {
        let (site, lang) = (site(), LANGUAGES[1]);
        let profile = &data(&site, &Page::Partner(lang, ListIndex::new(0)))[0];
        let programme = &data(&site, &Page::Programme(lang, ListIndex::new(0)))[0];
        let member_of = profile["memberOf"].as_array().unwrap();
        assert_eq!(member_of[0]["@type"], "ProgramMembership");
        assert_eq!(member_of[1]["@id"], programme["hasTiers"][0]["@id"]);
        assert_eq!(member_of[1]["isTierOf"]["@id"], programme["@id"]);
    }

    #[test]
    fn a_profile_has_its_credentials_and_its_other_offices() {
        let (id, mut alba) = partner("alba");
        let office = |city: &str, coordinates| Office {
            headquarters: false,
            street: None,
            postcode: None,
            city: Some(en(city)),
            region: None,
            country: ListIndex::new(0),
            coordinates,
        };
        let at = |source| Coordinates {
            latitude: 50.8,
            longitude: 4.3,
            source,
        };
        alba.offices = vec![
            office("Ghent", None),
            office("Leuven", Some(at(CoordinatesSource::Record))),
            office("Namur", Some(at(CoordinatesSource::City))),
        ];
        alba.specializations = vec![Specialization {
            id: ListIndex::new(0),
            level: None,
            countries: vec![ListIndex::new(0)],
            since: None,
            until: Some(jiff::civil::date(2030, 6, 30)),
        }];
        let site = site_of(with_partners([(id, alba)]));
        let page = Page::Partner(LANGUAGES[1], ListIndex::new(0));
        types(&site, &page);
        let profile = &data(&site, &page)[0];
        let credentials = profile["hasCredential"].as_array().unwrap();
        assert_eq!(credentials.len(), 1);
        assert_eq!(credentials[0]["expires"], "2030-06-30");
        assert_eq!(credentials[0]["credentialCategory"], "Spécialisation");
        assert_eq!(credentials[0]["recognizedBy"]["name"], "Brightley");
        assert_eq!(credentials[0]["validIn"][0]["@type"], "Country");
        assert_eq!(profile["knowsLanguage"][0], "fr");
        assert_eq!(profile["address"]["addressLocality"], "Ghent");
        let branches = profile["subOrganization"].as_array().unwrap();
        assert_eq!(branches.len(), 2);
        assert_eq!(branches[0]["address"]["addressLocality"], "Leuven");
        assert_eq!(branches[0]["location"]["geo"]["latitude"], 50.8);
        // The centre of a city is not the office.
        assert!(branches[1].get("location").is_none());
    }

    #[test]
    fn positions_continue_on_the_second_page() {
        let list = &data(&site(), &Page::Directory(LANGUAGES[0], 2))[0];
        assert_eq!(list["numberOfItems"], 3);
        assert_eq!(list["itemListElement"][0]["position"], 3);
    }
}
