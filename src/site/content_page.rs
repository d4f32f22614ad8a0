//! Pages written in Markdown: `content/pages/*.md`.

use serde::Serialize;

use super::renderer::Renderer;
use super::theming::head::Head;
use super::view::{ProseView, TextView};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Lang, Page, PageIx};

#[derive(Serialize)]
struct ContentPageView {
    title: TextView,
    summary: Option<TextView>,
    body: Option<ProseView>,
}

pub(super) fn render(renderer: &Renderer, lang: Lang, ix: PageIx) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let content = &context.catalogue().pages[ix];
    let body = content.prose.body.as_ref();
    let view = ContentPageView {
        title: context.text(&content.prose.title),
        summary: context.text_opt(content.prose.summary.as_ref()),
        body: body.map(|body| context.prose(body, Trust::Owner, 2)),
    };
    let page = Page::Content(lang, ix);
    let head = Head::new(&page, view.title.clone(), &content.id)
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .view(context, renderer.fragments(lang));
    let values = [("page", renderer.value(lang, &head)?)];
    renderer.fill_with_texts(lang, "content", &view, values)
}
