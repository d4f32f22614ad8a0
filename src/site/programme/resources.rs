//! What is in the sales kit and in the development kit.

use serde::Serialize;

use super::terms;
use crate::model::{Access, Kit, Page, ProgrammeIx, PublicFile, Resource};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::view::{LinkView, TextView};

#[derive(Serialize)]
pub(crate) struct KitResourcesView {
    name: String,
    resources: Vec<ResourceView>,
}

#[derive(Serialize)]
struct ResourceView {
    kind: String,
    name: TextView,
    description: Option<TextView>,
    /// Whether it is behind the portal's password.
    in_portal: bool,
    process: Option<LinkView>,
    file: Option<ResourceFileView>,
}

#[derive(Serialize)]
struct ResourceFileView {
    href: String,
    name: String,
    size: String,
}

/// A kit, if there is anything in it.
pub(crate) fn kit(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    kit: Kit,
) -> Option<KitResourcesView> {
    let resources = context.catalogue().programmes[programme_ix]
        .resources
        .iter();
    let resources: Vec<ResourceView> = resources
        .enumerate()
        .filter(|(_, it)| it.kit == kit)
        .map(|(at, it)| resource(context, programme_ix, at, it))
        .collect();
    (!resources.is_empty()).then(|| KitResourcesView {
        name: context.message(message_keys::kit(kit)),
        resources,
    })
}

fn resource(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    at: usize,
    it: &Resource,
) -> ResourceView {
    let file = it.file.as_ref().filter(|_| it.access == Access::Public);
    ResourceView {
        kind: context.message(message_keys::resource(it.kind)),
        name: context.text(&it.name),
        description: context.text_opt(it.description.as_ref()),
        in_portal: it.access == Access::Partners,
        process: it
            .process
            .map(|at| terms::process(context, programme_ix, at)),
        file: file.map(|file| ResourceFileView {
            href: context.href(&Page::Resource(programme_ix, at)),
            name: file.name.clone(),
            size: size(context, file),
        }),
    }
}

fn size(context: PageContext<'_>, file: &PublicFile) -> String {
    let kilobytes = file.bytes.len() as f64 / 1000.0;
    if kilobytes < 1000.0 {
        let number = context.number(kilobytes.ceil());
        return context.message_with("size_kilobytes", &[("number", number)]);
    }
    let number = context.number((kilobytes / 100.0).round() / 10.0);
    context.message_with("size_megabytes", &[("number", number)])
}
