//! Renderer of all pages: contexts, template engines and caches of every language. Built by [`Renderer::new`].

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde::Serialize;
use tera::Value;

use super::context::PageContext;
use super::directory::card::{self, PartnerCardView};
use super::directory::counts::FacetCounts;
use super::directory::filter::DirectoryFilter;
use super::directory::index::Summaries;
use super::directory::listing::Listing;
use super::directory::map::CountryMap;
use super::directory::reasons;
use super::fragments::Fragments;
use super::partner::similar::Similarity;
use super::site_context::{SiteContext, SiteOptions};
use super::text_ids;
use super::theming::engine::{self, Engine};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Catalogue, CountryIx, FacetValue, Lang, ListIndex, PartnerIx};
use crate::theme::Theme;

/// What a card has instead of the place and the reasons; no text of a partner contains it, because `<` is escaped there.
const PLACE_SLOT: &str = "<!--card-place-->";
const REASONS_SLOT: &str = "<!--card-reasons-->";

/// Renders views as pages, and caches parts of many pages: cards, listings, similar partners.
pub(super) struct Renderer {
    context: Arc<SiteContext>,
    /// By position of the language.
    languages: Vec<LanguageRenderer>,
    map: CountryMap,
    similarity: OnceLock<Similarity>,
    counts: FacetCounts,
}

/// Engine and caches of one language.
struct LanguageRenderer {
    engine: Engine,
    fragments: Fragments,
    /// Cards as HTML, with [`PLACE_SLOT`] and [`REASONS_SLOT`], by position of the partner.
    cards: Vec<OnceLock<String>>,
    listings: RwLock<BTreeMap<DirectoryFilter, Arc<Listing>>>,
    summaries: OnceLock<Summaries>,
}

impl Renderer {
    /// The renderer of a catalogue in a theme, or every problem of the theme's templates.
    pub(super) fn new(
        catalogue: Arc<Catalogue>,
        theme: Arc<Theme>,
        options: SiteOptions,
    ) -> Result<Self, Diagnostics> {
        let templates = engine::templates(&theme)?;
        let context = Arc::new(SiteContext::new(catalogue, theme, options)?);
        let map = CountryMap::new(&context.catalogue);
        let language = |lang: Lang| {
            let catalogue = &context.catalogue;
            let fragments = Fragments::new(PageContext::new(&context, lang));
            let mut engine = Engine::new(&templates, &context, lang);
            engine.share("facets", &fragments.facet_groups);
            engine.share("map", &map.view(&fragments.facet_groups));
            Ok(LanguageRenderer {
                engine,
                fragments,
                cards: vec![OnceLock::new(); catalogue.partners.len()],
                listings: RwLock::default(),
                summaries: OnceLock::new(),
            })
        };
        let languages = context.catalogue.languages().map(language);
        let languages: Result<_, Diagnostic> = languages.collect();
        Ok(Self {
            languages: languages.map_err(|problem| Diagnostics::from_iter([problem]))?,
            map,
            similarity: OnceLock::new(),
            counts: FacetCounts::default(),
            context,
        })
    }

    pub(super) fn site_context(&self) -> &SiteContext {
        &self.context
    }

