//! Event stream that notifies an open page of each new version. Entry point: [`stream`].

use std::collections::BTreeMap;
use std::io;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::net::tcp::ReadHalf;
use tokio::time::timeout;

use super::client::Visit;
use super::connections::{Phase, Place};
use super::inject;
use super::sending::write;
use super::version::{Version, VersionChannel};

/// The address of the stream; `?lang=` is the language of the page.
pub(super) const ADDRESS: &str = "/.vitrine/events";

/// How often a comment is sent. Writing it fails if the client has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The head of the response, which is not one of a page: the body has no length, and ends with the connection.
const HEAD: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Connection: close\r\n\
    \r\n\
    retry: 1000\n\n";

/// Writes an event for the current version unless the page has it (`last_event_id`), then one for each new version,
/// until the client disconnects or the preview ends.
pub(super) async fn stream(
    connection: &mut TcpStream,
    versions: &VersionChannel,
    visit: Visit<'_>,
    last_event_id: Option<&str>,
    place: &Place,
) -> io::Result<()> {
    let (mut input, mut output) = connection.split();
    let mut gone = pin!(ends(&mut input));
    write(&mut output, HEAD.as_bytes(), place).await?;
    let version = versions.current();
    let mut generation = Some(version.generation)
        .filter(|_| last_event_id == Some(&inject::version_token(&version, visit.epoch)));
    drop(version);
    loop {
        place.enter(Phase::Listening);
        let changed = pin!(versions.changed(generation));
        let text = match timeout(HEARTBEAT, select(changed, gone.as_mut())).await {
            Ok(Either::Left((Some(version), _))) => {
                generation = Some(version.generation);
                event(&version, visit)
            }
            Ok(_) => return Ok(()),
            Err(_) => ": heartbeat\n\n".to_owned(),
        };
        place.send(text.len());
        write(&mut output, text.as_bytes(), place).await?;
    }
}

/// Waits until the client disconnects. What it sends has no meaning.
async fn ends(input: &mut ReadHalf<'_>) {
    let mut bytes = [0; 256];
    while let Ok(1..) = input.read(&mut bytes).await {}
}

/// The data of an event, read by `preview.js`.
#[derive(serde::Serialize)]
struct EventView<'a> {
    /// Token of the version.
    version: &'a str,
    /// Token of the website that is shown.
    site: String,
    /// The HTML of the strip.
    strip: String,
    /// The page that the changed files are shown on, by language.
    page: &'a BTreeMap<String, String>,
}

fn event(version: &Version, visit: Visit<'_>) -> String {
    let token = inject::version_token(version, visit.epoch);
    let view = EventView {
        version: &token,
        site: inject::site_token(version, visit.epoch),
        strip: inject::strip(version, visit),
        page: &version.changed_page,
    };
    let data = serde_json::to_string(&view).expect("strings can always be written as JSON");
    format!("id: {token}\ndata: {data}\n\n")
}
