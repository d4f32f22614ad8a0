//! How the site is found and shared: what search engines, feed readers, hosts and other sites are given.

pub(super) mod badge;
pub(super) mod embed;
pub(super) mod feed;
pub(super) mod hreflang;
pub(super) mod redirect_rules;
pub(super) mod schema_org;
pub(super) mod sitemap;
pub(super) mod social_image;

use super::context::PageContext;
use crate::image::can_set;
use crate::model::Text;

/// A text for a drawing: in the reader's language, else in the first that the drawing's fonts can set; none if there is
/// no such language.
fn drawable_text(context: PageContext<'_>, text: &Text) -> Option<String> {
    let languages = [context.lang]
        .into_iter()
        .chain(context.catalogue().languages());
    let mut texts = languages.map(|lang| text.str(lang));
    texts.find(|text| can_set(text)).map(str::to_owned)
}
