//! The website: catalogue and theme in, the bytes of each page out. Entry points: [`fn@plan`] and [`Site::new`].
//!
//! ```text
//!  catalogue ──plan──▶ pages ──render──▶ view (what one page shows, in one language)
//!                                          │
//!  theme ──templates──▶ engine per language ─┴─fill──▶ bytes
//! ```
//!
//! [`fn@plan`] lists every page without rendering it; [`Site::render`] returns the bytes of one, which depends on
//! nothing but the site. Three types are shared:
//!
//! * `PageContext` (`context.rs`): catalogue, theme, locale and links, for one language. Every page gets one.
//! * `Fragments` (`fragments.rs`): views that many pages of one language share, such as links to facets.
//! * `Renderer` (`renderer.rs`): contexts, fragments, template engines and caches of every language.
//!
//! Pages by subject: `home`, `directory`, `find`, `message`, `partner`, `programme`, `download`, `data_page`, `embed_list`, `content_page`, `redirects`. What search
//! engines and other sites read is in `seo`, `api` and `markdown_twin`; layout, colours, logos and static files are in `theming`.

mod addresses;
mod api;
#[cfg(test)]
mod city_tests;
mod content_page;
mod context;
mod data_page;
mod directory;
mod download;
mod embed_list;
#[cfg(test)]
mod fixture;
mod for_partners;
mod fragments;
mod home;
#[cfg(test)]
mod interface_string_tests;
mod links;
mod markdown_twin;
mod markers;
mod message;
mod message_keys;
mod own_fields;
mod partner;
mod plan;
mod programme;
mod redirects;
mod renderer;
mod report;
mod seo;
mod site_context;
#[cfg(test)]
mod tests;
mod text_ids;
mod theming;
mod view;

use std::sync::{Arc, OnceLock};

use serde_json::Value as Json;

pub use addresses::Addresses;
pub use plan::plan;
pub use report::ReportTemplates;
pub use site_context::SiteOptions;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image;
use crate::model::{Catalogue, HostFile, Lang, Page, PartnerIx};
use crate::theme::Theme;
use context::PageContext;
use directory::{compare, find, index, places};
use partner::vcard;
use programme::{
    benefits, country, country_list, criteria, process, process_list, programmes, tier,
};
use renderer::Renderer;
use seo::{badge, embed, feed, host_headers, llms, redirect_rules, sitemap, social_image};

/// The website, ready to render any of its pages, in any order and from several threads.
///
/// ```text
/// let site = Site::new(catalogue, theme, options)?;
/// for page in site.pages() {
///     let bytes = site.render(page)?;
/// }
/// ```
pub struct Site {
    renderer: Renderer,
    addresses: Addresses,
    /// Built when all pages are first needed.
    pages: OnceLock<Vec<Page>>,
    /// The part of `pages` that search engines may list, by position.
    listed: OnceLock<Vec<usize>>,
    /// The head of every file of public data.
    about_data: OnceLock<String>,
}

impl Site {
    /// The site of a catalogue in a theme, or every problem of the theme's templates.
    pub fn new(
        catalogue: Arc<Catalogue>,
        theme: Arc<Theme>,
        options: SiteOptions,
    ) -> Result<Self, Diagnostics> {
        let renderer = Renderer::new(Arc::clone(&catalogue), theme, options)?;
        let mut addresses = Addresses::new(catalogue);
        let assets = renderer.site_context().assets.published();
        for name in assets {
            addresses.add(Page::Asset(name.clone()));
        }
        Ok(Self {
            renderer,
            addresses,
            pages: OnceLock::new(),
            listed: OnceLock::new(),
            about_data: OnceLock::new(),
        })
    }

    /// Every page, the theme's assets included.
    pub fn pages(&self) -> &[Page] {
        self.pages.get_or_init(|| {
            let assets = self.renderer.site_context().assets.published();
            let assets = assets.cloned().map(Page::Asset);
            plan(self.catalogue()).into_iter().chain(assets).collect()
        })
    }

