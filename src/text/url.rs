//! Parts of web addresses that are shown or compared. What may be published is decided by `validate`.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use url::Url;

/// The path of a site on its host: `/partners` for `https://example.org/partners/`, empty without one.
///
/// ```
/// # use vitrine::text::url::base_path;
/// assert_eq!(base_path("https://example.org/partners/"), "/partners");
/// assert_eq!(base_path("https://example.org"), "");
/// ```
pub fn base_path(base_url: &str) -> String {
    part(base_url, |url| url.path().trim_end_matches('/').to_owned())
}

/// The host as people read it, without port: `müller.example` for `xn--mller-kva.example`.
pub fn host(url: &str) -> String {
    part(url, |url| readable_host(url.host_str().unwrap_or_default()))
}

/// The host with its port if it has one, without a leading `www.`: the label of a link's destination.
pub fn site_name(url: &str) -> String {
    part(url, |url| {
        let host = readable_host(url.host_str().unwrap_or_default());
        let host = host.trim_start_matches("www.");
        match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    })
}

/// An address as people read it: its host and its path in their letters.
///
/// ```
/// # use vitrine::text::url::readable;
/// assert_eq!(readable("https://xn--mller-kva.example/%C3%BCber"), "https://müller.example/über");
/// ```
pub fn readable(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else {
        return url.to_owned();
    };
    let Some(ascii) = parsed.host_str() else {
        return url.to_owned();
    };
    let Some((before, after)) = url.split_once(ascii) else {
        return url.to_owned();
    };
    format!("{before}{}{}", readable_host(ascii), readable_path(after))
}

/// A host in Unicode (UTS #46); as it is where it cannot be decoded.
fn readable_host(host: &str) -> String {
    match idna::domain_to_unicode(host) {
        (unicode, Ok(())) => unicode,
        _ => host.to_owned(),
    }
}

/// A path with its letters instead of their escapes. If there are escapes of signs, spaces or invisible characters, it stays
/// as it is, so that the address can be copied.
fn readable_path(path: &str) -> String {
    let has_only_letters = path.split('%').skip(1).all(|rest| {
        let digit = rest.as_bytes().first();
        digit.is_some_and(|digit| matches!(digit, b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'))
    });
    match percent_decode_str(path).decode_utf8() {
        Ok(decoded)
            if has_only_letters && decoded.chars().all(|c| c.is_ascii() || c.is_alphanumeric()) =>
        {
            decoded.into_owned()
        }
        _ => path.to_owned(),
    }
}

/// An address without its scheme, as people write it. Works on any text, so that records with faults can be searched.
pub fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// A text with its percent escapes decoded; malformed ones stay as they are.
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// A path with its percent escapes decoded, or `None` if one of them is malformed.
pub fn percent_decode_strict(path: &str) -> Option<Cow<'_, str>> {
    let is_escape = |rest: &str| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if !path.split('%').skip(1).all(is_escape) {
        return None;
    }
    percent_decode_str(path).decode_utf8().ok()
}

/// A part of an address; empty for an invalid address.
fn part(url: &str, part: impl FnOnce(&Url) -> String) -> String {
    Url::parse(url).as_ref().map(part).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{base_path, host, percent_decode, percent_decode_strict, readable, site_name};

    #[test]
    fn parts_of_an_address() {
        let url = "https://www.example.org:8443/a/b/?q#f";
        assert_eq!(base_path(url), "/a/b");
        assert_eq!(host(url), "www.example.org");
        assert_eq!(site_name(url), "example.org:8443");
        assert_eq!(base_path("https://example.org/"), "");
    }

    #[test]
    fn international_addresses_are_read_in_their_letters() {
        let url = "https://www.xn--mller-shne-sfb0c.example:8443/%C3%BCber-uns/";
        assert_eq!(host(url), "www.müller-söhne.example");
        assert_eq!(site_name(url), "müller-söhne.example:8443");
        assert_eq!(
            readable(url),
            "https://www.müller-söhne.example:8443/über-uns/"
        );
        // Escapes of other signs stay: without them, the address would be another.
        for url in [
            "https://a.example/a%20b",
            "https://a.example/%E2%80%8B",
            "https://a.example/%C3%BC%2F",
            "https://192.0.2.1/x",
        ] {
            assert_eq!(readable(url), url);
        }
    }

    #[test]
    fn malformed_escapes_stay_or_are_refused() {
        assert_eq!(percent_decode("caf%C3%A9 100% %zz"), "café 100% %zz");
        assert_eq!(
            percent_decode_strict("/caf%C3%A9").as_deref(),
            Some("/café")
        );
        for malformed in ["/%", "/%2", "/%zz", "/%+1", "/%ff"] {
            assert_eq!(percent_decode_strict(malformed), None);
        }
    }
}
