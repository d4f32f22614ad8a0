//! Decides which pages search engines are offered as translations. Entry points: [`is_offered`] and [`offered`].
//!
//! Visitors find every page in every language. Search engines are offered a page in a language only if some of the
//! page's content is in that language: else it would repeat the default language's text under another address. Its
//! content is its running texts, where it has any (a summary, a description, the text of a programme), else its names. A
//! page without texts, such as a partner with nothing but facts, consists of interface strings, and so is in every
//! language.
//! Lists are offered in the languages of the catalogue's title.
//!
//! A page that is not offered names the default language's page as `canonical`, and is neither among the versions
//! (`hreflang`) of the others nor in the sitemap. The default language's page is always offered.

use crate::model::{
    Catalogue, ChoiceIx, Country, FacetValue, Lang, ListIndex as _, OwnFieldKind, Page, Prose,
    Term, Text,
};

/// Whether search engines are offered a page as a translation, not as a copy of the default language's page.
pub(crate) fn is_offered(catalogue: &Catalogue, page: &Page) -> bool {
    match page.lang() {
        None | Some(Lang::DEFAULT) => true,
        Some(lang) => texts(catalogue, page).are_in(lang),
    }
}

/// The languages in which a page is offered, the default language first.
pub(crate) fn offered<'a>(
    catalogue: &'a Catalogue,
    page: &'a Page,
) -> impl Iterator<Item = Lang> + use<'a> {
    let languages = catalogue.languages();
    languages.filter(|&lang| is_offered(catalogue, &page.in_language(lang)))
}

/// The texts of a page that are its own.
#[derive(Default)]
struct PageTexts<'a> {
    running: Vec<&'a Text>,
    /// Decide where there are no running texts.
    names: Vec<&'a Text>,
}

impl<'a> PageTexts<'a> {
    fn names(names: impl IntoIterator<Item = &'a Text>) -> Self {
        Self {
            running: Vec::new(),
            names: names.into_iter().collect(),
        }
    }

    fn prose(prose: Option<&'a Prose>, name: &'a Text) -> Self {
        let running = prose.into_iter().flat_map(|it| [&it.summary, &it.body]);
        Self {
            running: running.flatten().collect(),
            names: vec![prose.map_or(name, |it| &it.title)],
        }
    }

    fn are_in(&self, lang: Lang) -> bool {
        let own = if self.running.is_empty() {
            &self.names
        } else {
            &self.running
        };
        own.is_empty() || own.iter().any(|text| text.exact(lang).is_some())
    }
}

fn texts<'a>(catalogue: &'a Catalogue, page: &Page) -> PageTexts<'a> {
    let title = &catalogue.settings.title;
    match *page {
        Page::Home(_) => PageTexts::prose(catalogue.home().map(|it| &it.prose), title),
        Page::Content(_, ix) => PageTexts::prose(Some(&catalogue.pages[ix].prose), title),
        Page::FacetValue(_, facet, _) => value(catalogue, facet),
        Page::Pair(_, _, specialization, _) => {
            value(catalogue, FacetValue::Specialization(specialization))
        }
        Page::Partner(_, ix) => {
            let partner = &catalogue.partners[ix];
            let references = partner.references.iter().map(|it| &it.summary);
            let own = [&partner.summary, &partner.description].into_iter();
            PageTexts {
                running: own.chain(references).flatten().collect(),
                names: Vec::new(),
            }
        }
        Page::Programme(_, of) => {
            let programme = &catalogue.programmes[of];
            PageTexts::prose(Some(&programme.prose), &programme.name)
        }
        Page::Tier(_, of, tier) => {
            let tier = &catalogue.programmes[of].tiers[tier];
            PageTexts::prose(tier.prose.as_ref(), &tier.name)
        }
        Page::Benefits(_, of) => {
            let benefits = catalogue.programmes[of].benefits.iter();
            PageTexts::names(benefits.map(|it| &it.name))
        }
        Page::Criteria(_, of) => {
            let criteria = catalogue.programmes[of].criteria.iter();
            PageTexts::names(criteria.map(|it| &it.name))
        }
        Page::Processes(_, of) => {
            let processes = catalogue.programmes[of].processes.iter();
            PageTexts::names(processes.map(|it| &it.name))
        }
        Page::Countries(_, of) => PageTexts::names([&catalogue.programmes[of].name]),
        Page::Process(_, of, at) => {
            let process = &catalogue.programmes[of].processes[at];
            PageTexts::prose(process.prose.as_ref(), &process.name)
        }
        Page::Country(_, of, at) => {
            let programme = &catalogue.programmes[of];
            PageTexts::prose(programme.countries[at].prose.as_ref(), &programme.name)
        }
        // Lists, and pages that are in no language.
        _ => PageTexts::names([title]),
    }
}

