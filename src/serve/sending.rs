//! Responses as they are sent: a [`SentResponse`] has the head that protects the preview from other websites, and a client
//! gets as long as it keeps reading.

use std::io::{self, Cursor};
use std::time::Duration;

use tiny_http::{HTTPVersion, Header, StatusCode};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use super::connections::Place;
use super::routes::{Body, Response};

/// How long a client may read nothing of a response …
const STALLED: Duration = Duration::from_secs(30);
/// … and how slowly it may read a large one, in bytes a second.
const SLOWEST: usize = 16 * 1024;

/// A response as it is sent.
pub(super) struct SentResponse<'a> {
    head: Vec<u8>,
    body: &'a Body,
}

impl<'a> SentResponse<'a> {
    pub(super) fn new(response: &'a Response, minor_version: u8, keeps_open: bool) -> Self {
        Self {
            head: head(response, minor_version, keeps_open),
            body: &response.body,
        }
    }

    pub(super) async fn send(
        &self,
        stream: &mut TcpStream,
        has_body: bool,
        place: &Place,
    ) -> io::Result<()> {
        let body = if has_body { self.body.as_ref() } else { &[] };
        let size = self.head.len() + body.len();
        place.send(match self.body {
            Body::Owned(_) => size,
            Body::Shared(_) => self.head.len(),
        });
        for part in [&self.head, body] {
            write(stream, part, place).await?;
        }
        Ok(())
    }
}

/// Writes bytes to a client that keeps reading them.
pub(super) async fn write(
    stream: &mut (impl AsyncWrite + Unpin),
    mut bytes: &[u8],
    place: &Place,
) -> io::Result<()> {
    let end = Instant::now() + STALLED + Duration::from_secs((bytes.len() / SLOWEST) as u64);
    while !bytes.is_empty() {
        let written = timeout_at(end.min(Instant::now() + STALLED), stream.write(bytes)).await??;
        bytes = &bytes[written..];
        place.progress();
    }
    Ok(())
}

/// The head of a response.
fn head(response: &Response, minor_version: u8, keeps_open: bool) -> Vec<u8> {
    let headers = [
        ("Content-Type", Some(response.content_type)),
        ("Cache-Control", Some("no-store")),
        ("X-Content-Type-Options", Some("nosniff")),
        // Pages of other websites can neither show the preview in a frame, nor load its files, nor keep hold of its window.
        ("Content-Security-Policy", Some("frame-ancestors 'self'")),
        ("X-Frame-Options", Some("SAMEORIGIN")),
        ("Cross-Origin-Resource-Policy", Some("same-origin")),
        ("Cross-Origin-Opener-Policy", Some("same-origin")),
        ("Location", response.location.as_deref()),
        ("Allow", (response.status == 405).then_some("GET, HEAD")),
    ];
    let length = response.body.as_ref().len();
    let mut head = Vec::new();
    let body = Cursor::new([]);
    let mut printed = tiny_http::Response::new(
        StatusCode(response.status),
        Vec::new(),
        body,
        Some(length),
        None,
    )
    // By default tiny_http announces large bodies in chunks, without their length: then a browser cannot show the
    // progress of a download (https://github.com/tiny-http/tiny-http/issues/149).
    .with_chunked_threshold(usize::MAX);
    for (name, value) in headers {
        // A value that is not allowed in a header, such as an address with control characters, is left out.
        if let Some(value) = value
            && let Ok(header) = Header::from_bytes(name, value)
        {
            printed.add_header(header);
        }
    }
    printed
        .raw_print(&mut head, HTTPVersion(1, minor_version), &[], true, None)
        .expect("writing to memory cannot fail");
    if !keeps_open {
        // tiny_http leaves the header `Connection` to its server.
        let empty_line = head.len() - 2;
        head.splice(empty_line..empty_line, *b"Connection: close\r\n");
    }
    head
}
