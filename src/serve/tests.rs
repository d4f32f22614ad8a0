//! The preview, asked over the network as a browser asks it.

mod changes;
mod pages;
mod paper;
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::problems::Problem;
use super::project::{Book, MakeBook, MakePaper, Project, Reading, SetVolume, Website};
use super::upkeep::Upkeep;
use super::{Options, Server};
use crate::commands::{Changes, LoadOptions};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Style};
use crate::source::Sources;

/// A project whose pages are the files in `content/`; the word `mistake` in one is an error, `panic` one of the program.
struct Folder(PathBuf, Arc<AtomicUsize>);

struct Files {
    pages: BTreeMap<String, String>,
    papers: Arc<AtomicUsize>,
}

impl Project for Folder {
    fn read(&mut self, _: &Changes) -> anyhow::Result<Reading> {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let mut pages = BTreeMap::new();
        for entry in fs::read_dir(self.0.join("content"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path)?;
            assert!(!text.contains("panic while reading"));
            let file = sources.add(format!("content/{name}"), text.as_str());
            if let Some(at) = text.find("mistake") {
                let place = file.span(at..at + "mistake".len());
                diagnostics.push(Diagnostic::new(Code::UnknownTier, place, "a `mistake`"));
            }
            pages.insert(format!("/{}", name.replace('+', "/")), text);
        }
        let website = Files {
            pages,
            papers: Arc::clone(&self.1),
        };
        Ok(Reading {
            website: diagnostics
                .is_empty()
                .then(|| Arc::new(website) as Arc<dyn Website>),
            diagnostics,
            sources: Arc::new(sources),
        })
    }
}

impl Website for Files {
    fn base_path(&self) -> &str {
        self.pages.get("/base").map_or("", |base| base)
    }

    fn page(&self, address: &str) -> Option<Result<Vec<u8>, Vec<Problem>>> {
        let text = self.pages.get(&key(address))?;
        assert!(!text.contains("panic in a page"), "the page is too hard");
        Some(Ok(text.clone().into_bytes()))
    }

    fn has_page(&self, address: &str) -> bool {
        self.pages.contains_key(&key(address))
    }

    fn about(&self, _: &Path) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    fn upkeep(&self, _: &str) -> Upkeep {
        Upkeep::default()
    }

    fn papers(&self) -> BTreeMap<String, String> {
        [("en".to_owned(), "/paper/catalogue-en.pdf".to_owned())].into()
    }

    fn paper(&self, address: &str) -> Option<Box<MakePaper<'_>>> {
        (address == "/paper/catalogue-en.pdf").then(|| -> Box<MakePaper<'_>> {
            Box::new(|| {
                std::thread::sleep(Duration::from_millis(100));
                let count = self.papers.fetch_add(1, Ordering::SeqCst);
                Ok(format!("%PDF {count} {}", "x".repeat(100_000)).into_bytes())
            })
        })
    }

    fn volumes(&self) -> Vec<String> {
        vec!["catalogue-en.pdf".to_owned(), "catalogue-fr.pdf".to_owned()]
    }

    fn called(&self, volumes: &[String]) -> Vec<String> {
        let called = |volume| format!("The <one> called {volume}");
        volumes.iter().map(called).collect()
    }

    fn book(&self, name: &str) -> Option<Box<MakeBook<'_>>> {
        let is_there = self.volumes().iter().any(|volume| volume == name);
        let name = name.to_owned();
        is_there.then(|| -> Box<MakeBook<'_>> {
            Box::new(move || {
                if self.papers.load(Ordering::SeqCst) == 0 {
                    std::thread::sleep(Duration::from_secs(1));
                }
                let count = self.papers.fetch_add(1, Ordering::SeqCst);
                if name == "catalogue-fr.pdf" {
                    return Err(vec![Problem::of_machine("no <ink>".to_owned())]);
                }
                Ok(SetVolume {
                    book: Box::new(Leaflet(count)),
                    warnings: vec![Problem::of_machine("pale ink".to_owned())],
                })
            })
        })
    }
}

/// A volume of two pages, which tell how often one was set.
struct Leaflet(usize);

impl Book for Leaflet {
    fn sizes(&self) -> Vec<(f64, f64)> {
        vec![(300.0, 600.0); 2]
    }

    fn svg(&self, at: usize) -> Option<String> {
        (at < 2).then(|| format!("<svg>{} {at}</svg>", self.0))
    }
}

fn key(address: &str) -> String {
    match address.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None => address.to_owned(),
    }
}

/// A project in a temporary folder, served at any free port.
pub(super) struct Preview {
    folder: TempDir,
    papers: Arc<AtomicUsize>,
    pub(super) server: Server,
}

fn options(folder: &TempDir, poll: bool) -> Options {
    Options {
        project: folder.path().to_owned(),
        host: "127.0.0.1".to_owned(),
        port: 0,
        open: false,
        poll,
        load: LoadOptions {
            base_url: None,
            today: jiff::civil::date(2026, 9, 14),
            paper: true,
        },
        style: Style::Plain,
    }
}

impl Preview {
    /// Of the project that `init` writes, read as every command reads it.
    fn of_starter() -> Self {
        let folder = TempDir::new().unwrap();
        crate::commands::init(folder.path(), &Default::default()).unwrap();
        let options = options(&folder, false);
        let project = super::Folder::new(&options.project, &options.load);
        let server = Server::start(project, &options, |_| {}).unwrap();
        let preview = Self {
            folder,
            papers: Arc::default(),
            server,
        };
        preview.until("/", |answer| !answer.contains("One moment"));
        preview
    }

    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, false)
    }

    fn with(files: &[(&str, &str)], poll: bool) -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join("content").join(name), text).unwrap();
        }
        let papers = Arc::new(AtomicUsize::new(0));
        let options = options(&folder, poll);
        let project = Folder(folder.path().to_owned(), Arc::clone(&papers));
        let server = Server::start(project, &options, |_| {}).unwrap();
        let preview = Self {
            folder,
            papers,
            server,
        };
        preview.until("/", |answer| !answer.contains("One moment"));
        preview
    }

    pub(super) fn save(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join("content").join(name), text).unwrap();
    }

    /// The whole answer, head and body.
    pub(super) fn ask(&self, head: &str) -> String {
        let mut stream = TcpStream::connect(self.server.address).unwrap();
        write!(stream, "{head}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(super) fn get(&self, target: &str) -> String {
        self.ask(&format!("GET {target} HTTP/1.1\r\nHost: localhost"))
    }

    fn until(&self, target: &str, is_there: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let answer = self.get(target);
            if is_there(&answer) {
                return answer;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "still: {answer}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(super) fn events(&self, last: &str) -> impl Iterator<Item = String> + use<> {
        let mut stream = TcpStream::connect(self.server.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        write!(
            stream,
            "GET /.vitrine/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: {last}\r\n\r\n"
        )
        .unwrap();
        BufReader::new(stream)
            .lines()
            .map(|line| line.expect("an event in time"))
    }
}

pub(super) fn id(events: &mut impl Iterator<Item = String>) -> String {
    events
        .find_map(|line| Some(line.strip_prefix("id: ")?.to_owned()))
        .unwrap()
}
