//! Event stream that notifies an open page of each new version. Entry point: [`stream`].

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use super::client::Visit;
use super::inject;
use super::version::{Version, VersionChannel, WaitResult};

/// The address of the stream; `?lang=` is the language of the page.
pub(super) const ADDRESS: &str = "/.vitrine/events";

/// How often a comment is sent. Writing it fails if the client has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The head of the response, written by hand: tiny_http would send a body of unknown length in chunks, and buffers them
/// (8 KB, <https://github.com/tiny-http/tiny-http/issues/185>), so that events would arrive late. Without a length the
/// body ends with the connection.
const HEAD: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Connection: close\r\n\
    \r\n\
    retry: 1000\n\n";

/// Writes an event for the current version unless the page has it (`last_event_id`), then one for each new version,
/// until the client disconnects (an error) or the preview ends.
pub(super) fn stream(
    mut output: impl Write,
    versions: &VersionChannel,
    visit: Visit<'_>,
    last_event_id: Option<&str>,
) -> io::Result<()> {
    output.write_all(HEAD.as_bytes())?;
    output.flush()?;
    let version = versions.current();
    let mut generation = Some(version.generation)
        .filter(|_| last_event_id == Some(&inject::version_token(&version, visit.epoch)));
    loop {
        match versions.wait(generation, HEARTBEAT) {
            WaitResult::Changed(version) => {
                output.write_all(event(&version, visit).as_bytes())?;
                generation = Some(version.generation);
            }
            WaitResult::TimedOut => output.write_all(b": heartbeat\n\n")?,
            WaitResult::Stopped => return Ok(()),
        }
        output.flush()?;
    }
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
