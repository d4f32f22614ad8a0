//! The preview, asked over the network as a browser asks it.

mod paper;

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

#[test]
fn pages_are_served_as_hosts_serve_them() {
    let preview = Preview::of(&[
        ("index.html", "<body>home</body>"),
        ("en+index.html", "<body>english</body>"),
        ("en+a é.css", "p{}"),
        ("404.html", "<body>nothing here</body>"),
    ]);
    let home = preview.get("/");
    assert!(home.starts_with("HTTP/1.1 200"), "{home}");
    assert!(
        home.contains("home<vitrine-preview>")
            && home.contains("<script src=\"/.vitrine/preview.js\"")
    );
    assert!(home.contains("Content-Type: text/html; charset=utf-8"));
    assert!(home.contains("Cache-Control: no-store"));
    let redirect = preview.get("/en?q=1");
    assert!(redirect.contains("Location: /en/?q=1"), "{redirect}");
    assert!(preview.get("/en/index.html").contains("english"));
    let styles = preview.get("/en/a%20%C3%A9.css");
    assert!(styles.contains("text/css") && styles.ends_with("p{}"));
    let missing = preview.get("/missing/");
    assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
    assert!(missing.contains("nothing here<vitrine-preview>"));
    let head = preview.ask("HEAD / HTTP/1.1\r\nHost: localhost");
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"));
    let post = preview.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0");
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
}

#[test]
fn a_real_project_is_served_and_read_again() {
    let preview = Preview::of_starter();
    assert!(preview.get("/").starts_with("HTTP/1.1 200"));
    assert!(preview.get("/en").contains("Location: /en/\r\n"));
    let home = preview.get("/en/");
    assert!(home.starts_with("HTTP/1.1 200") && home.contains("/.vitrine/preview.js"));
    assert!(
        home.contains("connect-src 'self'"),
        "events are let through"
    );
    assert!(preview.get("/en/nowhere/").starts_with("HTTP/1.1 404"));
    assert!(
        preview
            .get("/paper/catalogue-xx.pdf")
            .starts_with("HTTP/1.1 404")
    );
    let paper = preview.get("/paper/catalogue-en.pdf");
    assert!(paper.contains("application/pdf") && paper.contains("%PDF-"));
    let page = preview.get("/.vitrine/paper?from=/en/");
    assert!(
        page.contains("/.vitrine/paper/catalogue-en.pdf/2.svg"),
        "{page}"
    );
    let leaf = preview.get("/.vitrine/paper/catalogue-en.pdf/2.svg");
    assert!(leaf.contains("image/svg+xml") && leaf.contains("<svg"));

    let path = preview.folder.path().join("content/catalogue.toml");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(&path, good.replacen("\ntitle", "\ntitel", 1)).unwrap();
    let page = preview.until("/en/", |page| page.contains("strip error"));
    assert!(page.contains("content/catalogue.toml:") && page.starts_with("HTTP/1.1 200"));
    let title = "A catalogue with another name";
    let (before, after) = good.split_once("\ntitle = \"").unwrap();
    let (_, after) = after.split_once('"').unwrap();
    fs::write(&path, format!("{before}\ntitle = \"{title}\"{after}")).unwrap();
    let page = preview.until("/en/", |page| page.contains(title));
    assert!(!page.contains("version of"));
}

#[test]
fn a_site_in_a_folder_of_another_is_served_there() {
    let preview = Preview::of(&[
        ("base", "/partners"),
        ("index.html", "<body>home</body>"),
        ("en+index.html", "<body>english</body>"),
    ]);
    assert!(preview.get("/").contains("Location: /partners/\r\n"));
    assert!(
        preview
            .get("/partners")
            .contains("Location: /partners/\r\n")
    );
    assert!(preview.get("/partners/").contains("home"));
    assert!(
        preview
            .get("/partners/en")
            .contains("Location: /partners/en/\r\n")
    );
    assert!(preview.get("/partners/en/").contains("english"));
    assert!(preview.get("/en/").starts_with("HTTP/1.1 404"));
    assert!(preview.get("/partnersen/").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_bad_save_keeps_the_page_and_shows_the_problem_until_it_is_mended() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    let mut events = preview.events("");
    let first = id(&mut events);

    preview.save("index.html", "<body>second mistake</body>");
    let second = id(&mut events);
    assert_ne!(first, second);
    let page = preview.get("/");
    assert!(page.contains("first"), "{page}");
    assert!(page.contains("1 error") && page.contains("content/index.html:1:14"));
    assert!(page.contains("you see the version of"));

    preview.save("index.html", "<body>third</body>");
    assert_ne!(id(&mut events), second);
    let page = preview.get("/");
    assert!(
        page.contains("third") && page.contains("strip calm"),
        "{page}"
    );
}

#[test]
fn a_browser_that_reconnects_is_told_only_what_it_missed() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    let current = id(&mut preview.events(""));
    let mut events = preview.events(&current);
    preview.save("index.html", "<body>second</body>");
    let next = id(&mut events);
    assert_ne!(next, current);
    assert_eq!(id(&mut preview.events(&current)), next);
}

