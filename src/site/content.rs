//! A page of prose.

use serde::Serialize;

use super::Site;
use super::text::{ProseView, TextView};
use super::theming::head::Head;
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Lang, Page, PageIx};

#[derive(Serialize)]
struct ContentView {
    title: TextView,
    summary: Option<TextView>,
    body: Option<ProseView>,
}

pub(super) fn render(site: &Site, lang: Lang, ix: PageIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let content = &reader.catalogue().pages[ix];
    let body = content.prose.body.as_ref();
    let view = ContentView {
        title: reader.text(&content.prose.title),
        summary: reader.maybe(content.prose.summary.as_ref()),
        body: body.map(|body| reader.prose(body, Trust::Owner, 2)),
    };
    let page = Page::Content(lang, ix);
    let head = Head::new(&page, view.title.clone(), &content.id)
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .view(reader);
    let values = [("page", site.value(lang, &head)?)];
    site.fill(lang, "content", &view, values)
}
