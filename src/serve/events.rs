//! The stream of events that tells an open page of each new version.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use super::client::Visit;
use super::inject;
use super::state::{State, Version, Waited};

/// Where the stream is served.
pub(super) const ADDRESS: &str = "/.vitrine/events";

/// A comment this often shows whether anyone still listens.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The stream has no length: it ends with the connection.
const HEAD: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Connection: close\r\n\
    \r\n\
    retry: 1000\n\n";

/// Writes an event for the current version unless the page has it (`last_event_id`), then one for each new version,
/// until nobody listens any more or the preview stops.
pub(super) fn stream(
    mut to: impl Write,
    state: &State,
    visit: Visit<'_>,
    last_event_id: Option<&str>,
) -> io::Result<()> {
    to.write_all(HEAD.as_bytes())?;
    to.flush()?;
    let version = state.version();
    let mut generation = Some(version.generation)
        .filter(|_| last_event_id == Some(&inject::reading_token(&version, visit.epoch)));
    loop {
        match state.wait(generation, HEARTBEAT) {
            Waited::Version(version) => {
                to.write_all(event(&version, visit).as_bytes())?;
                generation = Some(version.generation);
            }
            Waited::Nothing => to.write_all(b": still here\n\n")?,
            Waited::Stopped => return Ok(()),
        }
        to.flush()?;
    }
}

#[derive(serde::Serialize)]
struct EventView<'a> {
    /// The reading.
    reading: &'a str,
    /// The website that is shown.
    website: String,
    /// What the strip holds.
    strip: String,
    /// The page that the last change is about, by language.
    about: &'a BTreeMap<String, String>,
}

fn event(version: &Version, visit: Visit<'_>) -> String {
    let Visit { epoch, viewer } = visit;
    let reading = inject::reading_token(version, epoch);
    let view = EventView {
        reading: &reading,
        website: inject::website_token(version, epoch),
        strip: inject::strip(version, viewer),
        about: &version.about,
    };
    let data = serde_json::to_string(&view).expect("strings can always be written as JSON");
    format!("id: {reading}\ndata: {data}\n\n")
}
