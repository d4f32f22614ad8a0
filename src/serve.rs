//! The preview: a project's folder → its website on this machine, as it is at this moment.
//!
//! ```text
//!  files ──watch──▶ changes ──reload──▶ version ──answer──▶ a page, made when it is asked for
//!                                          └─────events──▶ open pages reload themselves
//! ```
//!
//! After a bad save the last good version is shown, with the problems at the foot of each page. Nothing that is
//! written into a file or asked for by a browser ends the preview.

mod allowed_hosts;
mod client;
mod events;
mod http;
mod inject;
mod knock;
mod network;
mod poll;
mod problems;
mod project;
mod project_source;
mod reload;
mod routes;
mod state;
mod tcp;
mod terminal;
mod upkeep;
mod watch;

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
use allowed_hosts::Hosts;
use http::Preview;
use project::Project;
use project_source::Folder;
use reload::Reload;
use state::State;
use watch::{Method, Told, Watch};

/// How many ports are tried if the wished one is taken.
const PORTS: u16 = 20;

/// How to serve.
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
    /// Whether to look at the files again and again, instead of being told of changes by the system.
    pub poll: bool,
    /// What the project is read with.
    pub load: LoadOptions,
    /// What the messages on the terminal look like.
    pub style: Style,
}

/// Serves a project until the program is ended.
///
/// # Errors
///
/// If no port can be taken or the folder cannot be watched. Problems of the files are shown in the pages.
pub fn run(options: Options) -> anyhow::Result<()> {
    let style = options.style;
    let project = Folder::new(&options.project, &options.load);
    let server = Server::start(project, &options, move |reload| {
        terminal::print(reload, style);
    })?;
    let port = server.address.port();
    if options.port != 0 && port != options.port {
        terminal::print_line(&format!("port {} is taken", options.port));
    }
    if server.method == Method::Poll && !options.poll {
        terminal::print_line(
            "the system cannot tell of changes here: the files are looked at twice a second",
        );
    }
    let url = format!("http://{}:{port}/", shown_host(&options.host));
    terminal::print_line(&format!("preview at {url} (Ctrl+C ends it)"));
    if let Some(address) = network::address(server.address) {
        let url = format!("http://{address}/");
        terminal::print_line(&format!(
            "\nfor a phone in the same network: {url}\n{}",
            network::code(&url, style)
        ));
    }
    if options.open
        && let Err(error) = open::that_detached(&url)
    {
        terminal::print_line(&format!("cannot open a browser: {error}"));
    }
    server.wait();
    Ok(())
}

/// A running preview; it ends with this value.
struct Server {
    address: SocketAddr,
    method: Method,
    state: Arc<State>,
    tell: Sender<Told>,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Reads the project and serves it, and reads it again after each change; `report` is told of each reading.
    fn start(
        project: impl Project,
        options: &Options,
        report: impl Fn(&Reload<'_>) + Send + Sync + 'static,
    ) -> anyhow::Result<Self> {
        let listener = listen(&options.host, options.port)?;
        tcp::prepare(&listener);
        let address = listener.local_addr()?;
        let state = Arc::new(State::default());
        let (tell, told) = mpsc::channel();
        let method = if options.poll {
            Method::Poll
        } else {
            Method::Told
        };
        let watch = Watch::start(&options.project, method, tell.clone(), told)
            .with_context(|| format!("cannot watch the folder `{}`", options.project.display()))?;
        let method = watch.method();
        let preview = Arc::new(Preview {
            state: Arc::clone(&state),
            hosts: Hosts::new(&options.host),
            own: network::address(address).map(|own| own.ip()),
            epoch: epoch(),
            requests: 0.into(),
            streams: 0.into(),
        });
        let reading = Arc::clone(&state);
        let threads = vec![
            thread::Builder::new()
                .stack_size(http::STACK)
                .spawn(move || reload::keep_up(project, watch, &reading, &report))?,
            thread::Builder::new().spawn(move || {
                if let Err(error) = http::run(&listener, &preview) {
                    terminal::print_line(&format!("nobody can be answered any more: {error}"));
                }
            })?,
        ];
        Ok(Self {
            address,
            method,
            state,
            tell,
            threads,
        })
    }

    /// Serves until the program is ended.
    fn wait(mut self) {
        for thread in self.threads.drain(..) {
            // Neither thread ends by itself; a panic in one was already shown.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stop();
        // If nobody is told any more, the thread has ended already.
        let _ = self.tell.send(Told::Stop);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Takes the port, or the next free one.
fn listen(host: &str, port: u16) -> anyhow::Result<TcpListener> {
    let name = host.trim_matches(['[', ']']);
    let last = port.saturating_add(PORTS);
    let mut wished = port;
    loop {
        match TcpListener::bind((name, wished)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse && wished < last => wished += 1,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen at {host}:{wished}"));
            }
        }
    }
}

/// The host in an address that a browser takes.
fn shown_host(host: &str) -> String {
    let host = host.trim_matches(['[', ']']);
    match host.parse::<IpAddr>() {
        Ok(address) if address.is_unspecified() => "localhost".to_owned(),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => host.to_owned(),
    }
}

/// Differs from one run of the preview to the next.
fn epoch() -> String {
    format!("{:x}", Zoned::now().timestamp().as_millisecond())
}