    pub(super) fn context(&self, lang: Lang) -> PageContext<'_> {
        PageContext::new(&self.context, lang)
    }

    pub(super) fn fragments(&self, lang: Lang) -> &Fragments {
        &self.language(lang).fragments
    }

    /// The map of countries with partners.
    pub(super) fn map(&self) -> &CountryMap {
        &self.map
    }

    /// The similarity of partners, computed when the first profile is rendered.
    pub(super) fn similarity(&self) -> &Similarity {
        self.similarity
            .get_or_init(|| Similarity::new(&self.context.catalogue))
    }

    /// The words of summaries, collected when the first page of the search's data is rendered.
    pub(super) fn summaries(&self, lang: Lang) -> &Summaries {
        self.language(lang)
            .summaries
            .get_or_init(|| Summaries::new(&self.context.catalogue, lang))
    }

    /// A partner's card as HTML, in a list of all partners.
    pub(super) fn card(&self, lang: Lang, partner: PartnerIx) -> Result<Value, Diagnostic> {
        self.card_in(lang, partner, DirectoryFilter::All)
    }

    /// A partner's card as HTML: rendered when a list first shows it, then shared by all lists. Only its place and the reasons
    /// why the partner matches are those of the list.
    pub(super) fn card_in(
        &self,
        lang: Lang,
        partner: PartnerIx,
        filter: DirectoryFilter,
    ) -> Result<Value, Diagnostic> {
        let language = self.language(lang);
        let context = self.context(lang);
        let cached = &language.cards[partner.index()];
        let card = match cached.get() {
            Some(card) => card,
            None => {
                let view = PartnerCardView {
                    slots: true,
                    ..card::card(context, &language.fragments, partner)
                };
                let card = language.engine.component("partner_card", &view)?;
                cached.get_or_init(|| card.as_str().unwrap_or_default().to_owned())
            }
        };
        let countries = filter.facets().filter_map(|value| match value {
            FacetValue::Country(country) => Some(country),
            _ => None,
        });
        let countries: Vec<CountryIx> = countries.collect();
        let place = card::place_in(context, &context.catalogue().partners[partner], &countries);
        let place = match place {
            Some(place) => language.engine.component("card_place", &place)?,
            None => Value::from(""),
        };
        let reasons = match reasons::view(context, partner, filter) {
            Some(reasons) => language.engine.component("card_reasons", &reasons)?,
            None => Value::from(""),
        };
        let slot = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let card = card.replacen(PLACE_SLOT, &slot(&place), 1);
        let card = card.replacen(REASONS_SLOT, &slot(&reasons), 1);
        Ok(Value::safe_string(&card))
    }

    /// The shared part of all pages of a list: built when the first of them is rendered, and kept if there are others.
    pub(super) fn listing(
        &self,
        lang: Lang,
        filter: DirectoryFilter,
    ) -> Result<Arc<Listing>, Diagnostic> {
        let language = self.language(lang);
        let listings = language.listings.read();
        let listings = listings.unwrap_or_else(PoisonError::into_inner);
        if let Some(listing) = listings.get(&filter) {
            return Ok(Arc::clone(listing));
        }
        drop(listings);
        let context = self.context(lang);
        let listing = Listing::new(
            context,
            &language.fragments,
            &language.engine,
            &self.counts,
            filter,
        )?;
        let partners = filter.partners(context).len();
        if context.catalogue().page_count(partners) <= 1 {
            return Ok(Arc::new(listing));
        }
        let listings = language.listings.write();
        let mut listings = listings.unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(
            listings.entry(filter).or_insert(Arc::new(listing)),
        ))
    }

    /// A view as a template value.
    pub(super) fn value(&self, lang: Lang, view: &impl Serialize) -> Result<Value, Diagnostic> {
        self.language(lang).engine.value(view)
    }

    /// The template `<template>.html` with a view, which it reads by its own name, and with further values.
    pub(super) fn fill(
        &self,
        lang: Lang,
        template: &'static str,
        view: &impl Serialize,
        values: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Vec<u8>, Diagnostic> {
        self.language(lang).engine.fill(template, view, values)
    }

    /// As [`Renderer::fill`], for a page that shows texts of the owner: their ids are not those of the page.
    pub(super) fn fill_with_texts(
        &self,
        lang: Lang,
        template: &'static str,
        view: &impl Serialize,
        values: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Vec<u8>, Diagnostic> {
        let page = self.fill(lang, template, view, values)?;
        let page = String::from_utf8(page).expect("templates and values are UTF-8");
        Ok(text_ids::unique(&page).into_bytes())
    }

    fn language(&self, lang: Lang) -> &LanguageRenderer {
        &self.languages[lang.index()]
    }
}