    /// The path of the site's root on its host, such as `/partners`; empty at the root of the host.
    pub fn base_path(&self) -> &str {
        self.renderer.site_context().links.base_path()
    }
    /// The page at an address from the root of the site, such as `/en/directory/`.
    pub fn find(&self, address: &str) -> Option<Page> {
        self.addresses.find(address)
    }

    /// The ids of the parts of a page, to which links can lead; absent if the page cannot be rendered.
    pub fn part_ids(&self, page: &Page) -> Option<Vec<String>> {
        let html = String::from_utf8(self.render(page).ok()?).ok()?;
        Some(text_ids::ids(&html))
    }

    /// Everything public about a partner.
    pub fn partner_data(&self, partner: PartnerIx) -> Json {
        api::partner(self.context(Lang::DEFAULT), partner)
    }

    /// The programmes as public data.
    pub fn programme_data(&self) -> Json {
        api::programmes(self.context(Lang::DEFAULT))
    }

    /// The vocabulary as public data.
    pub fn vocabulary_data(&self) -> Json {
        api::vocabulary(self.context(Lang::DEFAULT))
    }

    /// The bytes of a page, which depend on nothing but catalogue, theme, options and page.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let catalogue = self.catalogue();
        let renderer = &self.renderer;
        let context = |lang| self.context(lang);
        let default = context(Lang::DEFAULT);
        match *page {
            Page::Root => redirects::root(renderer),
            Page::Home(lang) => home::render(renderer, lang),
            Page::Directory(lang, number) => directory::all(renderer, lang, number),
            Page::FacetValue(lang, facet, number) => {
                directory::facet(renderer, lang, facet, number)
            }
            Page::Pair(lang, country, specialization, number) => {
                directory::pair(renderer, lang, country, specialization, number)
            }
            Page::Index(lang, part) => Ok(index::part(
                context(lang),
                &renderer.fragments(lang).facet_groups,
                renderer.summaries(lang),
                part,
            )),
            Page::Cards(lang, shard) => Ok(index::cards(context(lang), shard)),
            Page::Summaries(lang, shard) => Ok(renderer.summaries(lang).shard(shard)),
            Page::Places => Ok(places::file(catalogue)),
            Page::Data(lang) => data_page::render(renderer, lang),
            Page::Compare(lang) => compare::render(renderer, lang),
            Page::Find(lang) => find::render(renderer, lang),
            Page::Message(lang) => message::render(renderer, lang),
            Page::Partner(lang, partner) => partner::render(renderer, lang, partner),
            Page::FormerPartner(lang, position) => {
                redirects::former(renderer, lang, &catalogue.redirects[position])
            }
            Page::Programmes(lang) => programmes::render(renderer, lang),
            Page::Programme(lang, programme) => programme::render(renderer, lang, programme),
            Page::Tier(lang, programme, tier) => tier::render(renderer, lang, programme, tier),
            Page::Benefits(lang, programme) => benefits::render(renderer, lang, programme),
            Page::Criteria(lang, programme) => criteria::render(renderer, lang, programme),
            Page::Processes(lang, programme) => process_list::render(renderer, lang, programme),
            Page::Process(lang, programme, position) => {
                process::render(renderer, lang, programme, position)
            }
            Page::Countries(lang, programme) => country_list::render(renderer, lang, programme),
            Page::Country(lang, programme, position) => {
                country::render(renderer, lang, programme, position)
            }
            Page::ForPartners(lang) => for_partners::render(renderer, lang),
            Page::Paper(lang) => download::render(renderer, lang),
            Page::Content(lang, page) => content_page::render(renderer, lang, page),
            Page::NotFound => redirects::not_found(renderer),
            Page::Short(partner) => redirects::short(renderer, partner),
            Page::Embed(lang, partner) => embed::render(renderer, lang, partner),
            Page::EmbedList(lang) => embed_list::list(renderer, lang),
            Page::EmbedMaker(lang) => embed_list::maker(renderer, lang),
            Page::Markdown(ref page) => {
                let html = String::from_utf8(self.render(page)?).expect("pages are UTF-8");
                let context = context(page.lang().unwrap_or(Lang::DEFAULT));
                Ok(markdown_twin::from_html(context, page, &html).into_bytes())
            }
            Page::Llms => Ok(llms::render(default).into_bytes()),
            Page::Badge(programme, tier) => image_bytes(badge::svg(default, programme, tier)),
            Page::SocialImage(lang, image) => image_bytes(social_image::png(context(lang), image)),
            Page::Hosting(file) => Ok(hosting(default, file).into_bytes()),
            Page::Vcard(partner) => Ok(vcard::render(default, partner).into_bytes()),
            Page::FormerShort(position) => {
                redirects::former(renderer, Lang::DEFAULT, &catalogue.redirects[position])
            }
            Page::Api(api) => {
                let about = || api::about(default).to_string();
                let about = self.about_data.get_or_init(about);
                Ok(api::render(default, about, api))
            }
            Page::Sitemap => Ok(sitemap::sitemap(default, self.listed()).into_bytes()),
            Page::SitemapPart(number) => {
                Ok(sitemap::part(default, self.listed(), number).into_bytes())
            }
            Page::Feed(lang) => Ok(feed::render(context(lang)).into_bytes()),
            Page::Robots => Ok(sitemap::robots(default).into_bytes()),
            Page::Asset(ref name) => self.asset(name),
            Page::Picture(picture, used) => Ok(image::for_web(&catalogue.pictures[picture], used)),
            Page::Resource(programme, position) => {
                let resource = &catalogue.programmes[programme].resources[position];
                let file = resource.file.as_ref();
                Ok(file.map(|file| file.bytes.to_vec()).unwrap_or_default())
            }
        }
    }

    fn asset(&self, name: &str) -> Result<Vec<u8>, Diagnostic> {
        let assets = &self.renderer.site_context().assets;
        let content = assets.content(name).map(<[u8]>::to_vec);
        content.ok_or_else(|| {
            let message = format!("the theme has no file that is published as `{name}`");
            Diagnostic::without_place(Code::Template, message)
        })
    }

    /// The pages that search engines may list.
    fn listed(&self) -> impl ExactSizeIterator<Item = &Page> {
        let listed = self.listed.get_or_init(|| {
            let pages = self.pages().iter().enumerate();
            let listed = pages.filter(|(_, page)| sitemap::is_listed(self.catalogue(), page));
            listed.map(|(position, _)| position).collect()
        });
        listed.iter().map(|&position| &self.pages()[position])
    }

    fn catalogue(&self) -> &Catalogue {
        &self.renderer.site_context().catalogue
    }

    fn context(&self, lang: Lang) -> PageContext<'_> {
        self.renderer.context(lang)
    }
}

/// A file that a kind of host reads.
fn hosting(context: PageContext<'_>, file: HostFile) -> String {
    match file {
        HostFile::NetlifyRedirects => redirect_rules::netlify(context),
        HostFile::NetlifyHeaders => host_headers::netlify(context),
        HostFile::Apache => redirect_rules::apache(context) + &host_headers::apache(context),
        HostFile::NginxRedirects => redirect_rules::nginx(context),
        HostFile::NginxHeaders => host_headers::nginx(context),
    }
}

/// The bytes of an image that the site draws itself. Only texts and colours that no drawing can have make it fail.
fn image_bytes(image: Result<impl Into<Vec<u8>>, String>) -> Result<Vec<u8>, Diagnostic> {
    image.map(Into::into).map_err(|why| {
        let message = format!("a badge or a social image cannot be drawn: {why}");
        Diagnostic::without_place(Code::Template, message)
    })
}
