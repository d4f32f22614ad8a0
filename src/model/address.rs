//! Every address of the site: a closed list.
//!
//! An address contains a language and permanent ids, never a partner's tier or category. Addresses of pages end in
//! `/` and are written to `…/index.html`.

mod path;

use std::sync::Arc;

use super::{
    Catalogue, CountryIx, FacetValue, Lang, PageIx, PartnerIx, Picture, PictureIx, ProgrammeIx,
    SpecializationIx, TierIx,
};

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// Redirects to the default language and links to the others.
    Root,
    /// The home page.
    Home(Lang),
    /// A page of the directory; the first is 1.
    Directory(Lang, usize),
    /// A page of the partners with one value of a facet; the first is 1.
    FacetValue(Lang, FacetValue, usize),
    /// A page of the partners in a country with a specialization; the first is 1.
    Pair(Lang, CountryIx, SpecializationIx, usize),
    /// A part of the directory's index; the first is 0, and contains what all parts share.
    Index(Lang, usize),
    /// A shard of the partner data that cards show in addition to the index; the first is 0.
    Cards(Lang, usize),
    /// A shard of the words of summaries, for the search; the first is 0.
    Summaries(Lang, usize),
    /// The places that visitors may type, for all languages.
    Places,
    /// The comparison of partners.
    Compare(Lang),
    /// The page of the public data.
    Data(Lang),
    /// The page that finds partners by a few questions.
    Find(Lang),
    /// The page on which visitors write to partners.
    Message(Lang),
    /// A partner's profile.
    Partner(Lang, PartnerIx),
    /// The page at a former id of a partner, by position in [`Catalogue::redirects`].
    FormerPartner(Lang, usize),
    /// The programmes.
    Programmes(Lang),
    /// A programme.
    Programme(Lang, ProgrammeIx),
    /// A tier.
    Tier(Lang, ProgrammeIx, TierIx),
    /// The benefits matrix.
    Benefits(Lang, ProgrammeIx),
    /// The criteria.
    Criteria(Lang, ProgrammeIx),
    /// The processes of a programme.
    Processes(Lang, ProgrammeIx),
    /// A process, by its position.
    Process(Lang, ProgrammeIx, usize),
    /// The countries that decide a part of a programme.
    Countries(Lang, ProgrammeIx),
    /// The programme as it is in one country, by position of the country's override.
    Country(Lang, ProgrammeIx, usize),
    /// Badges and cards that partners show on their own websites.
    ForPartners(Lang),
    /// The download page of the paper catalogue.
    Paper(Lang),
    /// A page of prose; never the home page.
    Content(Lang, PageIx),
    /// Shown for addresses that do not exist, in all languages.
    NotFound,
    /// The short permanent address of a partner, used in QR codes.
    Short(PartnerIx),
    /// A partner's vCard, for address books.
    Vcard(PartnerIx),
    /// A partner's card, for frames in other websites.
    Embed(Lang, PartnerIx),
    /// A list of partners, for frames in other websites.
    EmbedList(Lang),
    /// The page that makes the HTML for such a frame.
    EmbedMaker(Lang),
    /// A page as Markdown, for programs that read texts.
    Markdown(Arc<Page>),
    /// `llms.txt`: what the site has, for programs that read texts.
    Llms,
    /// The badge of a tier, for partners' websites.
    Badge(ProgrammeIx, TierIx),
    /// The image that other sites show when a page is shared.
    SocialImage(Lang, SocialImage),
    /// A file that a kind of host reads.
    Hosting(HostFile),
    /// The short address at a former id, by position in [`Catalogue::redirects`].
    FormerShort(usize),
    /// Public data.
    Api(Api),
    /// The sitemap for search engines: the pages, or its parts if there are too many pages for one file.
    Sitemap,
    /// A part of the sitemap; the first is 1.
    SitemapPart(usize),
    /// The feed of news in a language.
    Feed(Lang),
    /// `robots.txt`, for crawlers.
    Robots,
    /// A static file of the theme, by its name under `/assets/`.
    Asset(Arc<str>),
    /// A picture, resized for its use.
    Picture(PictureIx, PictureUse),
    /// A public file of a programme's resources: programme and position of the resource.
    Resource(ProgrammeIx, usize),
}

/// A file of public data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// All partners.
    Partners,
    /// All partners as a table for spreadsheets.
    Table,
    /// One partner.
    Partner(PartnerIx),
    /// The programmes.
    Programmes,
    /// The vocabulary.
    Vocabulary,
    /// The JSON Schema of the other files.
    Schema,
}

/// The subject of a social image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SocialImage {
    /// The site.
    Site,
    /// A programme.
    Programme(ProgrammeIx),
    /// A tier.
    Tier(ProgrammeIx, TierIx),
}

/// A file that a kind of host reads: redirects, or headers that it sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostFile {
    /// Redirects of Netlify, and hosts that read its files, such as Cloudflare Pages.
    NetlifyRedirects,
    /// Headers of these hosts.
    NetlifyHeaders,
    /// Apache: both.
    Apache,
    /// Redirects of nginx.
    NginxRedirects,
    /// Headers of nginx.
    NginxHeaders,
}

/// What a picture is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureUse {
    /// A logo on cards and profiles: at most 480 × 240 pixels.
    Logo,
    /// An illustration in a text: at most 1 600 pixels wide.
    Illustration,
}

