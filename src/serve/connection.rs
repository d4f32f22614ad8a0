//! A connection of a client: reads its requests and sends the responses, each within a time. Entry point: [`serve`].

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use super::allowed_hosts::AllowedHosts;
use super::client::{Client, Visit};
use super::connections::{Connections, Phase, Place};
use super::events;
use super::rendering::Renderings;
use super::request::{self, HEAD_AT_MOST, ParsedHead, Refusal, Request};
use super::routes::Response;
use super::sending::SentResponse;
use super::version::VersionChannel;

/// How long a connection may be open without a request.
const IDLE: Duration = Duration::from_secs(60);
/// How long the head of a request may take from its first byte.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How many requests a connection may have.
const REQUESTS_AT_MOST: usize = 1000;

/// How long, and how much, a closed connection still reads: a client that is sending gets the response only if it is read from.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_BYTES: usize = 256 * 1024;

/// What all requests share.
pub(super) struct ServerContext {
    pub(super) versions: Arc<VersionChannel>,
    pub(super) allowed_hosts: AllowedHosts,
    /// The address of this machine in the network; absent if the preview cannot be reached from there.
    pub(super) own_address: Option<IpAddr>,
    /// Identifies this run of the preview.
    pub(super) epoch: Arc<str>,
    pub(super) connections: Arc<Connections>,
    pub(super) renderings: Arc<Renderings>,
}

/// Serves a connection until it ends.
pub(super) async fn serve(
    mut stream: TcpStream,
    peer: SocketAddr,
    context: Arc<ServerContext>,
    place: Place,
) {
    // An error means that the client has gone.
    let _ = serve_requests(&mut stream, peer, &context, &place).await;
    place.enter(Phase::Reading);
    let _ = timeout(LINGER, linger(&mut stream)).await;
}

async fn serve_requests(
    stream: &mut TcpStream,
    peer: SocketAddr,
    context: &Arc<ServerContext>,
    place: &Place,
) -> io::Result<()> {
    let mut received = Vec::new();
    for count in 1..=REQUESTS_AT_MOST {
        place.enter(Phase::Reading);
        let request = match next_request(stream, &mut received, &context.allowed_hosts).await? {
            Some(Ok(request)) => request,
            Some(Err(refusal)) => {
                let response = Response::text(refusal.status(), refusal.message());
                let response = SentResponse::new(&response, 1, false);
                return response.send(stream, true, place).await;
            }
            None => return Ok(()),
        };
        let client = Client::new(Some(&peer), context.own_address, request.is_forwarded);
        if request.path() == events::ADDRESS && !request.is_head {
            let (_, lang) = request.target.split_once("?lang=").unwrap_or_default();
            let visit = Visit {
                epoch: &context.epoch,
                client,
                lang,
            };
            let last_event_id = request.last_event_id.as_deref();
            return events::stream(stream, &context.versions, visit, last_event_id, place).await;
        }
        place.enter(Phase::Answering);
        let version = context.versions.current();
        let response = context
            .renderings
            .respond(version, &context.epoch, client, &request.target)
            .await;
        let keeps_open = request.keeps_open && count < REQUESTS_AT_MOST;
        let response = SentResponse::new(&response, request.minor_version, keeps_open);
        response.send(stream, !request.is_head, place).await?;
        if !keeps_open {
            break;
        }
    }
    Ok(())
}

/// The next request of a connection, of which `received` may already contain bytes; `None` if the client sends no more.
async fn next_request(
    stream: &mut TcpStream,
    received: &mut Vec<u8>,
    allowed_hosts: &AllowedHosts,
) -> io::Result<Option<Result<Request, Refusal>>> {
    let idle_end = Instant::now() + IDLE;
    let mut head_end = None;
    // The head is parsed again only when there is twice as much of it, or its end: one that arrives byte by byte takes no
    // more work than another.
    let mut parsed = 0;
    loop {
        // Clients may send empty lines before a request.
        let blank = received
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let blank = blank.count();
        received.drain(..blank);
        if !received.is_empty() && (received.len() >= 2 * parsed || ends_head(received, parsed)) {
            parsed = received.len();
            match request::read(received, allowed_hosts) {
                ParsedHead::Complete(request, length) => {
                    received.drain(..length);
                    return Ok(Some(Ok(request)));
                }
                ParsedHead::Refused(refusal) => return Ok(Some(Err(refusal))),
                ParsedHead::Incomplete => {}
            }
        }
        let has_begun = !received.is_empty();
        if has_begun && head_end.is_none() {
            head_end = Some(Instant::now() + HEAD_TIME);
        }
        let mut bytes = [0; 4096];
        let room = HEAD_AT_MOST.saturating_sub(received.len()).min(bytes.len());
        if room == 0 {
            return Ok(Some(Err(Refusal::TooLarge)));
        }
        match timeout_at(
            head_end.unwrap_or(idle_end),
            stream.read(&mut bytes[..room]),
        )
        .await
        {
            Ok(Ok(0)) => return Ok(None),
            Ok(Ok(length)) => received.extend_from_slice(&bytes[..length]),
            Ok(Err(error)) => return Err(error),
            Err(_) if has_begun => return Ok(Some(Err(Refusal::TooSlow))),
            Err(_) => return Ok(None),
        }
    }
}

/// Whether there is an empty line in the bytes after the first `parsed`.
fn ends_head(bytes: &[u8], parsed: usize) -> bool {
    let new = &bytes[parsed.saturating_sub(3)..];
    new.windows(2).any(|pair| pair == b"\n\n") || new.windows(3).any(|line| line == b"\n\r\n")
}

/// Ends a connection so that the client receives what was sent.
async fn linger(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    let mut bytes = [0; 4096];
    let mut sum = 0;
    while sum < LINGER_BYTES {
        match stream.read(&mut bytes).await? {
            0 => break,
            length => sum += length,
        }
    }
    Ok(())
}
