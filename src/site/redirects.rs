//! Redirect pages: the root, short addresses, former ids; and the page for addresses that do not exist.

use serde::Serialize;

use super::context::PageContext;
use super::renderer::Renderer;
use super::seo::hreflang::is_offered;
use super::view::direction;
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, PartnerIx, Redirect};

/// A page that redirects.
#[derive(Serialize)]
struct RedirectView {
    title: String,
    /// The target; absent for a partner that has left.
    target: Option<String>,
    canonical: String,
    listed: bool,
    /// A link in each language, for browsers that do not redirect and for visitors who prefer another language.
    versions: Vec<LanguageVersionView>,
}

#[derive(Serialize)]
struct LanguageVersionView {
    code: String,
    dir: &'static str,
    language: String,
    text: String,
    label: String,
    href: String,
    url: String,
    /// Whether search engines are offered this version.
    offered: bool,
}

/// `/` redirects to the default language and links to the others.
pub(super) fn root(renderer: &Renderer) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(Lang::DEFAULT);
    let home = Page::Home(Lang::DEFAULT);
    let settings = &context.catalogue().settings;
    let version = |context: PageContext<'_>| {
        let title = context.text(&settings.title).text;
        version(context, String::new(), title, &Page::Home(context.lang))
    };
    let view = RedirectView {
        title: context.text(&settings.title).text,
        target: Some(context.href(&home)),
        canonical: context.url(&home),
        listed: true,
        versions: versions(renderer, version),
    };
    renderer.fill(Lang::DEFAULT, "redirect", &view, [])
}

/// A short address redirects to the profile in the default language.
pub(super) fn short(renderer: &Renderer, ix: PartnerIx) -> Result<Vec<u8>, Diagnostic> {
    to_partner(renderer, Lang::DEFAULT, ix)
}

/// A former id redirects to the partner that has replaced it, or reports that the partner has left.
pub(super) fn former(
    renderer: &Renderer,
    lang: Lang,
    redirect: &Redirect,
) -> Result<Vec<u8>, Diagnostic> {
    match redirect.to {
        Some(ix) => to_partner(renderer, lang, ix),
        None => left(renderer, lang),
    }
}

fn to_partner(renderer: &Renderer, lang: Lang, ix: PartnerIx) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let profile = Page::Partner(lang, ix);
    let name = &context.catalogue().partners[ix].name;
    let version = |context: PageContext<'_>| {
        let profile = Page::Partner(context.lang, ix);
        version(
            context,
            context.message("redirect_text"),
            name.clone(),
            &profile,
        )
    };
    let view = RedirectView {
        title: name.clone(),
        target: Some(context.href(&profile)),
        canonical: context.url(&profile),
        listed: false,
        versions: versions(renderer, version),
    };
    renderer.fill(lang, "redirect", &view, [])
}

fn left(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let directory = Page::Directory(lang, 1);
    let version = |context: PageContext<'_>| {
        let (text, label) = (
            context.message("left_text"),
            context.message("menu_directory"),
        );
        version(context, text, label, &Page::Directory(context.lang, 1))
    };
    let view = RedirectView {
        title: context.message("left_heading"),
        target: None,
        canonical: context.url(&directory),
        listed: false,
        versions: versions(renderer, version),
    };
    renderer.fill(lang, "redirect", &view, [])
}

/// The page for missing addresses, in all languages at once: the visitor's language is unknown.
pub(super) fn not_found(renderer: &Renderer) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(Lang::DEFAULT);
    let version = |context: PageContext<'_>| {
        let (text, label) = (
            context.message("not_found_text"),
            context.message("menu_directory"),
        );
        version(context, text, label, &Page::Directory(context.lang, 1))
    };
    let view = RedirectView {
        title: context.message("not_found_heading"),
        target: None,
        canonical: context.url(&Page::Home(Lang::DEFAULT)),
        listed: false,
        versions: versions(renderer, version),
    };
    renderer.fill(Lang::DEFAULT, "redirect", &view, [])
}

fn versions(
    renderer: &Renderer,
    version: impl Fn(PageContext<'_>) -> LanguageVersionView,
) -> Vec<LanguageVersionView> {
    let languages = renderer.site_context().catalogue.languages();
    languages
        .map(|lang| version(renderer.context(lang)))
        .collect()
}

fn version(
    context: PageContext<'_>,
    text: String,
    label: String,
    page: &Page,
) -> LanguageVersionView {
    let code = context.code();
    LanguageVersionView {
        code: code.to_owned(),
        dir: direction(context.locale()),
        language: context.site.own_names[context.lang.index()].clone(),
        text,
        label,
        href: context.href(page),
        url: context.url(page),
        offered: is_offered(context.catalogue(), page),
    }
}
