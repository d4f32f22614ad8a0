//! What is in the sales kit and in the development kit.

use serde::Serialize;

use super::terms;
use crate::model::{Access, Kit, Page, ProgrammeIx, PublicFile, Resource};
use crate::site::message_keys;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

#[derive(Serialize)]
pub(crate) struct KitView {
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
    file: Option<FileView>,
}

#[derive(Serialize)]
struct FileView {
    href: String,
    name: String,
    size: String,
}

/// A kit, if there is anything in it.
pub(crate) fn kit(reader: Reader<'_>, of: ProgrammeIx, kit: Kit) -> Option<KitView> {
    let resources = reader.catalogue().programmes[of].resources.iter();
    let resources: Vec<ResourceView> = resources
        .enumerate()
        .filter(|(_, it)| it.kit == kit)
        .map(|(at, it)| resource(reader, of, at, it))
        .collect();
    (!resources.is_empty()).then(|| KitView {
        name: reader.say(message_keys::kit(kit)),
        resources,
    })
}

fn resource(reader: Reader<'_>, of: ProgrammeIx, at: usize, it: &Resource) -> ResourceView {
    let file = it.file.as_ref().filter(|_| it.access == Access::Public);
    ResourceView {
        kind: reader.say(message_keys::resource(it.kind)),
        name: reader.text(&it.name),
        description: reader.maybe(it.description.as_ref()),
        in_portal: it.access == Access::Partners,
        process: it.process.map(|at| terms::process(reader, of, at)),
        file: file.map(|file| FileView {
            href: reader.href(&Page::Resource(of, at)),
            name: file.name.clone(),
            size: size(reader, file),
        }),
    }
}

fn size(reader: Reader<'_>, file: &PublicFile) -> String {
    let kilobytes = file.bytes.len() as f64 / 1000.0;
    if kilobytes < 1000.0 {
        let number = reader.number(kilobytes.ceil());
        return reader.say_with("size_kilobytes", &[("number", number)]);
    }
    let number = reader.number((kilobytes / 100.0).round() / 10.0);
    reader.say_with("size_megabytes", &[("number", number)])
}
