//! Tests of `vitrine serve` as a process: what remote clients see, and whether disconnected clients leave resources behind.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::cli::command;
use crate::privacy;
use crate::project::{Project, TODAY};

/// A running `vitrine serve`; it is killed when dropped.
pub(crate) struct Serve {
    child: Child,
    /// Host and port.
    pub(crate) address: String,
}

impl Serve {
    /// Starts the preview, and waits until there is a website.
    pub(crate) fn start(project: &Project, more: &[&str]) -> Self {
        let folder = project.path().to_str().unwrap();
        let arguments = [
            "serve",
            "--port",
            "0",
            "--as-of",
            TODAY,
            "--project",
            folder,
        ];
        let mut child = command(&[&arguments[..], more].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, rest) = line.split_once("preview at http://")?;
                let (_, port) = rest.split_once(':')?;
                Some(port.split('/').next()?.to_owned())
            })
            .expect("the preview prints its address");
        let serve = Self {
            child,
            address: format!("127.0.0.1:{port}"),
        };
        serve.wait_until("/robots.txt", "", |response| {
            response.starts_with("HTTP/1.1 200")
        });
        serve
    }

    /// The response, head and body, to a request with these additional headers.
    pub(crate) fn get(&self, target: &str, headers: &str) -> Vec<u8> {
        let mut stream = self.request(target, &format!("{headers}Connection: close\r\n"));
        let mut response = Vec::new();
        stream.read_to_end(&mut response).unwrap();
        response
    }

    fn request(&self, target: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let timeout = Some(Duration::from_secs(60));
        stream.set_read_timeout(timeout).unwrap();
        write!(
            stream,
            "GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"
        )
        .unwrap();
        stream
    }

    fn text(&self, target: &str, headers: &str) -> String {
        String::from_utf8_lossy(&self.get(target, headers)).into_owned()
    }

    fn wait_until(&self, target: &str, headers: &str, condition: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let response = self.text(target, headers);
            if condition(&response) {
                return response;
            }
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "still: {response}"
            );
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Makes a request count as remote: a forwarded one may come from anywhere.
const REMOTE: &str = "X-Forwarded-For: 192.0.2.1\r\n";

#[test]
fn remote_clients_see_no_private_values() {
    let project = privacy::private();
    let record = project.path().join("partners/open.toml");
    let good = fs::read_to_string(&record).unwrap();
    // A maintenance warning, besides those about what the record withholds.
    let good = good.replacen(
        "[programmes",
        "last_verified = 2020-01-01\n\n[programmes",
        1,
    );
    fs::write(&record, &good).unwrap();
    let serve = Serve::start(&project, &["--host", "0.0.0.0"]);
    let local = serve.text("/.vitrine/maintenance?page=/en/partners/open/", "");
    assert!(
        local.contains("16 maintenance warnings for this page"),
        "{local}"
    );
    assert_public_to_remote_clients(&serve);
    // One error in a private table, one that quotes a private value, and one in a public field.
    let bad = good
        .replace("[internal]\n", "[internal]\nrevenue = \"canary-figure\"\n")
        .replace("role = \"technical\"", "role = \"canary-role\"")
        .replace("tier = \"gold\"", "tier = \"canary-tier\"");
    fs::write(&record, &bad).unwrap();
    let local = serve.wait_until("/en/", "", |page| page.contains("strip error"));
    for expected in ["canary-role", "canary-tier", "partners/open.toml:"] {
        assert!(local.contains(expected), "{expected} in {local}");
    }
    let remote = assert_public_to_remote_clients(&serve);
    for expected in [
        "strip error",
        "A tier that the programme does not have.",
        "unknown-tier",
    ] {
        assert!(remote.contains(expected), "{expected} in {remote}");
    }
    assert!(!remote.contains("partners/open.toml"), "{remote}");
    drop(serve);

    // A project that has had errors for a while.
    let project = project.file("partners/open.toml", &bad);
    let serve = Serve::start_with_errors(&project);
    assert!(serve.text("/en/", "").contains("canary-tier"));
    assert_public_to_remote_clients(&serve);
}

impl Serve {
    fn start_with_errors(project: &Project) -> Self {
        let good = fs::read_to_string(privacy::folder().join("partners/open.toml")).unwrap();
        let path = project.path().join("partners/open.toml");
        let bad = fs::read_to_string(&path).unwrap();
        // Without errors first, because `start` waits for a website.
        fs::write(&path, good).unwrap();
        let serve = Self::start(project, &["--host", "0.0.0.0"]);
        fs::write(&path, bad).unwrap();
        serve.wait_until("/en/", "", |page| page.contains("strip error"));
        serve
    }
}

