//! Selection of the pictures to publish: all but those of partners that are not active, and of references without consent.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::partner::publishes_picture;
use crate::load::{PartnerRecord, PartnerStatus, Records, resolve};
use crate::model::{IndexedList, Picture, PictureIx};
use crate::source::Spanned;

/// The pictures that a record names and that are published on this day, as written.
fn published_names(record: &PartnerRecord, today: Date) -> impl Iterator<Item = &Spanned<String>> {
    let is_published = record.status == PartnerStatus::Active;
    let own = [&record.logo, &record.logo_dark, &record.picture];
    let references = record.references.iter();
    let references = references.filter(move |reference| publishes_picture(reference, today));
    own.into_iter()
        .chain(references.map(|reference| &reference.picture))
        .flatten()
        .filter(move |_| is_published)
}

/// Whether the same pictures of two versions of a record are published.
pub(super) fn have_same_published(one: &PartnerRecord, other: &PartnerRecord, today: Date) -> bool {
    let other = published_names(other, today).map(|name| &name.value);
    published_names(one, today)
        .map(|name| &name.value)
        .eq(other)
}

/// All pictures except those that only records name which do not publish them.
pub(super) fn published(records: &Records, today: Date) -> IndexedList<PictureIx, Picture> {
    let mut hidden: BTreeSet<String> = BTreeSet::new();
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for partner in &records.partners {
        let path = |name: &Spanned<String>| resolve(partner.folder(), &name.value);
        hidden.extend(partner.pictures().filter_map(path));
        shown.extend(published_names(partner, today).filter_map(path));
    }
    let is_published = |path: &String| {
        path.starts_with("content/") || shown.contains(path) || !hidden.contains(path)
    };
    let pictures = records.pictures.iter();
    let published = pictures.filter(|(path, _)| is_published(path));
    IndexedList::new(published.map(|(path, picture)| (path.clone(), picture.clone())))
}
