//! Requests as the preview accepts them: [`read`] parses the head of one and refuses what no page of the preview sends.
//!
//! This is the first thing that strangers reach, so it is a pure function of the bytes (and fuzzed), and what it keeps of
//! a request is small. It refuses before any work is done: other host names, pages of other websites, other methods than
//! those that show pages, bodies, and heads that are malformed, large or long.

use httparse::{EMPTY_HEADER, Header, Status};

use super::allowed_hosts::AllowedHosts;

/// The largest head of a request, in bytes. Browsers send a few thousand; cookies of other programs on this machine, which
/// share the name `localhost`, may add to that.
pub(super) const HEAD_AT_MOST: usize = 64 * 1024;
/// How many headers a request may have. Browsers send about twenty.
const HEADERS_AT_MOST: usize = 128;

/// Headers by which proxies show that they forward the request of somebody else.
const FORWARDED: [&str; 9] = [
    "Forwarded",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Server",
    "X-Real-IP",
    "CF-Connecting-IP",
    "True-Client-IP",
];

/// A request that may have a response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The address with its query; it begins with `/`.
    pub(super) target: String,
    /// Whether only the head of the response is requested.
    pub(super) is_head: bool,
    /// The 0 or 1 of HTTP/1.0 and HTTP/1.1.
    pub(super) minor_version: u8,
    /// Whether the client may send another request on this connection.
    pub(super) keeps_open: bool,
    /// Whether a proxy sent it for somebody else.
    pub(super) is_forwarded: bool,
    /// The last event that a page received.
    pub(super) last_event_id: Option<String>,
}

impl Request {
    /// The target without its query.
    pub(super) fn path(&self) -> &str {
        let (path, _) = self.target.split_once('?').unwrap_or((&self.target, ""));
        path
    }
}

/// Why a request gets no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Another website, whose host name resolves to this machine, could read the unpublished catalogue.
    ForeignHost,
    /// A page of another website loads or frames the preview.
    ForeignPage,
    Method,
    Body,
    Target,
    Malformed,
    Version,
    TooLarge,
    TooSlow,
}

impl Refusal {
    pub(super) fn status(self) -> u16 {
        match self {
            Refusal::ForeignHost | Refusal::ForeignPage => 403,
            Refusal::Method => 405,
            Refusal::Body => 413,
            Refusal::Target | Refusal::Malformed => 400,
            Refusal::Version => 505,
            Refusal::TooLarge => 431,
            Refusal::TooSlow => 408,
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Refusal::ForeignHost => {
                "the preview answers only under the address it was started with"
            }
            Refusal::ForeignPage => {
                "other websites may not load the preview: open its address in the browser"
            }
            Refusal::Method => "the preview only shows pages",
            Refusal::Body => "the preview accepts no data",
            Refusal::Target => "the address of a page begins with `/`",
            Refusal::Malformed => "this is no HTTP request",
            Refusal::Version => "the preview supports HTTP/1.0 and HTTP/1.1",
            Refusal::TooLarge => {
                "the request is too large: delete the cookies of this address in the browser"
            }
            Refusal::TooSlow => "the request took too long",
        }
    }
}

/// What the bytes received so far contain.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ParsedHead {
    /// The beginning of a head.
    Incomplete,
    /// A request, with the number of bytes of its head.
    Complete(Request, usize),
    Refused(Refusal),
}

