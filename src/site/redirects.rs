//! Pages that only send on: the root, short addresses, former ids; and the page for addresses that do not exist.

use serde::Serialize;

use super::Site;
use super::reader::{Reader, direction};
use super::seo::hreflang::is_offered;
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, PartnerIx, Redirect};

/// A page that sends on.
#[derive(Serialize)]
struct RedirectView {
    title: String,
    /// Where to; absent for a partner that has left.
    target: Option<String>,
    canonical: String,
    listed: bool,
    /// The same in each language, for those who are not sent on, or would rather read another.
    versions: Vec<VersionView>,
}

#[derive(Serialize)]
struct VersionView {
    code: String,
    dir: &'static str,
    language: String,
    text: String,
    label: String,
    href: String,
    url: String,
    /// Whether search engines are told of it.
    offered: bool,
}

/// `/` leads to the default language and offers the others.
pub(super) fn root(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(Lang::DEFAULT);
    let home = Page::Home(Lang::DEFAULT);
    let settings = &reader.catalogue().settings;
    let version = |reader: Reader<'_>| {
        let title = reader.text(&settings.title).text;
        version(reader, String::new(), title, &Page::Home(reader.lang))
    };
    let view = RedirectView {
        title: reader.text(&settings.title).text,
        target: Some(reader.href(&home)),
        canonical: reader.url(&home),
        listed: true,
        versions: versions(site, version),
    };
    site.fill(Lang::DEFAULT, "redirect", &view, [])
}

/// A short address leads to the profile in the default language.
pub(super) fn short(site: &Site, ix: PartnerIx) -> Result<Vec<u8>, Diagnostic> {
    to_partner(site, Lang::DEFAULT, ix)
}

/// A former id leads to the partner it became, or says that the partner has left.
pub(super) fn former(site: &Site, lang: Lang, redirect: &Redirect) -> Result<Vec<u8>, Diagnostic> {
    match redirect.to {
        Some(ix) => to_partner(site, lang, ix),
        None => left(site, lang),
    }
}

fn to_partner(site: &Site, lang: Lang, ix: PartnerIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let profile = Page::Partner(lang, ix);
    let name = &reader.catalogue().partners[ix].name;
    let version = |reader: Reader<'_>| {
        let profile = Page::Partner(reader.lang, ix);
        version(reader, reader.say("redirect_text"), name.clone(), &profile)
    };
    let view = RedirectView {
        title: name.clone(),
        target: Some(reader.href(&profile)),
        canonical: reader.url(&profile),
        listed: false,
        versions: versions(site, version),
    };
    site.fill(lang, "redirect", &view, [])
}

fn left(site: &Site, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let directory = Page::Directory(lang, 1);
    let version = |reader: Reader<'_>| {
        let (text, label) = (reader.say("left_text"), reader.say("menu_directory"));
        version(reader, text, label, &Page::Directory(reader.lang, 1))
    };
    let view = RedirectView {
        title: reader.say("left_heading"),
        target: None,
        canonical: reader.url(&directory),
        listed: false,
        versions: versions(site, version),
    };
    site.fill(lang, "redirect", &view, [])
}

/// All languages at once: nobody knows in which one the visitor was.
pub(super) fn not_found(site: &Site) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(Lang::DEFAULT);
    let version = |reader: Reader<'_>| {
        let (text, label) = (reader.say("not_found_text"), reader.say("menu_directory"));
        version(reader, text, label, &Page::Directory(reader.lang, 1))
    };
    let view = RedirectView {
        title: reader.say("not_found_heading"),
        target: None,
        canonical: reader.url(&Page::Home(Lang::DEFAULT)),
        listed: false,
        versions: versions(site, version),
    };
    site.fill(Lang::DEFAULT, "redirect", &view, [])
}

fn versions(site: &Site, version: impl Fn(Reader<'_>) -> VersionView) -> Vec<VersionView> {
    let languages = site.catalogue().languages();
    languages.map(|lang| version(site.reader(lang))).collect()
}

fn version(reader: Reader<'_>, text: String, label: String, page: &Page) -> VersionView {
    let code = reader.code();
    VersionView {
        code: code.to_owned(),
        dir: direction(reader.locale()),
        language: reader.common.own_names[reader.lang.index()].clone(),
        text,
        label,
        href: reader.href(page),
        url: reader.url(page),
        offered: is_offered(reader.catalogue(), page),
    }
}
