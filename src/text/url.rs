//! Parts of web addresses that are shown or compared. What may be published is decided by `validate`.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};
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

/// The part of an address that is below the address of a site, with its `/`, `?` or `#`: absent if it is elsewhere.
///
/// ```
/// # use vitrine::text::url::below;
/// assert_eq!(below("https://example.org/a", "http://Example.org/a/en/#b"), Some("/en/#b"));
/// assert_eq!(below("https://example.org/a", "https://example.org/about/"), None);
/// ```
pub fn below<'a>(base_url: &str, address: &'a str) -> Option<&'a str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    let (base, site) = (Url::parse(base_url).ok()?, Url::parse(address).ok()?);
    if !is_web || base.host() != site.host() || base.port() != site.port() {
        return None;
    }
    let path = &rest[rest.find(['/', '?', '#']).unwrap_or(rest.len())..];
    let below = path.strip_prefix(base.path().trim_end_matches('/'))?;
    (below.is_empty() || below.starts_with(['/', '?', '#'])).then_some(below)
}

/// Scheme, host and port, as a Content-Security-Policy names a server.
///
/// ```
/// # use vitrine::text::url::origin;
/// assert_eq!(origin("https://forms.example/f/1?a=b"), Some("https://forms.example".to_owned()));
/// assert_eq!(origin("forms.example"), None);
/// ```
pub fn origin(url: &str) -> Option<String> {
    let origin = Url::parse(url).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

/// The host, without port.
pub fn host(url: &str) -> String {
    part(url, |url| url.host_str().unwrap_or_default().to_owned())
}

/// The host with its port if it has one, without a leading `www.`, as people read it: the label of a link's destination.
pub fn site_name(url: &str) -> String {
    part(url, |url| {
        let host = url.host_str().unwrap_or_default();
        let name = url.authority().replacen(host, &unicode_host(host), 1);
        name.trim_start_matches("www.").to_owned()
    })
}

/// An address as people read it: the host and the letters of the path in Unicode. The address itself stays in ASCII.
///
/// ```
/// # use vitrine::text::url::readable;
/// assert_eq!(readable("https://xn--mnchen-3ya.example/%C3%BCber%20uns"), "https://münchen.example/über%20uns");
/// ```
pub fn readable(url: &str) -> Cow<'_, str> {
    if !url.contains("xn--") && !url.contains('%') {
        return Cow::Borrowed(url);
    }
    let Ok(parsed) = Url::parse(url) else {
        return Cow::Borrowed(url);
    };
    let host = parsed.host_str().unwrap_or_default();
    let whole = url.replacen(host, &unicode_host(host), 1);
    Cow::Owned(decode_letters(&whole))
}

/// A web address in ASCII, as browsers and PDF readers request it; anything else stays as it is.
pub fn ascii_url(url: &str) -> Cow<'_, str> {
    if url.is_ascii() {
        return Cow::Borrowed(url);
    }
    match Url::parse(url) {
        Ok(parsed) if parsed.has_host() => Cow::Owned(parsed.into()),
        _ => Cow::Borrowed(url),
    }
}

/// A host in Unicode, if it is the name of one.
fn unicode_host(host: &str) -> String {
    match idna::domain_to_unicode(host) {
        (name, Ok(())) => name,
        _ => host.to_owned(),
    }
}

/// A text with percent escapes of letters outside of ASCII decoded; all others keep their meaning.
fn decode_letters(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let letter = (2..=4).find_map(|bytes| {
            let escapes = rest.get(..bytes * 3)?;
            let letter: char = percent_decode_str(escapes)
                .decode_utf8()
                .ok()?
                .parse()
                .ok()?;
            let is_letter = letter.is_alphanumeric() || is_combining_mark(letter);
            (!letter.is_ascii() && is_letter).then_some((letter, escapes.len()))
        });
        let (c, length) = letter.unwrap_or(('%', 1));
        decoded.push(c);
        rest = &rest[length..];
    }
    decoded + rest
}

/// An address without its scheme, as people write it. Works on any text, so that records with faults can be searched.
pub fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// A text with its percent escapes decoded; malformed ones stay as they are.
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// A path with its letters composed (NFC), as keyboards type them: some systems name files with separate accents.
///
/// ```
/// # use vitrine::text::url::composed;
/// assert_eq!(composed("cafe\u{301}.svg"), "café.svg");
/// ```
pub fn composed(path: &str) -> Cow<'_, str> {
    if is_nfc(path) {
        return Cow::Borrowed(path);
    }
    Cow::Owned(path.nfc().collect())
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
    use super::{
        ascii_url, base_path, host, percent_decode, percent_decode_strict, readable, site_name,
    };

    #[test]
    fn addresses_are_read_in_unicode_and_linked_in_ascii() {
        let ascii =
            "https://www.xn--mnchen-3ya.example:8443/%C3%BCber/%20%E2%80%AE%C3%A4b?q=1#%C3%A9";
        let read = "https://www.münchen.example:8443/über/%20%E2%80%AEäb?q=1#é";
        assert_eq!(readable(ascii), read);
        assert_eq!(ascii_url(read), ascii);
        assert_eq!(site_name(ascii), "münchen.example:8443");
        for same in [
            "https://a.example/x",
            "https://xn--.example/",
            "100 %",
            "https://a.example/%zz%",
        ] {
            assert_eq!(readable(same), same);
        }
        assert_eq!(ascii_url("mailto:é@a.example"), "mailto:é@a.example");
    }

    #[test]
    fn parts_of_an_address() {
        let url = "https://www.example.org:8443/a/b/?q#f";
        assert_eq!(base_path(url), "/a/b");
        assert_eq!(host(url), "www.example.org");
        assert_eq!(site_name(url), "example.org:8443");
        assert_eq!(base_path("https://example.org/"), "");
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
