//! A process: its steps, who answers for it, how long it takes.

use serde::Serialize;

use super::programmes::{Part, frame};
use super::{ProcessView, processes};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{Lang, Page, ProgrammeIx};
use crate::site::Site;
use crate::site::reader::Reader;
use crate::site::text::{DateView, LinkView, ProseView, TextView};
use crate::site::theming::head::Head;

#[derive(Serialize)]
struct StepsView {
    name: TextView,
    summary: Option<TextView>,
    body: Option<ProseView>,
    programme: LinkView,
    owner: Option<TextView>,
    delay: Option<TextView>,
    reviewed: Option<DateView>,
    /// The benefits that one gets by it.
    benefits: Vec<LinkView>,
    others: Vec<ProcessView>,
}

pub(crate) fn render(
    site: &Site,
    lang: Lang,
    of: ProgrammeIx,
    at: usize,
) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let programme = &reader.catalogue().programmes[of];
    let process = &programme.processes[at];
    let prose = process.prose.as_ref();
    let body = prose.and_then(|prose| prose.body.as_ref());
    let mut others = processes(reader, of);
    others.remove(at);
    let view = StepsView {
        name: reader.text(prose.map_or(&process.name, |prose| &prose.title)),
        summary: reader.maybe(prose.and_then(|prose| prose.summary.as_ref())),
        body: body.map(|body| reader.prose(body, Trust::Owner, 2)),
        programme: reader.link(&Page::Programme(lang, of), reader.text(&programme.name)),
        owner: reader.maybe(process.owner.as_ref()),
        delay: reader.maybe(process.delay.as_ref()),
        reviewed: process.reviewed.map(|date| reader.date(date)),
        benefits: benefits(reader, of, at),
        others,
    };
    let page = Page::Process(lang, of, at);
    let head = Head::new(&page, view.name.clone(), "programmes")
        .description(view.summary.as_ref().map(|it| it.text.clone()));
    let values = frame(site, reader, of, Part::Processes, head)?;
    site.fill(lang, "process", &view, values)
}

fn benefits(reader: Reader<'_>, of: ProgrammeIx, at: usize) -> Vec<LinkView> {
    let page = reader.href(&Page::Benefits(reader.lang, of));
    let benefits = reader.catalogue().programmes[of].benefits.iter();
    benefits
        .filter(|benefit| benefit.process == Some(at))
        .map(|benefit| LinkView {
            href: format!("{page}#benefit-{}", benefit.id),
            label: reader.text(&benefit.name),
        })
        .collect()
}
