//! How the site is found and shared: what search engines, feed readers, hosts and other sites are given.

pub(super) mod badge;
pub(super) mod embed;
pub(super) mod feed;
pub(super) mod hreflang;
pub(super) mod organization;
pub(super) mod redirect_rules;
pub(super) mod sitemap;
pub(super) mod social_image;
pub(super) mod structured;

use super::reader::Reader;
use crate::image::can_set;
use crate::model::Text;

/// A text for a drawing: in the reader's language, else in the first that the drawing's fonts can set; none if there is
/// no such language.
fn drawn(reader: Reader<'_>, text: &Text) -> Option<String> {
    let languages = [reader.lang]
        .into_iter()
        .chain(reader.catalogue().languages());
    let mut texts = languages.map(|lang| text.str(lang));
    texts.find(|text| can_set(text)).map(str::to_owned)
}
