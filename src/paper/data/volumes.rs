//! The volumes of a book that is bound in several, and where in the others everything stands.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reader::Reader;
use super::section::{self, BorderView};
use crate::model::Volume;
use crate::model::outline::Sections;

/// One of several volumes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct BoundView {
    /// From 1.
    number: usize,
    /// "Volume 2 of 8".
    name: String,
    /// "Vol. 2".
    short_name: String,
    /// The first and the last of its sections; none where the book has no partners.
    borders: Option<[BorderView; 2]>,
    /// The number of its first page; those of later volumes are not known before the volumes between are set.
    first_page: usize,
    /// The address of its file on the site.
    url: String,
}

/// What stands in another volume than this one.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct PlaceView {
    /// The page, counted through the whole book; 0 if it is not known yet.
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
    /// Its label, where it has one.
    label: Option<String>,
    page: usize,
    volume: usize,
}

/// All volumes; none where there is one alone.
pub(super) fn volumes(reader: &Reader<'_>, sections: &Sections) -> Vec<BoundView> {
    let Volume { of, .. } = reader.bound.tome;
    if of == 1 {
        return Vec::new();
    }
    let base = &reader.catalogue.settings.base_url;
    let view = |number: usize| {
        let tome = Volume { number, of };
        let file = reader.volume.tome_name(reader.catalogue, tome);
        let numbers = [("number", number.to_string()), ("of", of.to_string())];
        BoundView {
            number,
            name: reader.say("paper_volume", &numbers),
            short_name: reader.say("paper_volume_short", &numbers),
            borders: section::borders(reader, sections, number),
            first_page: reader.bound.first_page(number),
            url: format!("{base}/paper/{file}"),
        }
    };
    (1..=of).map(view).collect()
}

/// The entries of the other volumes by the ids of their partners, for the indexes in the last.
pub(super) fn entries(reader: &Reader<'_>) -> BTreeMap<String, PlaceView> {
    let bound = reader.bound;
    let Volume { number, of } = bound.tome;
    let mut places = BTreeMap::new();
    if number < of {
        return places;
    }
    for (volume, tome) in (1..of).zip(&bound.book) {
        let before = bound.first_page(volume) - 1;
        for (id, page) in &tome.entries {
            let page = before + page;
            places.insert(id.clone(), PlaceView { page, volume });
        }
    }
    places
}

/// The headings of the other volumes, for the contents in the first. Before they are set, those of their sections: the
/// contents shall have their length.
pub(super) fn headings(reader: &Reader<'_>, sections: &Sections) -> Vec<HeadingView> {
    let bound = reader.bound;
    let mut headings = Vec::new();
    if bound.tome.number > 1 {
        return headings;
    }
    for (volume, tome) in (1..).zip(&bound.book).skip(1) {
        if tome.pages == 0 {
            let openings = section::openings(reader, sections, volume).into_iter();
            headings.extend(openings.map(|opening| HeadingView {
                level: 2,
                name: opening.name,
                note: Some(opening.count),
                label: None,
                page: 0,
                volume,
            }));
        }
        let before = bound.first_page(volume) - 1;
        headings.extend(tome.headings.iter().map(|heading| HeadingView {
            level: heading.level,
            name: heading.name.clone(),
            note: heading.note.clone(),
            label: heading.label.clone(),
            page: before + heading.page,
            volume,
        }));
    }
    headings
}
