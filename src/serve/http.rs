//! HTTP server of the preview. Entry point: [`run`]. The only module besides [`super::knock`] that knows tiny_http.

use std::io::{self, Cursor};
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, StatusCode};

use super::allowed_hosts::AllowedHosts;
use super::client::{Client, Visit};
use super::events;
use super::knock::Knock;
use super::routes::{self, Response};
use super::version::VersionChannel;

/// How many responses are made at once: as many as two hundred browsers that reload at the same moment request.
const RESPONSES: usize = 512;
/// How many requests have a thread; those beyond [`RESPONSES`] get the status 503.
const REQUESTS: usize = 2 * RESPONSES;
/// How many pages may listen to events at once.
const STREAMS: usize = 1000;

/// Stack of a thread that renders: typesetting a long catalogue, or a deeply nested text, may need more than the
/// default. Only what is used takes memory.
pub(super) const STACK: usize = 16 * 1024 * 1024;
/// Stack of a thread that only writes events.
const STREAM_STACK: usize = 256 * 1024;

/// The largest body of a request, in bytes, that tiny_http may skip; see [`discard`].
const BODY_AT_MOST: usize = 16 * 1024 * 1024;

/// What all requests share.
pub(super) struct ServerContext {
    pub(super) versions: Arc<VersionChannel>,
    pub(super) allowed_hosts: AllowedHosts,
    /// The address of this machine in the network; absent if the preview cannot be reached from there.
    pub(super) own_address: Option<IpAddr>,
    /// Identifies this run of the preview.
    pub(super) epoch: String,
    pub(super) requests: AtomicUsize,
    pub(super) streams: AtomicUsize,
}

/// Serves requests until the preview ends.
pub(super) fn run(listener: &TcpListener, context: &Arc<ServerContext>) -> io::Result<()> {
    let (mut knock, request_seen) = Knock::new(listener.local_addr()?);
    loop {
        let server = tiny_http::Server::from_listener(listener.try_clone()?, None)
            .map_err(io::Error::other)?;
        let (server_context, request_seen) = (Arc::clone(context), request_seen.clone());
        thread::Builder::new().spawn(move || receive(&server, &server_context, &request_seen))?;
        // A server that ran out of file descriptors stops accepting connections. Then another one is started, and the
        // old one keeps serving the connections that it has.
        knock.run_until_unanswered(&context.versions);
        if context.versions.is_stopped() {
            return Ok(());
        }
    }
}

/// Receives the requests of a server until the preview ends.
fn receive(server: &tiny_http::Server, context: &Arc<ServerContext>, request_seen: &Sender<()>) {
    while !context.versions.is_stopped() {
        // The timeout is there to notice the end of the preview. An error needs no handling here: if the server accepts
        // no more connections, `run` replaces it.
        if let Ok(Some(request)) = server.recv_timeout(Duration::from_millis(200)) {
            let _ = request_seen.send(());
            handle(request, context);
        }
    }
}