impl PictureUse {
    /// The greatest width and height in pixels.
    pub fn most(self) -> (u32, u32) {
        match self {
            PictureUse::Logo => (480, 240),
            PictureUse::Illustration => (1600, u32::MAX),
        }
    }

    /// The width and height in pixels at which a picture is published.
    pub fn size(self, picture: &Picture) -> (u32, u32) {
        let (most_wide, most_high) = self.most();
        let (width, height) = (picture.width.max(1), picture.height.max(1));
        let scale = |most: u32, length: u32| f64::from(most) / f64::from(length);
        let scale = scale(most_wide, width)
            .min(scale(most_high, height))
            .min(1.0);
        let scaled = |length: u32| (f64::from(length) * scale).round().max(1.0) as u32;
        (scaled(width), scaled(height))
    }
}

impl Page {
    /// The language of the page, if it is in one.
    pub fn lang(&self) -> Option<Lang> {
        use Page::*;
        match *self {
            Home(lang)
            | Directory(lang, _)
            | FacetValue(lang, ..)
            | Pair(lang, ..)
            | Partner(lang, _) => Some(lang),
            FormerPartner(lang, _) | Programmes(lang) | Programme(lang, _) | Tier(lang, ..) => {
                Some(lang)
            }
            Benefits(lang, _) | Criteria(lang, _) | Process(lang, ..) | Country(lang, ..) => {
                Some(lang)
            }
            Processes(lang, _) | Countries(lang, _) | ForPartners(lang) => Some(lang),
            Paper(lang) | Content(lang, _) | Compare(lang) | Data(lang) | Feed(lang) => Some(lang),
            Index(lang, _) | Cards(lang, _) | Summaries(lang, _) => Some(lang),
            Embed(lang, _)
            | SocialImage(lang, _)
            | EmbedList(lang)
            | EmbedMaker(lang)
            | Find(lang)
            | Message(lang) => Some(lang),
            Root | NotFound | Short(_) | FormerShort(_) | Api(_) | Sitemap | Robots | Asset(_) => {
                None
            }
            SitemapPart(_) | Picture(..) | Resource(..) | Vcard(_) | Places => None,
            Badge(..) | Hosting(_) | Llms => None,
            Markdown(ref page) => page.lang(),
        }
    }

    /// This page in another language; the page itself if it has no language.
    pub fn in_language(&self, to: Lang) -> Page {
        use Page::*;
        let mut page = self.clone();
        match &mut page {
            Home(lang)
            | Directory(lang, _)
            | FacetValue(lang, ..)
            | Pair(lang, ..)
            | Partner(lang, _) => *lang = to,
            FormerPartner(lang, _) | Programmes(lang) | Programme(lang, _) | Tier(lang, ..) => {
                *lang = to
            }
            Benefits(lang, _) | Criteria(lang, _) | Process(lang, ..) | Country(lang, ..) => {
                *lang = to
            }
            Processes(lang, _) | Countries(lang, _) | ForPartners(lang) => *lang = to,
            Paper(lang) | Content(lang, _) | Compare(lang) | Data(lang) | Feed(lang) => *lang = to,
            Index(lang, _) | Cards(lang, _) | Summaries(lang, _) => *lang = to,
            Embed(lang, _)
            | SocialImage(lang, _)
            | EmbedList(lang)
            | EmbedMaker(lang)
            | Find(lang)
            | Message(lang) => *lang = to,
            Root | NotFound | Short(_) | FormerShort(_) | Api(_) | Sitemap | Robots | Asset(_) => {}
            SitemapPart(_) | Picture(..) | Resource(..) | Vcard(_) | Places => {}
            Badge(..) | Hosting(_) | Llms => {}
            Markdown(page) => *page = Arc::new(page.in_language(to)),
        }
        page
    }

    /// Whether the page is made for frames in other websites.
    pub fn is_for_frames(&self) -> bool {
        matches!(self, Page::Embed(..) | Page::EmbedList(_))
    }

    /// The Markdown twin of the page, if it is one with content: not a redirect, a frame, or a page that a script fills.
    pub fn markdown(&self) -> Option<Page> {
        use Page::*;
        match self {
            Home(_) | Directory(..) | FacetValue(..) | Pair(..) | Partner(..) | Programmes(_)
            | Programme(..) | Tier(..) | Benefits(..) | Criteria(..) | Process(..)
            | Country(..) | Paper(_) | Content(..) | Data(_) => {
                Some(Markdown(Arc::new(self.clone())))
            }
            _ => None,
        }
    }

    /// The address from the root of the site, beginning with `/`.
    pub fn address(&self, catalogue: &Catalogue) -> String {
        self.address_under("", catalogue)
    }

    /// The address after a base: the path of the site, or its absolute address.
    pub fn address_under(&self, base: &str, catalogue: &Catalogue) -> String {
        let mut address = String::with_capacity(base.len() + 64);
        address.push_str(base);
        address.push('/');
        if let Some(lang) = self.lang() {
            address.push_str(catalogue.code(lang));
            address.push('/');
        }
        self.push_path(catalogue, &mut address);
        address
    }
}

/// The path of an address's file in the site's folder: `en/index.html` for `/en/`.
pub fn file_of(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}
