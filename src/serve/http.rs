//! Requests and answers over the network: each connection in a thread of its own.
//!
//! As much of HTTP/1.1 as browsers on this machine speak to a server that only shows pages. A ready-made server hands
//! connections to a pool of threads, and a browser that keeps its connections open can starve that; and it stands
//! between the stream of events and the browser.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::answer::{Answer, answer};
use super::events;
use super::host::Hosts;
use super::request::{Buffer, Request};
use super::state::State;

/// How many connections may be open; browsers open six each, and one more for each page that is looked at.
const CONNECTIONS: usize = 256;

/// How long a connection may do nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// Setting a long catalogue, or a deeply nested text, may need more than a thread has by default; only what is used
/// is taken.
pub(super) const STACK: usize = 16 * 1024 * 1024;

/// What all connections share.
pub(super) struct Preview {
    pub(super) state: Arc<State>,
    pub(super) hosts: Hosts,
    /// What tells this run of the preview from others.
    pub(super) epoch: String,
    pub(super) connections: AtomicUsize,
}

/// Answers those who connect, until the preview stops.
pub(super) fn run(listener: &TcpListener, preview: &Arc<Preview>) {
    loop {
        let accepted = listener.accept();
        if preview.state.is_stopped() {
            return;
        }
        match accepted {
            Ok((stream, _)) => accept(stream, preview),
            // Too many files are open, which passes.
            Err(_) => thread::sleep(Duration::from_millis(100)),
        }
    }
}

fn accept(stream: TcpStream, preview: &Arc<Preview>) {
    let place = Place::take(preview);
    // If there is no thread to be had, the connection is closed, and the browser tries again.
    let _ = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || match place {
            // An error means that the browser has gone.
            Some(place) => drop(converse(stream, &place.0)),
            None => drop(turn_away(stream)),
        });
}

/// One of the places for connections; it is free again when this is dropped.
struct Place(Arc<Preview>);

impl Place {
    fn take(preview: &Arc<Preview>) -> Option<Self> {
        let taken = preview.connections.fetch_add(1, Ordering::Relaxed);
        let place = Self(Arc::clone(preview));
        (taken < CONNECTIONS).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers one request after the other.
fn converse(mut stream: TcpStream, preview: &Preview) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut buffer = Buffer::default();
    loop {
        let request = match buffer.next(&mut stream)? {
            Some(Ok(request)) => request,
            Some(Err(status)) => {
                let answer =
                    Answer::text(status, "this is no request that the preview understands");
                return end(stream, &to_bytes(&answer, Body::With, Then::Close));
            }
            None => return Ok(()),
        };
        let refusal = refuse(&request, &preview.hosts);
        if refusal.is_none() && request.is_get() && request.path() == events::ADDRESS {
            let last = request.last_event_id.as_deref();
            return events::stream(&mut stream, &preview.state, &preview.epoch, last);
        }
        let answer = refusal
            .unwrap_or_else(|| answer(&request.target, &preview.state.version(), &preview.epoch));
        let body = if request.is_head() {
            Body::Without
        } else {
            Body::With
        };
        if request.is_last {
            return end(stream, &to_bytes(&answer, body, Then::Close));
        }
        stream.write_all(&to_bytes(&answer, body, Then::GoOn))?;
    }
}

fn turn_away(stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let answer = Answer::text(503, "too many connections at once: close some pages");
    end(stream, &to_bytes(&answer, Body::With, Then::Close))
}

/// Sends the last answer: closed at once, with some of the request unread, it might get lost.
fn end(mut stream: TcpStream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        if stream.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}

/// The answer to a request that must not or cannot be answered otherwise.
fn refuse(request: &Request, hosts: &Hosts) -> Option<Answer> {
    if !request
        .host
        .as_deref()
        .is_some_and(|host| hosts.allow(host))
    {
        // A foreign site whose name leads here would otherwise read the unpublished catalogue.
        return Some(Answer::text(
            403,
            "the preview answers only under the address it was started with",
        ));
    }
    if !request.is_get() && !request.is_head() {
        return Some(Answer::text(405, "the preview only shows pages"));
    }
    None
}

/// Whether the body is sent: a `HEAD` request asks for everything but the body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    With,
    Without,
}

/// What happens after an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    GoOn,
    Close,
}

fn to_bytes(answer: &Answer, body: Body, then: Then) -> Vec<u8> {
    let content = answer.body.as_ref();
    let mut head = format!(
        "HTTP/1.1 {} {}\r\n\
         Content-Type: {}\r\n\
         Content-Length: {}\r\n\
         Cache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\n",
        answer.status,
        reason(answer.status),
        answer.content_type,
        content.len(),
    );
    if let Some(to) = &answer.location {
        head.push_str(&format!("Location: {to}\r\n"));
    }
    if answer.status == 405 {
        head.push_str("Allow: GET, HEAD\r\n");
    }
    if then == Then::Close {
        head.push_str("Connection: close\r\n");
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    if body == Body::With {
        bytes.extend_from_slice(content);
    }
    bytes
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}
