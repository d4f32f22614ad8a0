//! The page of a programme's processes: who is responsible for each, and how long it takes.

use serde::Serialize;

use super::navigation::{ProgrammeSection, frame};
use super::process::{ProcessSummaryView, processes};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Page, ProgrammeIx};
use crate::site::renderer::Renderer;
use crate::site::theming::head::Head;

#[derive(Serialize)]
struct ProcessesPageView {
    processes: Vec<ProcessSummaryView>,
}

pub(crate) fn render(
    renderer: &Renderer,
    lang: Lang,
    programme_ix: ProgrammeIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let programme = &context.catalogue().programmes[programme_ix];
    let mut processes_of = programme.processes.iter();
    let complete = processes_of.all(|process| process.owner.is_some() && process.delay.is_some());
    let view = ProcessesPageView {
        processes: processes(context, programme_ix),
    };
    let page = Page::Processes(lang, programme_ix);
    let title = context.message_view("part_processes");
    let head = Head::new(&page, title, "programmes")
        .description(complete.then(|| context.message("programme_processes_text")));
    let section = ProgrammeSection::Processes;
    let values = frame(renderer, context, programme_ix, section, head)?;
    renderer.fill(lang, "processes", &view, values)
}
