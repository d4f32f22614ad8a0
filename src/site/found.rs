//! How the site is found and shared: what search engines, feed readers, hosts and other sites are given.

pub(super) mod badge;
pub(super) mod crawlers;
pub(super) mod embed;
pub(super) mod feed;
pub(super) mod hosting;
pub(super) mod organization;
pub(super) mod share;
pub(super) mod structured;
pub(super) mod translation;

use super::reader::Reader;
use crate::model::Text;
use crate::picture::can_set;

/// A text for a drawing: in the reader's language, else in the first that the drawing's fonts can set; none if there is
/// no such language.
fn drawn(reader: Reader<'_>, text: &Text) -> Option<String> {
    let languages = [reader.lang]
        .into_iter()
        .chain(reader.catalogue().languages());
    let mut texts = languages.map(|lang| text.str(lang));
    texts.find(|text| can_set(text)).map(str::to_owned)
}