/// Asserts that no response to a remote client contains private values. Returns the home page.
fn assert_public_to_remote_clients(serve: &Serve) -> String {
    for target in [
        "/.vitrine/maintenance?page=/en/",
        "/.vitrine/paper?from=/en/",
        "/en/partners/open/",
        "/404/",
    ] {
        privacy::assert_public(target, &serve.text(target, REMOTE));
    }
    let mut events = BufReader::new(serve.request("/.vitrine/events", REMOTE)).lines();
    let event = events.find_map(|line| line.unwrap().strip_prefix("data: ").map(str::to_owned));
    privacy::assert_public("the events", &event.unwrap());
    let page = serve.text("/en/", REMOTE);
    privacy::assert_public("the page", &page);
    page
}

/// Resources of the process, counted in `/proc`.
#[cfg(target_os = "linux")]
impl Serve {
    fn count(&self, resource: &str) -> usize {
        let folder = format!("/proc/{}/{resource}", self.child.id());
        fs::read_dir(folder).unwrap().count()
    }

    /// Waits until there are at most this many open files and threads. Short-lived ones come and go.
    fn settle(&self, (files, threads): (usize, usize)) -> (usize, usize) {
        let start = Instant::now();
        loop {
            let now = (self.count("fd"), self.count("task"));
            if now.0 <= files && now.1 <= threads || start.elapsed() > Duration::from_secs(90) {
                return now;
            }
            sleep(Duration::from_millis(100));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn disconnected_browsers_leave_no_files_and_threads() {
    /// Files and threads that a preview uses now and then: threads that render end after ten seconds.
    const AT_REST: usize = 4;

    let project = Project::base();
    let serve = Serve::start(&project, &["--no-paper"]);
    let (files, threads) = serve.settle((12, 12));
    let before = (files + AT_REST, threads + AT_REST);

    let mut clients = Vec::new();
    for index in 0..200 {
        let mut stream = BufReader::new(serve.request("/.vitrine/events", ""));
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        assert_eq!(line, "HTTP/1.1 200 OK\r\n");
        clients.push(stream.into_inner());
        // Responses that are never read, requests that stop in the middle, and malformed ones.
        clients.push(serve.request("/en/", ""));
        let mut malformed = TcpStream::connect(&serve.address).unwrap();
        let text: &[u8] = match index % 4 {
            0 => b"GET / HT",
            1 => b"GET / HTTP/1.1\r\nHost: local",
            2 => b"\x16\x03\x01\x02\x00\x01",
            _ => b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\nhalf",
        };
        malformed.write_all(text).unwrap();
        clients.push(malformed);
    }
    let (files, threads) = (serve.count("fd"), serve.count("task"));
    assert!(
        files > 400 && threads < 80,
        "{files} files, {threads} threads"
    );
    drop(clients);
    let home = project.path().join("content/pages/home.en.md");
    let text = fs::read_to_string(&home).unwrap();
    fs::write(&home, format!("{text}\nMore.\n")).unwrap();
    serve.wait_until("/en/", "", |page| page.contains("More."));

    let after = serve.settle(before);
    assert!(
        after.0 <= before.0 && after.1 <= before.1,
        "{after:?}, before {before:?}"
    );
    assert!(serve.text("/en/", "").starts_with("HTTP/1.1 200"));
}

#[test]
fn volumes_have_labels_in_the_language_of_the_page() {
    let project = Project::base();
    let settings = fs::read_to_string(project.path().join("content/catalogue.toml")).unwrap();
    let list = "\n[paper]\npartners_per_volume = 1\n\n\
        [[paper.volumes]]\neditions = [\"press\"]\nlanguages = [\"fr\"]\ncountries = [\"FR\"]\nsize = \"A5\"\n";
    let record = fs::read_to_string(project.path().join("partners/kerguelen.toml")).unwrap();
    let record = record.replace("Kerguelen", "Crozet");
    let project = project
        .file("content/catalogue.toml", format!("{settings}{list}"))
        .file("partners/crozet.toml", record);
    let serve = Serve::start(&project, &[]);
    let page = serve.text("/.vitrine/paper?from=/en/", "");
    for label in [
        "value=\"catalogue-en-vol-2.pdf\">Whole catalogue, English, screen, volume 2 of 2<",
        ">France, French, press, A5, volume 1 of 2<",
    ] {
        assert!(page.contains(label), "{label}: {page}");
    }
    let page = serve.text("/.vitrine/paper?from=/fr/", "");
    let label = ">France, français, impression, A5, volume 1 sur 2<";
    assert!(page.contains(label), "{label}: {page}");
    // The project lists none of these, so they cannot be requested.
    for name in [
        "catalogue-en-fr.pdf",
        "catalogue-en-a5.pdf",
        "catalogue-en-vol-3.pdf",
    ] {
        for target in [
            format!("/paper/{name}"),
            format!("/.vitrine/paper?volume={name}"),
            format!("/.vitrine/paper/{name}/1.svg"),
        ] {
            let response = serve.text(&target, "");
            assert!(response.starts_with("HTTP/1.1 404"), "{target}: {response}");
        }
    }
}
