//! Tests of the preview over HTTP, as a browser uses it, with a fake project and with a real one.

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

use super::interface::Interface;
use super::maintenance::MaintenanceSummary;
use super::problems::Problem;
use super::project_source::ProjectFolder;
use super::website::{LoadedProject, ProjectSource, TypesetVolume, VolumePages, Website};
use super::{Options, Server};
use crate::commands::{Changes, LoadOptions, default_theme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Style};
use crate::l10n::Localizer;
use crate::source::Sources;

/// A project whose pages are the files in `content/`. The word `mistake` in one is an error, `panic` a bug in the program,
/// a page with `slow` takes a while, and reading one with `hangs`.
struct FakeProject {
    folder: PathBuf,
    /// How many volumes, and how many slow pages, were made.
    volumes_made: Arc<AtomicUsize>,
}

struct FakeWebsite {
    pages: BTreeMap<String, String>,
    volumes_made: Arc<AtomicUsize>,
}

impl ProjectSource for FakeProject {
    fn load(&mut self, _: &Changes) -> anyhow::Result<LoadedProject> {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let mut pages = BTreeMap::new();
        for entry in fs::read_dir(self.folder.join("content"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path)?;
            assert!(!text.contains("panic while reading"));
            if text.contains("hangs") {
                std::thread::sleep(Duration::from_millis(1500));
            }
            let file = sources.add(format!("content/{name}"), text.as_str());
            if let Some(start) = text.find("mistake") {
                let span = file.span(start..start + "mistake".len());
                diagnostics.push(Diagnostic::new(Code::UnknownTier, span, "a `mistake`"));
            }
            pages.insert(format!("/{}", name.replace('+', "/")), text);
        }
        let website = FakeWebsite {
            pages,
            volumes_made: Arc::clone(&self.volumes_made),
        };
        let languages = ["en", "fr", "de"].map(str::to_owned);
        Ok(LoadedProject {
            website: diagnostics
                .is_empty()
                .then(|| Arc::new(website) as Arc<dyn Website>),
            interface: Interface::new(Arc::new(default_theme()), &languages),
            diagnostics,
            sources: Arc::new(sources),
        })
    }
}

impl Website for FakeWebsite {
    fn base_path(&self) -> &str {
        self.pages.get("/base").map_or("", |base| base)
    }

    fn page(&self, address: &str) -> Option<Result<Vec<u8>, Vec<Problem>>> {
        let text = self.pages.get(&file_name(address))?;
        assert!(!text.contains("panic in a page"), "the page is too hard");
        if text.contains("slow") {
            std::thread::sleep(Duration::from_millis(700));
            self.volumes_made.fetch_add(1, Ordering::SeqCst);
        }
        Some(Ok(text.clone().into_bytes()))
    }

    fn has_page(&self, address: &str) -> bool {
        self.pages.contains_key(&file_name(address))
    }

    fn page_for_source(&self, _: &Path) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    fn maintenance(&self, _: &str) -> MaintenanceSummary {
        MaintenanceSummary::default()
    }

    fn has_paper(&self) -> bool {
        true
    }

    fn volumes(&self) -> Vec<String> {
        vec!["catalogue-en.pdf".to_owned(), "catalogue-fr.pdf".to_owned()]
    }

    fn whole_catalogue(&self, lang: &str) -> Option<String> {
        let name = format!("catalogue-{lang}.pdf");
        self.has_volume(&name).then_some(name)
    }

    fn labels(&self, volumes: &[String], _: Localizer<'_>) -> Vec<String> {
        volumes
            .iter()
            .map(|volume| format!("The <volume> {volume}"))
            .collect()
    }

    fn has_volume(&self, name: &str) -> bool {
        self.volumes().iter().any(|volume| volume == name)
    }

    fn render_pdf(&self, _: &str) -> Result<Vec<u8>, Vec<Problem>> {
        std::thread::sleep(Duration::from_millis(100));
        let count = self.volumes_made.fetch_add(1, Ordering::SeqCst);
        Ok(format!("%PDF {count} {}", "x".repeat(100_000)).into_bytes())
    }

    fn typeset(&self, name: &str) -> Result<TypesetVolume, Vec<Problem>> {
        if self.volumes_made.load(Ordering::SeqCst) == 0 {
            std::thread::sleep(Duration::from_secs(1));
        }
        let count = self.volumes_made.fetch_add(1, Ordering::SeqCst);
        if name == "catalogue-fr.pdf" {
            return Err(vec![Problem::of_machine("no <ink>".to_owned())]);
        }
        Ok(TypesetVolume {
            pages: Box::new(FakePages(count)),
            warnings: vec![Problem::of_machine("pale ink".to_owned())],
        })
    }
}