/// Parses the head of a request and judges it.
pub(super) fn read(bytes: &[u8], allowed_hosts: &AllowedHosts) -> ParsedHead {
    let mut headers = [EMPTY_HEADER; HEADERS_AT_MOST];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(bytes) {
        Ok(Status::Complete(length)) if length <= HEAD_AT_MOST => length,
        Ok(Status::Partial) if bytes.len() < HEAD_AT_MOST => return ParsedHead::Incomplete,
        Ok(_) | Err(httparse::Error::TooManyHeaders) => {
            return ParsedHead::Refused(Refusal::TooLarge);
        }
        Err(httparse::Error::Version) => return ParsedHead::Refused(Refusal::Version),
        Err(_) => return ParsedHead::Refused(Refusal::Malformed),
    };
    let (Some(method), Some(target), Some(minor_version)) =
        (parsed.method, parsed.path, parsed.version)
    else {
        return ParsedHead::Refused(Refusal::Malformed);
    };
    let headers = Headers(parsed.headers);
    if let Some(refusal) = judge(method, target, &headers, allowed_hosts) {
        return ParsedHead::Refused(refusal);
    }
    let closes = headers.all("Connection").any(|value| {
        let mut options = value.split(|byte| *byte == b',');
        options.any(|option| option.trim_ascii().eq_ignore_ascii_case(b"close"))
    });
    let request = Request {
        target: target.to_owned(),
        is_head: method == "HEAD",
        minor_version,
        keeps_open: minor_version == 1 && !closes,
        is_forwarded: FORWARDED.iter().any(|name| headers.has(name)),
        last_event_id: headers.only("Last-Event-ID").map(str::to_owned),
    };
    ParsedHead::Complete(request, length)
}

/// Why this request is refused, if it is.
fn judge(
    method: &str,
    target: &str,
    headers: &Headers<'_>,
    allowed_hosts: &AllowedHosts,
) -> Option<Refusal> {
    let Some(host) = headers
        .only("Host")
        .filter(|host| allowed_hosts.allow(host))
    else {
        return Some(Refusal::ForeignHost);
    };
    if is_foreign(host, headers) {
        return Some(Refusal::ForeignPage);
    }
    if !matches!(method, "GET" | "HEAD") {
        return Some(Refusal::Method);
    }
    let is_empty = |length: &[u8]| length.trim_ascii() == b"0";
    if headers.has("Transfer-Encoding") || !headers.all("Content-Length").all(is_empty) {
        return Some(Refusal::Body);
    }
    if !target.starts_with('/') {
        return Some(Refusal::Target);
    }
    None
}

/// Whether a page of another website requests this for itself. A link or a typed address that opens the preview in a
/// tab is the reader's request, wherever the link is.
fn is_foreign(host: &str, headers: &Headers<'_>) -> bool {
    let is_own_origin = |origin: &[u8]| {
        let authority = ["http://", "https://"]
            .iter()
            .find_map(|scheme| origin.strip_prefix(scheme.as_bytes()));
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host.as_bytes()))
    };
    if !headers.all("Origin").all(is_own_origin) {
        return true;
    }
    // Another port of this machine is "same-site": another program.
    let is_own_site = |site: &[u8]| matches!(site, b"same-origin" | b"none");
    if headers.all("Sec-Fetch-Site").all(is_own_site) {
        return false;
    }
    let opens_a_tab = headers.only("Sec-Fetch-Mode") == Some("navigate")
        && headers.only("Sec-Fetch-Dest") == Some("document");
    !opens_a_tab
}

