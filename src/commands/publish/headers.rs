//! The headers of a published file: its content type, its caching, and the mark by which Vitrine recognizes it.
//! Entry point: [`attributes`].

use object_store::{Attribute, Attributes};

use crate::model::mime::media_type;
use crate::output::Entry;

/// The metadata key of the mark.
const MARK: &str = "vitrine";

/// Increase it when the headers change, so that files with unchanged bytes are sent again.
const MARK_VERSION: u32 = 1;

/// For files whose name changes with their bytes; 31 536 000 seconds are a year.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Always revalidate, which costs a few bytes: a stale page could reference files that were deleted.
const REVALIDATE: &str = "public, max-age=0, must-revalidate";

/// The attributes of a file.
pub(super) fn attributes(file: &Entry) -> Attributes {
    let caching = if is_fingerprinted(&file.path) {
        IMMUTABLE
    } else {
        REVALIDATE
    };
    Attributes::from_iter([
        (Attribute::ContentType, content_type(&file.path).to_owned()),
        (Attribute::CacheControl, caching.to_owned()),
        (Attribute::Metadata(MARK.into()), mark(file)),
    ])
}

/// The mark of a file.
pub(super) fn mark(file: &Entry) -> String {
    format!("{MARK_VERSION}-{}-{:016x}", file.size, file.hash)
}

/// The mark among the attributes of an object, if it has one.
pub(super) fn mark_in(attributes: &Attributes) -> Option<String> {
    let value = attributes.get(&Attribute::Metadata(MARK.into()));
    value.map(|value| value.as_ref().to_owned())
}

/// Whether a file's name has a hash of its bytes, as `site.8f3a2c1d.css` and `kerguelen-8f3a2c1d.svg` do.
pub(super) fn is_fingerprinted(path: &str) -> bool {
    let folder = path.split('/').next().unwrap_or_default();
    if !matches!(folder, "assets" | "images" | "logos") {
        return false;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, _extension)) = name.rsplit_once('.') else {
        return false;
    };
    let hash = stem.rsplit(['.', '-']).next().unwrap_or_default();
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    hash.len() == 8 && hash.len() < stem.len() && hash.chars().all(is_digit)
}

fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name {
        "feed.xml" => "application/atom+xml; charset=utf-8",
        // Configuration of web servers, shown as text in a browser.
        ".htaccess" | "_headers" | "_redirects" | "headers.nginx.conf" | "redirects.nginx.conf" => {
            "text/plain; charset=utf-8"
        }
        _ if name.starts_with(".vitrine") => "text/plain; charset=utf-8",
        _ => media_type(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{content_type, is_fingerprinted};

    #[test]
    fn only_fingerprinted_names_are_immutable() {
        for name in [
            "assets/site.8f3a2c1d.css",
            "assets/fonts/sans.00000000.woff2",
            "logos/kerguelen-8f3a2c1d.svg",
        ] {
            assert!(is_fingerprinted(name), "{name}");
        }
        for name in [
            "en/index.html",
            "en/partners/deadbeef/index.html",
            "partners/x-deadbeef.vcf",
            "assets/deadbeef.css",
            "assets/site.css",
            "files/kit-deadbeef.zip",
        ] {
            assert!(!is_fingerprinted(name), "{name}");
        }
    }

    #[test]
    fn text_types_have_a_charset() {
        assert_eq!(content_type("en/index.html"), "text/html; charset=utf-8");
        assert_eq!(
            content_type("en/feed.xml"),
            "application/atom+xml; charset=utf-8"
        );
        assert_eq!(
            content_type("sitemap.xml"),
            "application/xml; charset=utf-8"
        );
        assert_eq!(content_type("_redirects"), "text/plain; charset=utf-8");
        assert_eq!(content_type("partners/x.vcf"), "text/vcard; charset=utf-8");
    }
}