/// Two pages, with the number of volumes that were made before theirs.
struct FakePages(usize);

impl VolumePages for FakePages {
    fn sizes(&self) -> Vec<(f64, f64)> {
        vec![(300.0, 600.0); 2]
    }

    fn svg(&self, index: usize) -> Option<String> {
        (index < 2).then(|| format!("<svg>{} {index}</svg>", self.0))
    }
}

fn file_name(address: &str) -> String {
    match address.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None => address.to_owned(),
    }
}

/// A project in a temporary folder, served at any free port.
pub(super) struct TestPreview {
    folder: TempDir,
    project: PathBuf,
    volumes_made: Arc<AtomicUsize>,
    pub(super) server: Server,
}

fn options(project: &Path) -> Options {
    Options {
        project: project.to_owned(),
        host: "127.0.0.1".to_owned(),
        port: 0,
        open: false,
        poll: false,
        load: LoadOptions {
            base_url: None,
            today: jiff::civil::date(2026, 9, 14),
            paper: true,
        },
        style: Style::Plain,
    }
}

impl TestPreview {
    /// Serves the project that `init` writes, loaded as `vitrine serve` does.
    fn of_starter() -> Self {
        let folder = TempDir::new().unwrap();
        crate::commands::init(folder.path(), &Default::default()).unwrap();
        let options = options(folder.path());
        let project = ProjectFolder::new(&options.project, &options.load);
        Self::start(folder, project, Arc::default(), &options)
    }

    /// Serves a fake project with these files in `content/`.
    pub(super) fn with_files(files: &[(&str, &str)]) -> Self {
        Self::with_options(files, |_| {})
    }

    fn with_polling(files: &[(&str, &str)]) -> Self {
        Self::with_options(files, |options| options.poll = true)
    }

    /// As [`Self::with_files`], in a folder that a test may move.
    fn in_a_subfolder(files: &[(&str, &str)]) -> Self {
        Self::with_options(files, |options| options.project.push("project"))
    }

    fn with_options(files: &[(&str, &str)], change: impl FnOnce(&mut Options)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut options = options(folder.path());
        change(&mut options);
        let content = options.project.join("content");
        fs::create_dir_all(&content).unwrap();
        for (name, text) in files {
            fs::write(content.join(name), text).unwrap();
        }
        let volumes_made = Arc::new(AtomicUsize::new(0));
        let project = FakeProject {
            folder: options.project.clone(),
            volumes_made: Arc::clone(&volumes_made),
        };
        Self::start(folder, project, volumes_made, &options)
    }

    fn start(
        folder: TempDir,
        project: impl ProjectSource,
        volumes_made: Arc<AtomicUsize>,
        options: &Options,
    ) -> Self {
        let server = Server::start(project, options, |_| {}).unwrap();
        let preview = Self {
            folder,
            project: options.project.clone(),
            volumes_made,
            server,
        };
        preview.wait_until("/", |response| !response.contains("One moment"));
        preview
    }

    pub(super) fn save(&self, name: &str, text: &str) {
        fs::write(self.project.join("content").join(name), text).unwrap();
    }

    /// The whole response, head and body, to a request with this head.
    pub(super) fn request(&self, head: &str) -> String {
        let mut stream = TcpStream::connect(self.server.address).unwrap();
        write!(stream, "{head}\r\nConnection: close\r\n\r\n").unwrap();
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        String::from_utf8_lossy(&response).into_owned()
    }

    pub(super) fn get(&self, target: &str) -> String {
        self.request(&format!("GET {target} HTTP/1.1\r\nHost: localhost"))
    }

    /// Requests the target until the response meets a condition.
    fn wait_until(&self, target: &str, condition: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let response = self.get(target);
            if condition(&response) {
                return response;
            }
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "still: {response}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The lines of the event stream, for a page in this language that has the version `last_event_id`.
    pub(super) fn events(
        &self,
        lang: &str,
        last_event_id: &str,
    ) -> impl Iterator<Item = String> + use<> {
        let mut stream = TcpStream::connect(self.server.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        write!(
            stream,
            "GET /.vitrine/events?lang={lang} HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: {last_event_id}\r\n\r\n"
        )
        .unwrap();
        BufReader::new(stream)
            .lines()
            .map(|line| line.expect("an event before the timeout"))
    }
}

/// The id of the next event.
pub(super) fn next_id(events: &mut impl Iterator<Item = String>) -> String {
    events
        .find_map(|line| Some(line.strip_prefix("id: ")?.to_owned()))
        .unwrap()
}