/// The texts of a list. Its introduction is short beside the list, so its heading counts as well.
fn value<'a>(catalogue: &'a Catalogue, facet: FacetValue) -> PageTexts<'a> {
    let vocabulary = &catalogue.vocabulary;
    let of = |term: &'a Term| {
        let Term {
            name,
            plural,
            description,
            ..
        } = term;
        PageTexts::names(
            [Some(name), plural.as_ref(), description.as_ref()]
                .into_iter()
                .flatten(),
        )
    };
    match facet {
        FacetValue::Country(at) => {
            let Country {
                name, description, ..
            } = &vocabulary.countries[at];
            match name {
                Some(name) => PageTexts::names([name].into_iter().chain(description)),
                // CLDR has the name in every language.
                None => PageTexts::default(),
            }
        }
        FacetValue::Tier(of, tier) => {
            PageTexts::names([&catalogue.programmes[of].tiers[tier].name])
        }
        FacetValue::Type(at) => of(&vocabulary.types[at]),
        FacetValue::Product(at) => of(&vocabulary.products[at]),
        FacetValue::Specialization(at) => of(&vocabulary.specializations[at]),
        FacetValue::Industry(at) => of(&vocabulary.industries[at]),
        // CLDR has the name in every language.
        FacetValue::Language(_) => PageTexts::default(),
        FacetValue::Certification(at) => of(&vocabulary.certifications[at]),
        FacetValue::Level(at) => of(&vocabulary.levels[at]),
        FacetValue::Field(field, option) => {
            let field = &vocabulary.fields[field];
            let choice = (field.kind == OwnFieldKind::Choice)
                .then(|| &field.choices[ChoiceIx::new(option)].name);
            PageTexts::names(std::iter::once(&field.name).chain(choice))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{ListIndex, Page};
    use crate::site::fixture::{LANGUAGES, both, en, html, partner, with_partners};
    use crate::site::tests::site_of;

    const ALTERNATE: &str = "rel=\"alternate\" hreflang=";

    #[test]
    fn a_profile_without_a_text_in_the_language_points_to_the_default_language() {
        let [en_, fr_] = LANGUAGES;
        let (id, mut alba) = partner("alba");
        alba.summary = Some(en("One warehouse"));
        let (other, mut brisk) = partner("brisk");
        brisk.summary = Some(both("Two warehouses", "Deux entrepôts"));
        let (plain, cirrus) = partner("cirrus");
        let site = site_of(with_partners([(id, alba), (other, brisk), (plain, cirrus)]));
        let page = |lang, at| html(&site, &Page::Partner(lang, ListIndex::new(at)));
        let root = "https://brightley.example/partners";

        for text in [page(en_, 0), page(fr_, 0)] {
            assert!(text.contains(&format!(
                "rel=\"canonical\" href=\"{root}/en/partners/alba/\""
            )));
            assert!(!text.contains("hreflang=\"fr\" href=\"https"));
            // Visitors can still change the language.
            assert!(text.contains("href=\"/partners/fr/partners/alba/\" hreflang=\"fr\""));
        }
        assert!(!page(fr_, 0).contains(ALTERNATE));
        // Versions link to each other, and a profile of facts is in every language.
        for (at, id) in [(1, "brisk"), (2, "cirrus")] {
            for lang in LANGUAGES {
                let text = page(lang, at);
                for code in ["en", "fr"] {
                    let url = format!("{root}/{code}/partners/{id}/");
                    assert!(text.contains(&format!("{ALTERNATE}\"{code}\" href=\"{url}\"")));
                }
                let default = format!("{ALTERNATE}\"x-default\" href=\"{root}/en/partners/{id}/\"");
                assert!(text.contains(&default));
            }
        }
        let sitemap = html(&site, &Page::Sitemap);
        assert!(!sitemap.contains(&format!("{root}/fr/partners/alba/")));
        assert!(sitemap.contains(&format!("<loc>{root}/fr/partners/brisk/</loc>")));
    }
}
