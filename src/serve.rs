//! Preview server: a project's folder → its website at an address of this machine, reloaded after each change. Entry
//! point: [`run`].
//!
//! ```text
//!  files ──watch──▶ changes ──reload──▶ version ──routes──▶ a page, rendered when it is requested
//!                                          └──────events──▶ open pages reload themselves
//! ```
//!
//! After a save with errors, the last version without errors stays visible, with the problems at the foot of each page.
//! No content of a file and no request ends the preview; `http` says what is bounded.

mod allowed_hosts;
mod client;
mod connection;
mod connections;
mod events;
mod http;
mod inject;
mod interface;
mod labels;
mod maintenance;
mod network;
mod policy;
mod poll;
mod problems;
mod project_source;
mod reload;
mod rendering;
mod request;
mod routes;
mod sending;
mod tcp;
mod terminal;
mod version;
mod watch;
mod website;

#[cfg(test)]
mod load_tests;
#[cfg(test)]
mod tests;

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use anyhow::Context as _;
use jiff::Zoned;

use crate::commands::LoadOptions;
use crate::diagnostic::Style;
use allowed_hosts::AllowedHosts;
use connection::ServerContext;
use connections::Connections;
use project_source::ProjectFolder;
use reload::ReloadReport;
use request::ParsedHead;
use version::VersionChannel;
use watch::{Method, Watch, WatchEvent};
use website::ProjectSource;

/// How many ports after the requested one are tried if it is taken.
const PORTS: u16 = 20;

/// Options of the preview.
#[derive(Debug, Clone)]
pub struct Options {
    /// The project's folder.
    pub project: PathBuf,
    /// Where to listen: a name or an address of this machine.
    pub host: String,
    /// The port; if it is taken, the next free one; 0 for any.
    pub port: u16,
    /// Whether to open the page in the browser.
    pub open: bool,
    /// Whether to compare the files at intervals, instead of having the operating system report changes.
    pub poll: bool,
    /// Options for loading the project.
    pub load: LoadOptions,
    /// How messages on the terminal look.
    pub style: Style,
}

/// Serves a project until the program is ended.
///
/// # Errors
///
/// If no port is free or the folder cannot be watched. Problems of the files are shown in the pages.
pub fn run(options: Options) -> anyhow::Result<()> {
    let style = options.style;
    let project = ProjectFolder::new(&options.project, &options.load);
    let server = Server::start(project, &options, move |report| {
        terminal::print_report(report, style);
    })?;
    let port = server.address.port();
    if options.port != 0 && port != options.port {
        terminal::print_line(&format!("port {} is taken", options.port));
    }
    if server.method == Method::Poll && !options.poll {
        terminal::print_line(
            "the system cannot report changes of these files: they are checked twice a second",
        );
    }
    let url = format!("http://{}:{port}/", host_in_url(&options.host));
    terminal::print_line(&format!("preview at {url} (Ctrl+C ends it)"));
    if let Some(address) = network::address(server.address) {
        let url = format!("http://{address}/");
        terminal::print_line(&format!(
            "\nfor a phone in the same network: {url}\n{}",
            network::code(&url, style)
        ));
    }
    if options.open && open::that_detached(&url).is_err() {
        // The reasons are those of the programs that were tried, and mean nothing to the user.
        terminal::print_line(&format!("no browser could be opened: open {url} yourself"));
    }
    server.wait();
    Ok(())
}

/// What a preview does with the bytes that begin a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestJudgement {
    /// It waits for the rest of the request.
    Incomplete,
    /// It sends this status and closes the connection.
    Refused(u16),
    /// It responds; `address` is the address of the website that is requested, decoded. Absent if there can be none.
    Accepted {
        /// How many bytes the head of the request has.
        length: usize,
        address: Option<String>,
    },
}

/// Judges the bytes that begin a connection to a preview which was started with this host. A pure function, for tests of
/// hostile requests.
pub fn judge_request(bytes: &[u8], host: &str) -> RequestJudgement {
    match request::read(bytes, &AllowedHosts::new(host)) {
        ParsedHead::Incomplete => RequestJudgement::Incomplete,
        ParsedHead::Refused(refusal) => RequestJudgement::Refused(refusal.status()),
        ParsedHead::Complete(request, length) => RequestJudgement::Accepted {
            length,
            address: routes::decode(request.path()),
        },
    }
}

/// A running preview server; dropping it ends its threads.
struct Server {
    address: SocketAddr,
    method: Method,
    versions: Arc<VersionChannel>,
    watch_events: Sender<WatchEvent>,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Loads the project and serves it, and loads it again after each change. `report` gets a report of each load.
    fn start(
        project: impl ProjectSource,
        options: &Options,
        report: impl Fn(&ReloadReport<'_>) + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        let listener = listen(&options.host, options.port)?;
        let connections = tcp::prepare(&listener);
        let address = listener.local_addr()?;
        let versions = Arc::new(VersionChannel::default());
        let (watch_events, receiver) = mpsc::channel();
        let method = if options.poll {
            Method::Poll
        } else {
            Method::Native
        };
        let watch = Watch::start(&options.project, method, watch_events.clone(), receiver)
            .with_context(|| format!("cannot watch the folder `{}`", options.project.display()))?;
        let method = watch.method();
        let context = Arc::new(ServerContext {
            versions: Arc::clone(&versions),
            allowed_hosts: AllowedHosts::new(&options.host),
            own_address: network::address(address).map(|address| address.ip()),
            epoch: epoch(),
            connections: Arc::new(Connections::new(connections)),
            renderings: Arc::default(),
        });
        let loaded_versions = Arc::clone(&versions);
        let threads = vec![
            thread::Builder::new()
                .stack_size(http::STACK)
                .spawn(move || reload::watch_loop(project, watch, &loaded_versions, &report))?,
            thread::Builder::new().spawn(move || {
                if let Err(error) = http::run(listener, &context) {
                    terminal::print_line(&format!("the preview server stopped: {error}"));
                }
            })?,
        ];
        Ok(Self {
            address,
            method,
            versions,
            watch_events,
            threads,
        })
    }

    /// Serves until the program is ended.
    fn wait(mut self) {
        for thread in self.threads.drain(..) {
            // An error means that the thread panicked; the panic was printed already.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.versions.stop();
        // An error means that the watching thread has ended already.
        let _ = self.watch_events.send(WatchEvent::Stop);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Listens at the port, or at the next free one.
fn listen(host: &str, port: u16) -> anyhow::Result<TcpListener> {
    let name = host.trim_matches(['[', ']']);
    let last = port.saturating_add(PORTS);
    let mut candidate = port;
    loop {
        match TcpListener::bind((name, candidate)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse && candidate < last => {
                candidate += 1;
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen at {host}:{candidate}"));
            }
        }
    }
}

/// The host as a URL for a browser contains it.
fn host_in_url(host: &str) -> String {
    let host = host.trim_matches(['[', ']']);
    match host.parse::<IpAddr>() {
        Ok(address) if address.is_unspecified() => "localhost".to_owned(),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => host.to_owned(),
    }
}

/// Identifies a run of the preview: the time at which it started.
fn epoch() -> Arc<str> {
    format!("{:x}", Zoned::now().timestamp().as_millisecond()).into()
}