struct Headers<'a>(&'a [Header<'a>]);

impl<'a> Headers<'a> {
    fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.0
            .iter()
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value)
    }

    fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The value of a header that is there once.
    fn only(&self, name: &str) -> Option<&'a str> {
        let mut values = self.all(name);
        let value = values.next()?;
        if values.next().is_some() {
            return None;
        }
        str::from_utf8(value).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(head: &str) -> ParsedHead {
        let head = format!("{head}\r\n\r\n");
        read(head.as_bytes(), &AllowedHosts::new("127.0.0.1"))
    }

    fn is_accepted(head: &str) -> bool {
        matches!(reading(head), ParsedHead::Complete(..))
    }

    #[test]
    fn a_request_of_a_browser_is_read() {
        let head = "GET /en/?q=1 HTTP/1.1\r\nHost: LOCALHOST:8080\r\nLast-Event-ID: 7-1\r\n\
                    Sec-Fetch-Site: same-origin\r\nCookie: caf\u{e9}";
        let ParsedHead::Complete(request, length) = reading(head) else {
            panic!("it is refused");
        };
        assert_eq!(length, head.len() + 4);
        assert_eq!(request.path(), "/en/");
        assert_eq!(request.last_event_id.as_deref(), Some("7-1"));
        assert!(request.keeps_open && !request.is_head && !request.is_forwarded);
        let ParsedHead::Complete(request, _) = reading(
            "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: x, Close\r\nx-forwarded-for: 1",
        ) else {
            panic!("it is refused");
        };
        assert!(!request.keeps_open && request.is_head && request.is_forwarded);
    }

    #[test]
    fn only_requests_for_pages_of_this_machine_are_accepted() {
        use Refusal::*;
        for (head, refusal) in [
            ("GET / HTTP/1.1", ForeignHost),
            ("GET / HTTP/1.1\r\nHost:", ForeignHost),
            ("GET / HTTP/1.1\r\nHost: evil.example", ForeignHost),
            ("GET / HTTP/1.1\r\nHost: localhost.", ForeignHost),
            (
                "GET / HTTP/1.1\r\nHost: localhost@evil.example",
                ForeignHost,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
                ForeignHost,
            ),
            ("GET / HTTP/1.0", ForeignHost),
            (
                "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 99",
                ForeignHost,
            ),
            (
                "GET http://evil.example/ HTTP/1.1\r\nHost: localhost",
                Target,
            ),
            ("GET http://localhost/ HTTP/1.1\r\nHost: localhost", Target),
            ("GET * HTTP/1.1\r\nHost: localhost", Target),
            ("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost", Method),
            (
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0",
                Method,
            ),
            ("get / HTTP/1.1\r\nHost: localhost", Method),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1",
                Body,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: 5",
                Body,
            ),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked",
                Body,
            ),
            ("GET / HTTP/1.1\r\nno header", Malformed),
            ("\u{16}\u{3}\u{1}", Malformed),
            ("GET / HTTP/9.9\r\nHost: localhost", Version),
            ("PRI * HTTP/2.0", Version),
        ] {
            assert_eq!(reading(head), ParsedHead::Refused(refusal), "{head}");
        }
        assert!(is_accepted(
            "GET / HTTP/1.1\r\nHost: [::1]:8080\r\nContent-Length: 0"
        ));
    }

    #[test]
    fn other_websites_may_link_to_the_preview_and_not_load_it() {
        let accepted =
            |more: &str| is_accepted(&format!("GET / HTTP/1.1\r\nHost: localhost:80{more}"));
        for own in [
            "",
            "\r\nOrigin: http://localhost:80",
            "\r\nOrigin: https://LOCALHOST:80",
            "\r\nSec-Fetch-Site: none",
            "\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty",
            "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document",
        ] {
            assert!(accepted(own), "{own}");
        }
        for foreign in [
            "\r\nOrigin: null",
            "\r\nOrigin: http://localhost:81",
            "\r\nOrigin: http://evil.example",
            "\r\nOrigin: http://localhost:80.evil.example",
            "\r\nOrigin: http://localhost:80\r\nOrigin: http://evil.example",
            "\r\nSec-Fetch-Site: cross-site",
            "\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image",
            "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
            "\r\nSec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site",
        ] {
            assert!(!accepted(foreign), "{foreign}");
        }
    }

    #[test]
    fn heads_are_small() {
        let hosts = AllowedHosts::new("127.0.0.1");
        let start = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        assert_eq!(read(start.as_bytes(), &hosts), ParsedHead::Incomplete);
        let long = format!("{start}X: {}", "x".repeat(HEAD_AT_MOST));
        let too_large = ParsedHead::Refused(Refusal::TooLarge);
        assert_eq!(read(long.as_bytes(), &hosts), too_large);
        assert_eq!(reading(&long), too_large);
        let many = format!("{start}{}", "X: y\r\n".repeat(HEADERS_AT_MOST));
        assert_eq!(reading(many.trim_end()), too_large);
    }
}
