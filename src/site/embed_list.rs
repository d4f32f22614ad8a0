//! Lists of partners for other websites: the page that a frame shows, and the page that makes the HTML of the frame.
//! Entry points: [`list`] and [`maker`].

use serde::Serialize;

use super::context::PageContext;
use super::renderer::Renderer;
use super::seo::embed::as_text;
use super::theming::head::{Head, in_script};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page};
use crate::text::escape;

/// The partners of a list whose address does not limit them, and at most; the script `embed-list.js` has the same.
const LIMIT: u32 = 6;
const MOST: u32 = 60;
/// The height of a frame in pixels: two rows of cards.
const HEIGHT: u32 = 720;

#[derive(Serialize)]
struct EmbedListView {
    heading: String,
    canonical: String,
    /// JSON, escaped for a `script` element.
    words: String,
}

#[derive(Serialize)]
struct EmbedMakerView {
    heading: String,
    /// The list, from the root of the host.
    list: String,
    /// The list with scheme and host.
    url: String,
    limit: u32,
    most: u32,
    height: u32,
    /// The HTML of a frame with all partners, escaped as text.
    html: String,
}

/// The page that a frame shows. Its script reads the filters in the address.
pub(super) fn list(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let view = EmbedListView {
        heading: heading(context),
        canonical: context.url(&Page::Directory(lang, 1)),
        words: in_script(&context.messages(&["frame_none", "frame_more"])),
    };
    renderer.fill(lang, "embed_list", &view, [])
}

/// The page that makes the HTML of a frame.
pub(super) fn maker(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let (heading, url) = (heading(context), context.url(&Page::EmbedList(lang)));
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT}\" loading=\"lazy\" style=\"border:0\">\
         </iframe>",
        escape(&url),
        escape(&heading),
    );
    let view = EmbedMakerView {
        heading,
        list: context.href(&Page::EmbedList(lang)),
        url,
        limit: LIMIT,
        most: MOST,
        height: HEIGHT,
        html: as_text(&html),
    };
    let page = Page::EmbedMaker(lang);
    let head = Head::new(&page, context.message_view("frame_heading"), "data")
        .description(Some(context.message("frame_introduction")))
        .view(context, renderer.fragments(lang));
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill(lang, "embed_maker", &view, values)
}

fn heading(context: PageContext<'_>) -> String {
    let name = &context.catalogue().settings.organization.name;
    context.message_with("frame_title", &[("organization", name.clone())])
}

#[cfg(test)]
mod tests {
    use crate::model::{Lang, Page};
    use crate::site::fixture::{html, site};

    #[test]
    fn the_maker_offers_every_facet_and_a_frame_without_script() {
        let site = site();
        let page = html(&site, &Page::EmbedMaker(Lang(1)));
        for name in ["country", "type", "tier", "language"] {
            assert!(
                page.contains(&format!("type=\"checkbox\" name=\"{name}\"")),
                "{name}"
            );
        }
        let url = "https://brightley.example/partners/fr/embed/list/";
        assert!(
            page.contains(&format!("&lt;iframe src&#61;\"{url}\"")),
            "{page}"
        );
        let list = html(&site, &Page::EmbedList(Lang(1)));
        assert!(list.contains("content=\"noindex\""));
        // Without the script there is no list that would ignore the filters.
        assert!(!list.contains("<article"));
        assert!(list.contains("href=\"/partners/fr/directory/\""));
        assert!(!html(&site, &Page::Sitemap).contains("/embed/list/"));
    }
}
