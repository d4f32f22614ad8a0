//! The volumes of an edition, and the pages of what the other volumes contain. Entry points: [`views`],
//! [`entries_elsewhere`] and [`headings_elsewhere`].

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::EditionContext;
use super::partner_groups::{self, BoundaryView};
use crate::model::Volume;
use crate::model::outline::Outline;

/// One of several volumes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct VolumeView {
    /// From 1.
    number: usize,
    /// "Volume 2 of 8".
    name: String,
    /// "Vol. 2".
    short_name: String,
    /// The first and the last of its sections; none if the edition has no partners.
    borders: Option<[BoundaryView; 2]>,
    /// The number of its first page; unknown for later volumes until all volumes before them are typeset.
    first_page: usize,
    /// The address of its file on the site.
    url: String,
}

/// The place of an entry in another volume.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ElsewhereView {
    /// The page, counted through all volumes; 0 if it is not known yet.
    page: usize,
    /// The number of the volume.
    volume: usize,
}

/// A heading in a later volume.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct HeadingView {
    level: usize,
    name: String,
    note: Option<String>,
    /// Its label, if it has one.
    label: Option<String>,
    page: usize,
    volume: usize,
}

/// All volumes; empty if there is only one.
pub(super) fn views(context: &EditionContext<'_>, outline: &Outline) -> Vec<VolumeView> {
    let Volume { of, .. } = context.volume();
    if of == 1 {
        return Vec::new();
    }
    let base = &context.catalogue.settings.base_url;
    let view = |number: usize| {
        let volume = Volume { number, of };
        let file = context.edition.volume_file_name(context.catalogue, volume);
        let numbers = [("number", number.to_string()), ("of", of.to_string())];
        VolumeView {
            number,
            name: context.message("download_volume", &numbers),
            short_name: context.message("volume_short", &numbers),
            borders: partner_groups::boundaries(context, outline, number),
            first_page: context.volumes.first_page(number),
            url: format!("{base}/paper/{file}"),
        }
    };
    (1..=of).map(view).collect()
}

/// The entries of the other volumes by the ids of their partners, for the indexes in the last volume.
pub(super) fn entries_elsewhere(context: &EditionContext<'_>) -> BTreeMap<String, ElsewhereView> {
    let Volume { number, of } = context.volume();
    let mut entries = BTreeMap::new();
    if number < of {
        return entries;
    }
    for (volume, positions) in (1..of).zip(&context.volumes.positions) {
        let before = context.volumes.first_page(volume) - 1;
        for (id, page) in &positions.entries {
            let page = before + page;
            entries.insert(id.clone(), ElsewhereView { page, volume });
        }
    }
    entries
}

/// The headings of the other volumes, for the contents in the first volume. Before a volume is typeset, the headings of
/// its sections are placeholders, so that the contents have their final length.
pub(super) fn headings_elsewhere(
    context: &EditionContext<'_>,
    outline: &Outline,
) -> Vec<HeadingView> {
    let mut headings = Vec::new();
    if context.volume().number > 1 {
        return headings;
    }
    for (volume, positions) in (1..).zip(&context.volumes.positions).skip(1) {
        if positions.pages == 0 {
            let openings = partner_groups::openings(context, outline, volume).into_iter();
            headings.extend(openings.map(|opening| HeadingView {
                level: 2,
                name: opening.name,
                note: Some(opening.count),
                label: None,
                page: 0,
                volume,
            }));
        }
        let before = context.volumes.first_page(volume) - 1;
        headings.extend(positions.contents.iter().map(|line| HeadingView {
            level: line.level,
            name: line.name.clone(),
            note: line.note.clone(),
            label: line.label.clone(),
            page: before + line.page,
            volume,
        }));
    }
    headings
}
