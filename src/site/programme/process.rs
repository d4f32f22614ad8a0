//! The page of a process: its steps, its owner, how long it takes.

use serde::Serialize;

use super::navigation::{ProgrammeSection, frame};
use super::terms;
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Lang, Page, ProgrammeIx};
use crate::site::context::PageContext;
use crate::site::renderer::Renderer;
use crate::site::theming::head::Head;
use crate::site::view::{DateView, LinkView, ProseView, TextView};

#[derive(Serialize)]
struct ProcessPageView {
    name: TextView,
    summary: Option<TextView>,
    body: Option<ProseView>,
    programme: LinkView,
    owner: Option<TextView>,
    delay: Option<TextView>,
    reviewed: Option<DateView>,
    /// The benefits that are requested through it.
    benefits: Vec<LinkView>,
    others: Vec<ProcessSummaryView>,
}

/// A process in a list.
#[derive(Serialize)]
pub(super) struct ProcessSummaryView {
    link: LinkView,
    summary: Option<TextView>,
    owner: Option<TextView>,
    delay: Option<TextView>,
    reviewed: Option<DateView>,
}

pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
    position: usize,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let programme = &context.catalogue().programmes[programme_ix];
    let process = &programme.processes[position];
    let prose = process.prose.as_ref();
    let body = prose.and_then(|prose| prose.body.as_ref());
    let mut others = processes(context, programme_ix);
    others.remove(position);
    let view = ProcessPageView {
        name: context.text(prose.map_or(&process.name, |prose| &prose.title)),
        summary: context.text_opt(prose.and_then(|prose| prose.summary.as_ref())),
        body: body.map(|body| context.prose(body, Trust::Owner, 2)),
        programme: context.link(
            &Page::Programme(lang, programme_ix),
            context.text(&programme.name),
        ),
        owner: context.text_opt(process.owner.as_ref()),
        delay: context.text_opt(process.delay.as_ref()),
        reviewed: process.reviewed.map(|date| context.date(date)),
        benefits: benefits(context, programme_ix, position),
        others,
    };
    let page = Page::Process(lang, programme_ix, position);
    let head = Head::new(&page, view.name.clone(), "programmes")
        .description(view.summary.as_ref().map(|it| it.text.clone()));
    let values = frame(
        renderer,
        context,
        programme_ix,
        ProgrammeSection::Processes,
        head,
    )?;
    renderer.fill_with_texts(lang, "process", &view, values)
}

fn benefits(context: PageContext<'_>, programme_ix: ProgrammeIx, position: usize) -> Vec<LinkView> {
    let page = context.href(&Page::Benefits(context.lang, programme_ix));
    let benefits = context.catalogue().programmes[programme_ix].benefits.iter();
    benefits
        .filter(|benefit| benefit.process == Some(position))
        .map(|benefit| {
            let href = format!("{page}#benefit-{}", benefit.id);
            LinkView::new(href, context.text(&benefit.name))
        })
        .collect()
}

/// All processes of a programme.
pub(super) fn processes(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
) -> Vec<ProcessSummaryView> {
    let processes = context.catalogue().programmes[programme_ix]
        .processes
        .iter()
        .enumerate();
    processes
        .map(|(at, it)| ProcessSummaryView {
            link: terms::process(context, programme_ix, at),
            summary: it
                .prose
                .as_ref()
                .and_then(|prose| context.text_opt(prose.summary.as_ref())),
            owner: context.text_opt(it.owner.as_ref()),
            delay: context.text_opt(it.delay.as_ref()),
            reviewed: it.reviewed.map(|date| context.month(date)),
        })
        .collect()
}
