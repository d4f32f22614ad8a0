//! A connection's bytes → requests; the only door to httparse.

use std::io::{self, Read};

/// How long a request may be, its headers included.
const SIZE_AT_MOST: usize = 32 * 1024;
const HEADERS_AT_MOST: usize = 100;

/// A request, as far as the preview cares.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    method: String,
    /// The address, with a query if there is one.
    pub(super) target: String,
    /// The only `Host` header; none if there is none, or more than one.
    pub(super) host: Option<String>,
    /// The event that a browser has had last.
    pub(super) last_event_id: Option<String>,
    /// Whether the connection is closed after the answer.
    pub(super) is_last: bool,
}

impl Request {
    pub(super) fn is_get(&self) -> bool {
        self.method == "GET"
    }

    pub(super) fn is_head(&self) -> bool {
        self.method == "HEAD"
    }

    /// The address without the query.
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// What has been read of a connection and is not yet answered.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
}

impl Buffer {
    /// Reads the next request: none if the connection has ended, a status if it is no request.
    pub(super) fn next(
        &mut self,
        from: &mut impl Read,
    ) -> io::Result<Option<Result<Request, u16>>> {
        loop {
            match parse(&self.bytes) {
                Ok(Some((length, request))) => {
                    self.bytes.drain(..length);
                    return Ok(Some(Ok(request)));
                }
                Ok(None) if self.bytes.len() >= SIZE_AT_MOST => return Ok(Some(Err(431))),
                Ok(None) => {}
                Err(status) => return Ok(Some(Err(status))),
            }
            let mut chunk = [0; 4096];
            match from.read(&mut chunk)? {
                0 => return Ok(None),
                read => self.bytes.extend_from_slice(&chunk[..read]),
            }
        }
    }
}

/// The first request with its length; none if it is not yet complete.
fn parse(bytes: &[u8]) -> Result<Option<(usize, Request)>, u16> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_AT_MOST];
    let mut parsed = httparse::Request::new(&mut headers);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(431),
        Err(_) => return Err(400),
    };
    let (Some(method), Some(target), Some(version)) = (parsed.method, parsed.path, parsed.version)
    else {
        return Err(400);
    };
    let all = |name: &'static str| {
        parsed
            .headers
            .iter()
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| std::str::from_utf8(header.value).unwrap_or_default())
    };
    let only = |name| {
        let mut values = all(name);
        values.next().filter(|_| values.next().is_none())
    };
    // Where a body begins, the preview does not look for the next request.
    let has_body = all("Content-Length").any(|length| length != "0")
        || all("Transfer-Encoding").next().is_some();
    let asks_to_close = all("Connection").any(|value| value.to_ascii_lowercase().contains("close"));
    Ok(Some((
        length,
        Request {
            method: method.to_owned(),
            target: target.to_owned(),
            host: only("Host").map(str::to_owned),
            last_event_id: only("Last-Event-ID").map(str::to_owned),
            is_last: version == 0 || has_body || asks_to_close,
        },
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_taken_one_after_the_other_however_they_arrive() {
        let bytes =
            b"GET /a?b HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nconnection: Close\r\n\r\n";
        for size in [1, 7, 1000] {
            let mut from = Chunks(bytes.chunks(size).rev().collect());
            let mut buffer = Buffer::default();
            let first = buffer.next(&mut from).unwrap().unwrap().unwrap();
            assert!(first.is_get() && !first.is_last);
            assert_eq!((first.path(), first.target.as_str()), ("/a", "/a?b"));
            assert_eq!(first.host.as_deref(), Some("x"));
            let second = buffer.next(&mut from).unwrap().unwrap().unwrap();
            assert!(second.is_head() && second.is_last && second.host.is_none());
            assert_eq!(buffer.next(&mut from).unwrap(), None);
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        let next = |bytes: &[u8]| Buffer::default().next(&mut &*bytes).unwrap().unwrap();
        assert_eq!(next(b"\x16\x03\x01 hello"), Err(400));
        assert_eq!(next(b"GET / HTTP/1.1\r\nbad header\r\n\r\n"), Err(400));
        let long = format!("GET /{} HTTP/1.1\r\n", "a".repeat(40_000));
        assert_eq!(next(long.as_bytes()), Err(431));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(101));
        assert_eq!(next(many.as_bytes()), Err(431));
        let body = next(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc").unwrap();
        assert!(body.is_last);
    }

    /// Gives a chunk at a time.
    struct Chunks<'a>(Vec<&'a [u8]>);

    impl Read for Chunks<'_> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            let chunk = self.0.pop().unwrap_or_default();
            to[..chunk.len()].copy_from_slice(chunk);
            Ok(chunk.len())
        }
    }
}
