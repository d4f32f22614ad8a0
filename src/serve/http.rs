//! Requests and answers over the network; the only door to tiny_http.
//!
//! tiny_http reads each connection in a thread of a pool, and may leave one waiting behind those that browsers keep
//! open; how that is cured stands in [`super::knock`].

use std::io::{self, Cursor};
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use super::allowed_hosts::Hosts;
use super::client::{Viewer, Visit};
use super::events;
use super::knock::Knock;
use super::routes::{Answer, answer};
use super::state::State;

/// How many answers are made at once; two hundred browsers that reload at the same moment ask for no more.
const ANSWERS: usize = 512;
/// How many requests have a thread; those beyond [`ANSWERS`] are told to come back.
const REQUESTS: usize = 2 * ANSWERS;
/// How many pages may listen to events at once.
const STREAMS: usize = 1000;

/// Setting a long catalogue, or a deeply nested text, may need more than a thread has by default; only what is used
/// is taken.
pub(super) const STACK: usize = 16 * 1024 * 1024;
/// A stream only writes small texts.
const STREAM_STACK: usize = 256 * 1024;

/// tiny_http skips a body by reserving as much memory as its request says it has; a longer one is never let go.
const BODY_AT_MOST: usize = 16 * 1024 * 1024;

/// What all requests share.
pub(super) struct Preview {
    pub(super) state: Arc<State>,
    pub(super) hosts: Hosts,
    /// The address of this machine under which others see it, if they do.
    pub(super) own: Option<IpAddr>,
    /// What tells this run of the preview from others.
    pub(super) epoch: String,
    pub(super) requests: AtomicUsize,
    pub(super) streams: AtomicUsize,
}

/// Answers those who connect, until the preview stops.
pub(super) fn run(listener: &TcpListener, preview: &Arc<Preview>) -> io::Result<()> {
    let (mut knock, seen) = Knock::new(listener.local_addr()?);
    loop {
        let server =
            Server::from_listener(listener.try_clone()?, None).map_err(io::Error::other)?;
        let (preview_of_server, seen) = (Arc::clone(preview), seen.clone());
        thread::Builder::new().spawn(move || receive(&server, &preview_of_server, &seen))?;
        // A server that ran out of file descriptors accepts nobody any more: another one takes its place, and it goes on
        // with the connections that it has.
        knock.until_unheard(&preview.state);
        if preview.state.is_stopped() {
            return Ok(());
        }
    }
}

/// Receives the requests of a server, until the preview stops.
fn receive(server: &Server, preview: &Arc<Preview>, seen: &Sender<()>) {
    while !preview.state.is_stopped() {
        // The time-out only makes sure that the end is noticed; an error is noticed by the knocking.
        if let Ok(Some(request)) = server.recv_timeout(Duration::from_millis(200)) {
            let _ = seen.send(());
            accept(request, preview);
        }
    }
}

/// Answers a request in a thread of its own, so that a slow answer, or a slow browser, holds up no other.
fn accept(request: Request, preview: &Arc<Preview>) {
    if request
        .body_length()
        .is_some_and(|length| length > BODY_AT_MOST)
    {
        // No browser sends this to a preview; skipping it might take all memory.
        std::mem::forget(request);
        return;
    }
    let is_stream = *request.method() == Method::Get && path(request.url()) == events::ADDRESS;
    let shared = Arc::clone(preview);
    let (count, stack) = match is_stream {
        true => (&preview.streams, STREAM_STACK),
        false => (&preview.requests, STACK),
    };
    while !is_stream && count.load(Ordering::Relaxed) >= REQUESTS && !preview.state.is_stopped() {
        thread::sleep(Duration::from_millis(10));
    }
    let before = count.fetch_add(1, Ordering::Relaxed);
    let work = move || match is_stream {
        true => {
            if before < STREAMS {
                listen(request, &shared);
            } else {
                respond(request, &too_many());
            }
            shared.streams.fetch_sub(1, Ordering::Relaxed);
        }
        false => {
            let answer = match refuse(&request, &shared.hosts) {
                Some(refusal) => refusal,
                None if before < ANSWERS => {
                    let visit = visit(&request, &shared);
                    answer(request.url(), &shared.state.version(), visit)
                }
                None => too_many(),
            };
            respond(request, &answer);
            shared.requests.fetch_sub(1, Ordering::Relaxed);
        }
    };
    if thread::Builder::new()
        .stack_size(stack)
        .spawn(work)
        .is_err()
    {
        // The request went with the thread, and tiny_http answers it with an error.
        count.fetch_sub(1, Ordering::Relaxed);
    }
}

fn listen(request: Request, preview: &Preview) {
    if let Some(answer) = refuse(&request, &preview.hosts) {
        respond(request, &answer);
        return;
    }
    let last = header(&request, "Last-Event-ID").map(str::to_owned);
    let visit = visit(&request, preview);
    // An error means that nobody listens any more.
    let _ = events::stream(
        request.into_writer(),
        &preview.state,
        visit,
        last.as_deref(),
    );
}

/// The answer to a request that must not or cannot be answered otherwise.
fn refuse(request: &Request, hosts: &Hosts) -> Option<Answer> {
    let is_host = |header: &&Header| header.field.equiv("Host");
    let mut names = request.headers().iter().filter(is_host);
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

fn too_many() -> Answer {
    Answer::text(503, "too many requests at once: close some pages")
}

fn respond(request: Request, answer: &Answer) {
    let body = answer.body.as_ref();
    let mut response = Response::new(
        StatusCode(answer.status),
        Vec::new(),
        Cursor::new(body),
        Some(body.len()),
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

fn visit<'a>(request: &Request, preview: &'a Preview) -> Visit<'a> {
    let is_forwarded = ["Forwarded", "X-Forwarded-For", "Via"]
        .iter()
        .any(|name| header(request, name).is_some());
    Visit {
        epoch: &preview.epoch,
        viewer: Viewer::of(request.remote_addr(), preview.own, is_forwarded),
    }
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
