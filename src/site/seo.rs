//! Files and metadata for search engines, feed readers, web hosts and other sites.

pub(super) mod badge;
pub(super) mod embed;
pub(super) mod feed;
pub(super) mod host_headers;
pub(super) mod hreflang;
pub(super) mod llms;
pub(super) mod redirect_rules;
pub(super) mod schema_org;
pub(super) mod sitemap;
pub(super) mod social_image;

use super::context::PageContext;
use crate::image::can_set;
use crate::model::Text;

/// A text for a badge or a social image: in the page's language, else in the first language that the fonts can set.
fn drawable_text(context: PageContext<'_>, text: &Text) -> Option<String> {
    let languages = [context.lang]
        .into_iter()
        .chain(context.catalogue().languages());
    let mut texts = languages.map(|lang| text.str(lang));
    texts.find(|text| can_set(text)).map(str::to_owned)
}
