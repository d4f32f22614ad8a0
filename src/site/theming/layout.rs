//! The layout of every page of a language: organization, menus, addresses of style sheets. Built by [`LayoutView::new`].

use serde::Serialize;

use super::colors::{self, ThemeColor};
use super::fonts;
use super::logo::{self, LogoView};
use crate::model::{Enquiry, Lang, Menu, Page, Phone, Status};
use crate::site::context::PageContext;
use crate::site::view::{LinkView, TextView};
use crate::text::url::origin;

/// What all pages of a language show: `site` in every template.
#[derive(Serialize)]
pub(crate) struct LayoutView {
    title: TextView,
    tagline: Option<TextView>,
    edition: Option<TextView>,
    home: String,
    directory: String,
    /// The directory's index, for its script.
    index: String,
    compare: String,
    /// The page that finds partners by a few questions.
    find: String,
    /// The page on which visitors write to partners.
    message: String,
    /// The host of the form service that receives messages, with its scheme, for the Content-Security-Policy.
    form_host: Option<String>,
    programmes: String,
    /// Absent where no paper catalogue is offered.
    paper: Option<String>,
    organization: OrganizationView,
    menu: Vec<MenuView>,
    /// Whether the menu is too long for one row beside logo and button on most screens.
    long_menu: bool,
    footer: Vec<MenuView>,
    /// Where companies join: a page of the menu `join`, else the process `joining` of an open programme.
    join: Option<String>,
    feed: String,
    feed_title: String,
    style: String,
    tints: String,
    /// The fonts that pages preload.
    fonts: Vec<String>,
    /// The colour of the browser's own frame.
    theme_color: ThemeColor,
    /// A PNG for home screens.
    touch_icon: Option<String>,
}

#[derive(Serialize)]
struct OrganizationView {
    name: String,
    legal_name: Option<String>,
    website: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    phone_href: Option<String>,
    street: Option<String>,
    town: Option<String>,
    country: Option<TextView>,
    logo: Option<LogoView>,
}

/// An entry of a menu; it is marked on pages whose `page.section` equals `section`.
#[derive(Serialize)]
struct MenuView {
    section: String,
    link: LinkView,
}

impl LayoutView {
    pub(crate) fn new(context: PageContext<'_>) -> Self {
        let catalogue = context.catalogue();
        let settings = &catalogue.settings;
        let lang = context.lang;
        let asset = |name: &str| context.site.links.href(&format!("/assets/{name}"));
        let paper = context.site.options.paper;
        let menu = menu(context);
        Self {
            title: context.text(&settings.title),
            tagline: context.text_opt(settings.tagline.as_ref()),
            edition: context.text_opt(settings.edition.as_ref()),
            home: context.href(&Page::Home(lang)),
            directory: context.href(&Page::Directory(lang, 1)),
            index: context.href(&Page::Index(lang, 0)),
            compare: context.href(&Page::Compare(lang)),
            find: context.href(&Page::Find(lang)),
            message: context.href(&Page::Message(lang)),
            form_host: match &settings.enquiry {
                Enquiry::Endpoint { url, .. } => origin(url),
                Enquiry::Partners | Enquiry::Email(_) => None,
            },
            programmes: context.href(&Page::Programmes(lang)),
            paper: paper.then(|| context.href(&Page::Paper(lang))),
            organization: organization(context),
            long_menu: is_long(&menu, catalogue.languages().len()),
            menu,
            join: join(context),
            footer: footer(context),
            feed: context.href(&Page::Feed(lang)),
            feed_title: crate::site::seo::feed::title(context),
            style: asset(&context.site.assets.style),
            tints: asset(&context.site.assets.tints),
            fonts: fonts::preloaded(&context.site.theme.settings)
                .into_iter()
                .filter_map(|path| context.site.assets.name(path))
                .map(|name| asset(name))
                .collect(),
            theme_color: colors::theme_color(&context.site.theme.settings),
            touch_icon: context
                .site
                .assets
                .name("touch-icon.png")
                .map(|name| asset(name)),
        }
    }
}

/// About as many letters, spaces and codes of languages as the row has room for.
const ROOM_OF_ROW: usize = 88;

fn is_long(menu: &[MenuView], languages: usize) -> bool {
    let letters = menu
        .iter()
        .map(|entry| entry.link.label.text.chars().count() + 3);
    letters.sum::<usize>() + languages * 4 > ROOM_OF_ROW
}

/// The page of the menu `join`, else the process `joining` of the first open programme that has one.
fn join(context: PageContext<'_>) -> Option<String> {
    if let Some(entry) = pages(context, Menu::Join).into_iter().next() {
        return entry.link.href;
    }
    let mut programmes = context.catalogue().programmes_in_order().into_iter();
    programmes.find_map(|ix| {
        let programme = &context.catalogue().programmes[ix];
        let joining = programme.process("joining")?;
        let page = Page::Process(context.lang, ix, joining);
        (programme.status == Status::Open).then(|| context.href(&page))
    })
}

fn organization(context: PageContext<'_>) -> OrganizationView {
    let it = &context.catalogue().settings.organization;
    let town = [it.postcode.as_deref(), it.city.as_deref()];
    let town: Vec<&str> = town.into_iter().flatten().collect();
    OrganizationView {
        name: it.name.clone(),
        legal_name: it.legal_name.clone(),
        website: it.website.clone(),
        email: it.email.clone(),
        phone: it.phone.as_ref().map(|phone| phone.text.clone()),
        phone_href: it.phone.as_ref().map(Phone::uri),
        street: it.street.clone(),
        town: (!town.is_empty()).then(|| town.join(" ")),
        country: it.country.map(|country| context.country(country)),
        logo: logo::organization(context),
    }
}

/// The main menu: directory, programmes, content pages of the main menu, the paper catalogue.
fn menu(context: PageContext<'_>) -> Vec<MenuView> {
    let entry = |section: &str, page: Page| MenuView {
        section: section.to_owned(),
        link: context.link(&page, context.message_view(&format!("menu_{section}"))),
    };
    let lang: Lang = context.lang;
    let mut menu = vec![entry("directory", Page::Directory(lang, 1))];
    if !context.catalogue().programmes.is_empty() {
        menu.push(entry("programmes", Page::Programmes(lang)));
    }
    menu.extend(pages(context, Menu::Main));
    if context.site.options.paper {
        menu.push(entry("paper", Page::Paper(lang)));
    }
    menu
}

/// The content pages of the footer, and the page of the public data.
fn footer(context: PageContext<'_>) -> Vec<MenuView> {
    let page = Page::Data(context.lang);
    let mut entries = pages(context, Menu::Footer);
    entries.push(MenuView {
        section: "data".to_owned(),
        link: context.link(&page, context.message_view("data_heading")),
    });
    entries
}

fn pages(context: PageContext<'_>, menu: Menu) -> Vec<MenuView> {
    let pages = context.catalogue().pages.iter();
    let mut pages: Vec<_> = pages
        .filter(|(_, page)| page.menu == Some(menu) && page.id != "home")
        .collect();
    pages.sort_by_key(|(_, page)| page.order);
    let entry = |(at, page): (_, &crate::model::ContentPage)| MenuView {
        section: page.id.clone(),
        link: context.link(
            &Page::Content(context.lang, at),
            context.text(&page.prose.title),
        ),
    };
    pages.into_iter().map(entry).collect()
}
