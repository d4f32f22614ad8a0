//! Selection of the pictures to publish: all but the logos of partners that are not active.

use std::collections::BTreeSet;

use crate::load::{PartnerStatus, Records, resolve};
use crate::model::{IndexedList, Picture, PictureIx};

/// All pictures except the logos of partners that are not published.
pub(super) fn published(records: &Records) -> IndexedList<PictureIx, Picture> {
    let logos = |active: bool| {
        let partners = records.partners.iter();
        let partners =
            partners.filter(move |partner| (partner.status == PartnerStatus::Active) == active);
        partners.flat_map(|partner| {
            let folder = partner
                .path
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            let names = [&partner.logo, &partner.logo_dark].into_iter().flatten();
            names.filter_map(move |name| resolve(folder, &name.value))
        })
    };
    let mut hidden: BTreeSet<String> = logos(false).collect();
    for shown in logos(true) {
        hidden.remove(&shown);
    }
    let pictures = records.pictures.iter();
    let shown =
        pictures.filter(|(path, _)| path.starts_with("content/") || !hidden.contains(*path));
    IndexedList::new(shown.map(|(path, picture)| (path.clone(), picture.clone())))
}