#[test]
fn a_project_that_never_was_whole_shows_its_problems() {
    let preview = Preview::of(&[("index.html", "<body>a mistake</body>")]);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 503"), "{page}");
    assert!(page.contains("a <code>mistake</code>") && page.contains("data-reading="));
    preview.save("index.html", "<body>mended</body>");
    preview.until("/", |page| page.contains("mended"));
}

#[test]
fn nothing_ends_the_preview() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    preview.save("index.html", "panic while reading");
    let page = preview.until("/", |page| page.contains("error"));
    assert!(page.contains("first"));

    preview.save("index.html", "panic in a page");
    let page = preview.until("/", |page| page.contains("HTTP/1.1 500"));
    assert!(page.contains("the page is too hard"), "{page}");

    fs::remove_dir_all(preview.folder.path().join("content")).unwrap();
    preview.until("/.vitrine/preview.css", |page| page.contains("200"));
    std::thread::sleep(Duration::from_millis(300));
    fs::create_dir(preview.folder.path().join("content")).unwrap();
    preview.save("index.html", "<body>back</body>");
    preview.until("/", |page| page.contains("back"));
    preview.save("index.html", "<body>and watched</body>");
    preview.until("/", |page| page.contains("and watched"));
}

#[test]
fn folders_that_are_made_later_are_watched_and_polling_works() {
    for poll in [false, true] {
        let preview = Preview::with(&[("index.html", "<body>first</body>")], poll);
        let mut events = preview.events("");
        let first = id(&mut events);
        let partners = preview.folder.path().join("partners/fr/new");
        fs::create_dir_all(&partners).unwrap();
        let second = id(&mut events);
        assert_ne!(first, second);
        fs::write(partners.join("a.toml"), "").unwrap();
        assert_ne!(id(&mut events), second);
    }
}

#[test]
fn other_sites_and_tricks_are_refused() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    for head in [
        "GET / HTTP/1.1\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: evil.example:8080",
        "GET /.vitrine/events HTTP/1.1\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET /.vitrine/paper/catalogue-en.pdf/1.svg HTTP/1.1\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nX: y",
    ] {
        let answer = preview.ask(head);
        assert!(answer.starts_with("HTTP/1.1 403"), "{head}: {answer}");
        assert!(!answer.contains("first"));
    }
    for target in [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cetc",
        "//evil.example",
        "http://evil.example/",
        "/content/index.html",
        "/.vitrine/other",
        "/%00",
    ] {
        let answer = preview.get(target);
        assert!(answer.starts_with("HTTP/1.1 404"), "{target}: {answer}");
    }
}

#[test]
fn the_next_port_is_taken_if_one_is_taken() {
    let preview = Preview::of(&[]);
    let taken = preview.server.address.port();
    let listener = super::listen("127.0.0.1", taken).unwrap();
    assert!(listener.local_addr().unwrap().port() > taken);
    assert!(super::listen("no.such.host.invalid", 0).is_err());
}

#[test]
fn a_preview_that_stops_ends_its_threads_and_frees_its_port() {
    let preview = Preview::of(&[("index.html", "<body>first</body>")]);
    let address = preview.server.address;
    let mut events = preview.events("");
    id(&mut events);
    drop(preview);
    let start = Instant::now();
    while std::net::TcpListener::bind(address).is_err() {
        assert!(start.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(20));
    }
}
