//! The website: catalogue and theme in, the bytes of each page out.
//!
//! ```text
//!  catalogue ──plan──▶ pages ──render──▶ view (what one page shows, in one language)
//!                                          │
//!  theme ──templates──▶ engine a language ─┴─fill──▶ bytes
//! ```
//!
//! [`plan`] lists every page without rendering it; [`Site::render`] turns one into bytes, and reads nothing but what
//! the site was made of. What many pages show is made once: the shell and the facets for each language, a partner's
//! card for each language and partner.
//!
//! Pages by what they are about: [`home`], [`directory`], [`partner`], [`programme`]; what search engines and other sites
//! are given is in [`found`] and [`api`], what dresses every page in [`look`].

mod api;
mod common;
mod content;
mod directory;
mod download;
#[cfg(test)]
mod fixture;
mod home;
mod links;
mod message_keys;
mod partner;
mod plan;
mod programme;
mod reader;
mod redirects;
mod seo;
mod shared;
#[cfg(test)]
mod strings_tests;
#[cfg(test)]
mod tests;
mod text;
mod theming;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image;
use crate::model::{Catalogue, Lang, ListIndex, Page, PartnerIx};
use crate::theme::Theme;
use common::Common;
use directory::filter::Choice;
use directory::index::Summaries;
use directory::listing::Listing;
use directory::map::Map;
use directory::{card, compare, index};
use partner::similar::Similarity;
use partner::vcard;
pub use plan::{Addresses, plan};
use programme::{benefits, country, criteria, process, programmes, tier};
use reader::Reader;
use seo::{badge, embed, feed, redirect_rules, sitemap, social_image};
use theming::engine::{self, Engine};
use theming::tier_mark;

/// What the site is made with, besides catalogue and theme.
#[derive(Debug, Clone, Copy)]
pub struct SiteOptions {
    /// The day that validities are compared with.
    pub today: Date,
    /// Whether the paper catalogue is offered.
    pub paper: bool,
}

/// The website, ready to render any of its pages, in any order and from several threads.
pub struct Site {
    common: Arc<Common>,
    addresses: Addresses,
    /// Listed when somebody asks for all of them.
    pages: OnceLock<Vec<Page>>,
    /// Positions of the pages that search engines may list.
    listed: OnceLock<Vec<usize>>,
    /// By position of the language.
    engines: Vec<Engine>,
    /// By position of the language, then of the partner.
    cards: Vec<Vec<OnceLock<Value>>>,
    /// By position of the language, then by what was chosen of the directory.
    lists: Vec<RwLock<BTreeMap<Choice, Arc<Listing>>>>,
    /// By position of the language.
    summaries: Vec<OnceLock<Summaries>>,
    similarity: OnceLock<Similarity>,
    /// What every file of public data says of itself.
    about_data: OnceLock<String>,
}

impl Site {
    /// The site of a catalogue in the look of a theme, or what is wrong with the theme's templates.
    pub fn new(
        catalogue: Arc<Catalogue>,
        theme: Arc<Theme>,
        options: SiteOptions,
    ) -> Result<Self, Diagnostics> {
        let templates = engine::templates(&theme)?;
        let common = Arc::new(Common::new(catalogue, theme, options)?);
        let catalogue = &common.catalogue;
        let map = Map::new(catalogue);
        let engines = catalogue.languages().map(|lang| {
            let mut engine = Engine::new(&templates, &common, lang);
            engine.draw_marks(tier_mark::marks(catalogue))?;
            let shared = common.shared(lang);
            engine.share("facets", &shared.facet_groups);
            engine.share("map", &map.view(&shared.facets));
            Ok(engine)
        });
        let engines: Vec<Engine> = engines
            .collect::<Result<_, Diagnostic>>()
            .map_err(|problem| Diagnostics::from_iter([problem]))?;
        let cards = catalogue
            .languages()
            .map(|_| vec![OnceLock::new(); catalogue.partners.len()])
            .collect();
        let mut addresses = Addresses::new(Arc::clone(catalogue));
        let assets = common.assets.published().cloned().map(Page::Asset);
        assets.for_each(|page| addresses.add(page));
        Ok(Self {
            addresses,
            pages: OnceLock::new(),
            listed: OnceLock::new(),
            engines,
            cards,
            lists: catalogue.languages().map(|_| RwLock::default()).collect(),
            summaries: catalogue.languages().map(|_| OnceLock::new()).collect(),
            similarity: OnceLock::new(),
            about_data: OnceLock::new(),
            common,
        })
    }

    /// Every page, the theme's assets included.
    pub fn pages(&self) -> &[Page] {
        self.pages.get_or_init(|| {
            let assets = self.common.assets.published().cloned().map(Page::Asset);
            plan(self.catalogue()).into_iter().chain(assets).collect()
        })
    }

    fn listed(&self) -> &[usize] {
        self.listed.get_or_init(|| {
            let pages = self.pages().iter().enumerate();
            let listed = pages.filter(|(_, page)| sitemap::is_listed(self.catalogue(), page));
            listed.map(|(at, _)| at).collect()
        })
    }

    /// The path under which all pages of the site lie, such as `/partners`; empty at the root of the host.
    pub fn base_path(&self) -> &str {
        self.common.links.base_path()
    }

    /// The page at an address from the root of the site, such as `/en/directory/`.
    pub fn find(&self, address: &str) -> Option<Page> {
        self.addresses.find(address)
    }

