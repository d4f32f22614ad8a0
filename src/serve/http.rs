//! Requests and answers; the only door to tiny_http.

use std::io::{self, Cursor};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, StatusCode};

use super::answer::{Answer, answer};
use super::events;
use super::host::Hosts;
use super::state::State;

/// How many answers are made at once; more than a browser with many open pages asks for.
const REQUESTS: usize = 64;
/// How many pages may listen to events at once. Each takes a thread and two file descriptors.
const STREAMS: usize = 128;

/// Setting a long catalogue, or a deeply nested text, may need more than a thread has by default; only what is used
/// is taken.
pub(super) const STACK: usize = 16 * 1024 * 1024;

/// What all requests share.
pub(super) struct Preview {
    pub(super) state: Arc<State>,
    pub(super) hosts: Hosts,
    /// What tells this run of the preview from others.
    pub(super) epoch: String,
    pub(super) requests: AtomicUsize,
    pub(super) streams: AtomicUsize,
}

/// A server that accepts connections.
pub(super) struct Http {
    listener: TcpListener,
    server: tiny_http::Server,
}

impl Http {
    /// Serves those who connect to this listener.
    pub(super) fn new(listener: TcpListener) -> io::Result<Self> {
        let server = server(&listener)?;
        Ok(Self { listener, server })
    }

    /// Answers requests until the preview stops.
    pub(super) fn run(mut self, preview: &Arc<Preview>) {
        while !preview.state.is_stopped() {
            // The time-out only makes sure that the end is noticed.
            match self.server.recv_timeout(Duration::from_millis(200)) {
                Ok(Some(request)) => accept(request, preview),
                Ok(None) => {}
                // tiny_http accepts nobody any more once that has failed, be it for a moment.
                Err(_) => {
                    if let Ok(server) = server(&self.listener) {
                        self.server = server;
                    }
                    thread::sleep(Duration::from_millis(200));
                }
            }
        }
    }
}

fn server(listener: &TcpListener) -> io::Result<tiny_http::Server> {
    tiny_http::Server::from_listener(listener.try_clone()?, None).map_err(io::Error::other)
}

/// Answers a request in a thread of its own, so that a slow answer holds up no other.
fn accept(request: Request, preview: &Arc<Preview>) {
    let is_stream = path(request.url()) == events::ADDRESS && *request.method() == Method::Get;
    let (count, at_most) = if is_stream {
        (&preview.streams, STREAMS)
    } else {
        (&preview.requests, REQUESTS)
    };
    if count.fetch_add(1, Ordering::Relaxed) >= at_most {
        count.fetch_sub(1, Ordering::Relaxed);
        let answer = Answer::text(503, "too many requests at once: close some pages");
        respond(request, answer);
        return;
    }
    let shared = Arc::clone(preview);
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || {
        if is_stream {
            listen(request, &shared);
            shared.streams.fetch_sub(1, Ordering::Relaxed);
        } else {
            let answer = refuse(&request, &shared.hosts)
                .unwrap_or_else(|| answer(request.url(), &shared.state.version(), &shared.epoch));
            respond(request, answer);
            shared.requests.fetch_sub(1, Ordering::Relaxed);
        }
    });
    if thread.is_err() {
        // The request went with the thread, and tiny_http answers it with an error.
        let count = if is_stream {
            &preview.streams
        } else {
            &preview.requests
        };
        count.fetch_sub(1, Ordering::Relaxed);
    }
}

fn listen(request: Request, preview: &Preview) {
    if let Some(answer) = refuse(&request, &preview.hosts) {
        respond(request, answer);
        return;
    }
    let last = header(&request, "Last-Event-ID").map(str::to_owned);
    // An error means that nobody listens any more.
    let _ = events::stream(
        request.into_writer(),
        &preview.state,
        &preview.epoch,
        last.as_deref(),
    );
}

/// The answer to a request that must not or cannot be answered otherwise.
fn refuse(request: &Request, hosts: &Hosts) -> Option<Answer> {
    let mut names = request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Host"));
    let is_allowed = names
        .next()
        .is_some_and(|header| hosts.allow(header.value.as_str()))
        && names.next().is_none();
    if !is_allowed {
        // A foreign site whose name leads here would otherwise read the unpublished catalogue.
        return Some(Answer::text(
            403,
            "the preview answers only under the address it was started with",
        ));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Some(Answer::text(405, "the preview only shows pages"));
    }
    None
}

fn respond(request: Request, answer: Answer) {
    let length = answer.body.as_ref().len();
    let mut response = Response::new(
        StatusCode(answer.status),
        Vec::new(),
        Cursor::new(answer.body),
        Some(length),
        None,
    )
    // With its length, so that a browser shows how far a download is.
    .with_chunked_threshold(usize::MAX);
    let location = answer.location.as_deref().map(|to| ("Location", to));
    let allow = (answer.status == 405).then_some(("Allow", "GET, HEAD"));
    let headers = [
        Some(("Content-Type", answer.content_type)),
        Some(("Cache-Control", "no-store")),
        Some(("X-Content-Type-Options", "nosniff")),
        location,
        allow,
    ];
    for (name, value) in headers.into_iter().flatten() {
        // A value that is no header, such as an address with odd characters, is left out.
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // An error means that the browser has gone.
    let _ = request.respond(response);
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

fn path(target: &str) -> &str {
    target.split_once('?').map_or(target, |(path, _)| path)
}
