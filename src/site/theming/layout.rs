//! What stands around every page of a language: organization, menus, addresses of style sheets.

use serde::Serialize;

use super::fonts;
use super::logo::{self, LogoView};
use crate::model::{Lang, Menu, Page};
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

/// `site` in every template.
#[derive(Serialize)]
pub(crate) struct ShellView {
    title: TextView,
    tagline: Option<TextView>,
    edition: Option<TextView>,
    home: String,
    directory: String,
    /// The directory's index, for its script.
    index: String,
    compare: String,
    programmes: String,
    /// Absent where no paper catalogue is offered.
    paper: Option<String>,
    organization: OrganizationView,
    menu: Vec<MenuView>,
    footer: Vec<MenuView>,
    feed: String,
    feed_title: String,
    style: String,
    tints: String,
    /// The font that pages ask for before they need it.
    font: Option<String>,
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

/// An entry of a menu; `section` is what a page says about itself to have its entry marked.
#[derive(Serialize)]
struct MenuView {
    section: String,
    link: LinkView,
}

impl ShellView {
    pub(crate) fn new(reader: Reader<'_>) -> Self {
        let catalogue = reader.catalogue();
        let settings = &catalogue.settings;
        let lang = reader.lang;
        let asset = |name: &str| reader.common.links.href(&format!("/assets/{name}"));
        let paper = reader.common.options.paper;
        Self {
            title: reader.text(&settings.title),
            tagline: reader.maybe(settings.tagline.as_ref()),
            edition: reader.maybe(settings.edition.as_ref()),
            home: reader.href(&Page::Home(lang)),
            directory: reader.href(&Page::Directory(lang, 1)),
            index: reader.href(&Page::Index(lang, 0)),
            compare: reader.href(&Page::Compare(lang)),
            programmes: reader.href(&Page::Programmes(lang)),
            paper: paper.then(|| reader.href(&Page::Paper(lang))),
            organization: organization(reader),
            menu: menu(reader),
            footer: pages(reader, Menu::Footer),
            feed: reader.href(&Page::Feed(lang)),
            feed_title: crate::site::seo::feed::title(reader),
            style: asset(&reader.common.assets.style),
            tints: asset(&reader.common.assets.tints),
            font: fonts::preloaded(&reader.common.theme.settings)
                .and_then(|path| reader.common.assets.name(path))
                .map(|name| asset(name)),
        }
    }
}

fn organization(reader: Reader<'_>) -> OrganizationView {
    let it = &reader.catalogue().settings.organization;
    let town = [it.postcode.as_deref(), it.city.as_deref()];
    let town: Vec<&str> = town.into_iter().flatten().collect();
    OrganizationView {
        name: it.name.clone(),
        legal_name: it.legal_name.clone(),
        website: it.website.clone(),
        email: it.email.clone(),
        phone: it.phone.clone(),
        phone_href: it.phone.as_deref().map(phone_href),
        street: it.street.clone(),
        town: (!town.is_empty()).then(|| town.join(" ")),
        country: it.country.map(|country| reader.country(country)),
        logo: logo::organization(reader),
    }
}

/// The main menu: directory, programmes, the pages that ask for it, the paper catalogue.
fn menu(reader: Reader<'_>) -> Vec<MenuView> {
    let entry = |section: &str, page: Page| MenuView {
        section: section.to_owned(),
        link: reader.link(
            &page,
            TextView::plain(reader.say(&format!("menu_{section}"))),
        ),
    };
    let lang: Lang = reader.lang;
    let mut menu = vec![
        entry("directory", Page::Directory(lang, 1)),
        entry("programmes", Page::Programmes(lang)),
    ];
    menu.extend(pages(reader, Menu::Main));
    if reader.common.options.paper {
        menu.push(entry("paper", Page::Paper(lang)));
    }
    menu
}

fn pages(reader: Reader<'_>, menu: Menu) -> Vec<MenuView> {
    let pages = reader.catalogue().pages.iter();
    let mut pages: Vec<_> = pages
        .filter(|(_, page)| page.menu == Some(menu) && page.id != "home")
        .collect();
    pages.sort_by_key(|(_, page)| page.order);
    let entry = |(at, page): (_, &crate::model::ContentPage)| MenuView {
        section: page.id.clone(),
        link: reader.link(
            &Page::Content(reader.lang, at),
            reader.text(&page.prose.title),
        ),
    };
    pages.into_iter().map(entry).collect()
}

/// `tel:` and the number without what only helps the eye.
pub(crate) fn phone_href(phone: &str) -> String {
    let digits = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    format!("tel:{}", digits.collect::<String>())
}