    /// The bytes of a page: the same for the same catalogue, theme, options and page.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let catalogue = self.catalogue();
        match *page {
            Page::Root => redirects::root(self),
            Page::Home(lang) => home::render(self, lang),
            Page::Directory(lang, number) => directory::all(self, lang, number),
            Page::Facet(lang, facet, number) => directory::facet(self, lang, facet, number),
            Page::Pair(lang, country, specialization, number) => {
                directory::pair(self, lang, country, specialization, number)
            }
            Page::Index(lang, part) => {
                Ok(index::part(self.reader(lang), self.summaries(lang), part))
            }
            Page::Cards(lang, shard) => Ok(index::cards(self.reader(lang), shard)),
            Page::Summaries(lang, shard) => Ok(self.summaries(lang).shard(shard)),
            Page::Compare(lang) => compare::render(self, lang),
            Page::Partner(lang, partner) => partner::render(self, lang, partner),
            Page::FormerPartner(lang, at) => {
                redirects::former(self, lang, &catalogue.redirects[at])
            }
            Page::Programmes(lang) => programmes::render(self, lang),
            Page::Programme(lang, of) => programme::render(self, lang, of),
            Page::Tier(lang, of, tier) => tier::render(self, lang, of, tier),
            Page::Benefits(lang, of) => benefits::render(self, lang, of),
            Page::Criteria(lang, of) => criteria::render(self, lang, of),
            Page::Process(lang, of, at) => process::render(self, lang, of, at),
            Page::Country(lang, of, at) => country::render(self, lang, of, at),
            Page::Paper(lang) => download::render(self, lang),
            Page::Content(lang, page) => content::render(self, lang, page),
            Page::NotFound => redirects::not_found(self),
            Page::Short(partner) => redirects::short(self, partner),
            Page::Embed(lang, partner) => embed::render(self, lang, partner),
            Page::Badge(of, tier) => drawn(badge::svg(self.reader(Lang::DEFAULT), of, tier)),
            Page::Share(lang, share) => drawn(social_image::png(self.reader(lang), share)),
            Page::Hosting(host) => {
                Ok(redirect_rules::render(self.reader(Lang::DEFAULT), host).into_bytes())
            }
            Page::Vcard(partner) => Ok(vcard::render(self, partner).into_bytes()),
            Page::FormerShort(at) => {
                redirects::former(self, Lang::DEFAULT, &catalogue.redirects[at])
            }
            Page::Api(api) => Ok(api::render(self, api)),
            Page::Sitemap => Ok(sitemap::sitemap(self).into_bytes()),
            Page::SitemapPart(number) => Ok(sitemap::part(self, number).into_bytes()),
            Page::Feed(lang) => Ok(feed::render(self, lang).into_bytes()),
            Page::Robots => Ok(sitemap::robots(self).into_bytes()),
            Page::Asset(ref name) => self.asset(name),
            Page::Picture(picture, used) => Ok(image::for_web(&catalogue.pictures[picture], used)),
            Page::Resource(of, at) => {
                let file = catalogue.programmes[of].resources[at].file.as_ref();
                Ok(file.map(|file| file.bytes.to_vec()).unwrap_or_default())
            }
        }
    }

    fn asset(&self, name: &str) -> Result<Vec<u8>, Diagnostic> {
        let content = self.common.assets.content(name).map(<[u8]>::to_vec);
        content.ok_or_else(|| {
            let message = format!("the theme has no file that is published as `{name}`");
            Diagnostic::without_place(Code::Template, message)
        })
    }

    fn catalogue(&self) -> &Catalogue {
        &self.common.catalogue
    }

    /// Who is like whom, compared when the first profile is shown.
    fn similarity(&self) -> &Similarity {
        let compare = || Similarity::new(self.catalogue());
        self.similarity.get_or_init(compare)
    }

    /// The words of summaries, collected when the first page of the search's data is rendered.
    fn summaries(&self, lang: Lang) -> &Summaries {
        let collect = || Summaries::new(self.catalogue(), lang);
        self.summaries[lang.index()].get_or_init(collect)
    }

    fn reader(&self, lang: Lang) -> Reader<'_> {
        self.common.reader(lang)
    }

    /// A partner's card as HTML: filled when it is first shown, the same in every list.
    fn card(&self, lang: Lang, partner: PartnerIx) -> Result<Value, Diagnostic> {
        let kept = &self.cards[lang.index()][partner.index()];
        if let Some(card) = kept.get() {
            return Ok(card.clone());
        }
        let view = card::card(self.reader(lang), partner);
        let card = self.component(lang, "partner_card", &view)?;
        Ok(kept.get_or_init(|| card).clone())
    }

    /// What all pages of a list share: made when the first of them is shown.
    fn list(&self, lang: Lang, choice: Choice) -> Result<Arc<Listing>, Diagnostic> {
        let kept = &self.lists[lang.index()];
        let known = kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = known.get(&choice) {
            return Ok(Arc::clone(list));
        }
        drop(known);
        let list = Arc::new(Listing::new(self, self.reader(lang), choice)?);
        let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(kept.entry(choice).or_insert(list)))
    }

    fn component(
        &self,
        lang: Lang,
        name: &'static str,
        view: &impl Serialize,
    ) -> Result<Value, Diagnostic> {
        self.engines[lang.index()].component(name, view)
    }

    fn value(&self, lang: Lang, view: &impl Serialize) -> Result<Value, Diagnostic> {
        self.engines[lang.index()].value(view)
    }

    fn fill(
        &self,
        lang: Lang,
        template: &'static str,
        view: &impl Serialize,
        values: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Vec<u8>, Diagnostic> {
        self.engines[lang.index()].fill(template, view, values)
    }
}

/// The bytes of a drawing of our own. Only texts and colours that no drawing can have make it fail.
fn drawn(drawing: Result<impl Into<Vec<u8>>, String>) -> Result<Vec<u8>, Diagnostic> {
    drawing.map(Into::into).map_err(|why| {
        let message = format!("a badge or a picture for sharing cannot be drawn: {why}");
        Diagnostic::without_place(Code::Template, message)
    })
}
