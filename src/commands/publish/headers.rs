//! What is said of a file with it: its type, how long others may keep it, and the mark by which it is known again.

use object_store::{Attribute, Attributes};

use crate::model::mime::media_type;
use crate::output::Entry;

/// The name of the mark.
const MARK: &str = "vitrine";

/// Changes when a file with the same bytes must be sent again, for what is said of it is another.
const EDITION: u32 = 1;

/// A year: the name changes with the bytes.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// Whoever keeps it asks each time whether it still is so, which takes no more than a few bytes. Were it longer, a page
/// could be kept that needs what is no longer there.
const ASK_AGAIN: &str = "public, max-age=0, must-revalidate";

/// The attributes of a file.
pub(super) fn attributes(file: &Entry) -> Attributes {
    let caching = match is_fingerprinted(&file.path) {
        true => FOR_GOOD,
        false => ASK_AGAIN,
    };
    Attributes::from_iter([
        (Attribute::ContentType, of(&file.path).to_owned()),
        (Attribute::CacheControl, caching.to_owned()),
        (Attribute::Metadata(MARK.into()), mark(file)),
    ])
}

/// The mark of a file.
pub(super) fn mark(file: &Entry) -> String {
    format!("{EDITION}-{}-{:016x}", file.size, file.hash)
}

/// The mark among attributes, if there is one.
pub(super) fn found(attributes: &Attributes) -> Option<String> {
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
    let Some((stem, _ending)) = name.rsplit_once('.') else {
        return false;
    };
    let hash = stem.rsplit(['.', '-']).next().unwrap_or_default();
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    hash.len() == 8 && hash.len() < stem.len() && hash.chars().all(is_digit)
}

fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name {
        "feed.xml" => "application/atom+xml; charset=utf-8",
        // For hosts, and for those who look at them.
        ".htaccess" | "_redirects" | "redirects.nginx.conf" => "text/plain; charset=utf-8",
        _ if name.starts_with(".vitrine") => "text/plain; charset=utf-8",
        _ if name.ends_with(".md") => "text/markdown; charset=utf-8",
        _ => media_type(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_fingerprinted, of};

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
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
    fn texts_say_their_charset() {
        assert_eq!(of("en/index.html"), "text/html; charset=utf-8");
        assert_eq!(of("en/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(of("sitemap.xml"), "application/xml; charset=utf-8");
        assert_eq!(of("_redirects"), "text/plain; charset=utf-8");
        assert_eq!(of("partners/x.vcf"), "text/vcard; charset=utf-8");
    }
}
