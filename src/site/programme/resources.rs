//! The resources of the sales kit and of the development kit.

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

/// A kit, unless it is empty.
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
    position: usize,
    resource: &Resource,
) -> ResourceView {
    let file = resource
        .file
        .as_ref()
        .filter(|_| resource.access == Access::Public);
    ResourceView {
        kind: context.message(message_keys::resource(resource.kind)),
        name: context.text(&resource.name),
        description: context.text_opt(resource.description.as_ref()),
        in_portal: resource.access == Access::Partners,
        process: resource
            .process
            .map(|process| terms::process(context, programme_ix, process)),
        file: file.map(|file| ResourceFileView {
            href: context.href(&Page::Resource(programme_ix, position)),
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