/// Handles a request in a separate thread, so that a slow response, or a slow browser, delays no other.
fn handle(request: Request, context: &Arc<ServerContext>) {
    if request
        .body_length()
        .is_some_and(|length| length > BODY_AT_MOST)
    {
        discard(request);
        return;
    }
    let is_stream = *request.method() == Method::Get && path(request.url()) == events::ADDRESS;
    let shared = Arc::clone(context);
    let (count, stack) = if is_stream {
        (&context.streams, STREAM_STACK)
    } else {
        (&context.requests, STACK)
    };
    while !is_stream && count.load(Ordering::Relaxed) >= REQUESTS && !context.versions.is_stopped()
    {
        thread::sleep(Duration::from_millis(10));
    }
    let count_before = count.fetch_add(1, Ordering::Relaxed);
    let work = move || {
        if is_stream {
            if count_before < STREAMS {
                stream_events(request, &shared);
            } else {
                send(request, &too_many_requests());
            }
            shared.streams.fetch_sub(1, Ordering::Relaxed);
        } else {
            let response = match refuse(&request, &shared.allowed_hosts) {
                Some(refusal) => refusal,
                None if count_before < RESPONSES => {
                    let version = shared.versions.current();
                    routes::respond(request.url(), &version, visit(&request, &shared))
                }
                None => too_many_requests(),
            };
            send(request, &response);
            shared.requests.fetch_sub(1, Ordering::Relaxed);
        }
    };
    let thread = thread::Builder::new().stack_size(stack).spawn(work);
    if thread.is_err() {
        // The request was dropped with the closure: tiny_http then responds with the status 500.
        count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Leaves a request with an enormous body without a response. No browser sends one to a preview.
///
/// Dropping a request makes tiny_http read the rest of its body in order to reuse the connection, and for that it
/// reserves as much memory as `Content-Length` says, which a hostile request could set to any number:
/// <https://github.com/tiny-http/tiny-http/blob/master/src/util/equal_reader.rs>. So the request is leaked.
fn discard(request: Request) {
    std::mem::forget(request);
}

fn stream_events(request: Request, context: &ServerContext) {
    if let Some(refusal) = refuse(&request, &context.allowed_hosts) {
        send(request, &refusal);
        return;
    }
    let last_event_id = header(&request, "Last-Event-ID").map(str::to_owned);
    let target = request.url().to_owned();
    let (_, lang) = target.split_once("?lang=").unwrap_or_default();
    let visit = Visit {
        lang,
        ..visit(&request, context)
    };
    // An error means that the client has gone.
    let _ = events::stream(
        request.into_writer(),
        &context.versions,
        visit,
        last_event_id.as_deref(),
    );
}

/// The response to a request that is not allowed or not supported.
fn refuse(request: &Request, allowed_hosts: &AllowedHosts) -> Option<Response> {
    let is_host = |header: &&Header| header.field.equiv("Host");
    let mut names = request.headers().iter().filter(is_host);
    let is_allowed = names
        .next()
        .is_some_and(|header| allowed_hosts.allow(header.value.as_str()))
        && names.next().is_none();
    if !is_allowed {
        // Otherwise another site, whose host name resolves to this machine, could read the unpublished catalogue.
        return Some(Response::text(
            403,
            "the preview answers only under the address it was started with",
        ));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Some(Response::text(405, "the preview only shows pages"));
    }
    None
}

fn too_many_requests() -> Response {
    Response::text(503, "too many requests at once: close some pages")
}

fn send(request: Request, response: &Response) {
    let body = response.body.as_ref();
    let location = response.location.as_deref().map(|to| ("Location", to));
    let allow = (response.status == 405).then_some(("Allow", "GET, HEAD"));
    let headers = [
        Some(("Content-Type", response.content_type)),
        Some(("Cache-Control", "no-store")),
        Some(("X-Content-Type-Options", "nosniff")),
        location,
        allow,
    ];
    let mut response = tiny_http::Response::new(
        StatusCode(response.status),
        Vec::new(),
        Cursor::new(body),
        Some(body.len()),
        None,
    )
    // By default tiny_http sends large bodies in chunks, without their length: then a browser cannot show the progress of
    // a download (https://github.com/tiny-http/tiny-http/issues/149).
    .with_chunked_threshold(usize::MAX);
    for (name, value) in headers.into_iter().flatten() {
        // A value that is not allowed in a header, such as an address with control characters, is left out.
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // An error means that the client has gone.
    let _ = request.respond(response);
}

fn visit<'a>(request: &Request, context: &'a ServerContext) -> Visit<'a> {
    let is_forwarded = ["Forwarded", "X-Forwarded-For", "Via"]
        .iter()
        .any(|name| header(request, name).is_some());
    Visit {
        epoch: &context.epoch,
        client: Client::new(request.remote_addr(), context.own_address, is_forwarded),
        lang: "",
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
