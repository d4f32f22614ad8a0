//! `vitrine serve`: what remote clients may see, and whether closed connections are cleaned up.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::cli::command;
use crate::privacy;
use crate::project::{Project, TODAY};

/// A preview that runs until the end of a test.
pub(crate) struct Serve {
    child: Child,
    /// Its host and port.
    pub(crate) address: String,
}

impl Serve {
    /// Starts it, and waits until there is a website.
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
            .expect("the preview tells its address");
        let serve = Self {
            child,
            address: format!("127.0.0.1:{port}"),
        };
        serve.until("/robots.txt", "", |answer| {
            answer.starts_with("HTTP/1.1 200")
        });
        serve
    }

    /// The response, head and body, to a request with additional headers.
    pub(crate) fn get(&self, target: &str, headers: &str) -> Vec<u8> {
        let mut stream = self.ask(target, &format!("{headers}Connection: close\r\n"));
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    fn ask(&self, target: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let patience = Some(Duration::from_secs(60));
        stream.set_read_timeout(patience).unwrap();
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

    fn until(&self, target: &str, headers: &str, is_there: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let answer = self.text(target, headers);
            if is_there(&answer) {
                return answer;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "still: {answer}");
            sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        // It may already have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A proxied request is remote, even if the proxy is on this machine.
const ELSEWHERE: &str = "X-Forwarded-For: 192.0.2.1\r\n";

#[test]
fn remote_clients_see_nothing_private() {
    let project = privacy::private();
    let record = project.path().join("partners/open.toml");
    let good = fs::read_to_string(&record).unwrap();
    // A maintenance warning.
    let good = good.replacen(
        "[programmes",
        "last_verified = 2020-01-01\n\n[programmes",
        1,
    );
    fs::write(&record, &good).unwrap();
    let serve = Serve::start(&project, &["--host", "0.0.0.0"]);
    let here = serve.text("/.vitrine/upkeep?page=/en/partners/open/", "");
    assert!(here.contains("1 thing to look after here"), "{here}");
    assert_public_elsewhere(&serve);
    // An error in a private field, one that quotes it, and one in another private field.
    let bad = good
        .replace("[internal]\n", "[internal]\nrevenue = \"canary-figure\"\n")
        .replace("role = \"technical\"", "role = \"canary-role\"")
        .replace("tier = \"gold\"", "tier = \"canary-tier\"");
    fs::write(&record, &bad).unwrap();
    let here = serve.until("/en/", "", |page| page.contains("strip error"));
    for told in ["canary-role", "canary-tier", "partners/open.toml:"] {
        assert!(here.contains(told), "{told} in {here}");
    }
    let elsewhere = assert_public_elsewhere(&serve);
    for told in [
        "strip error",
        "A tier that the programme does not have.",
        "unknown-tier",
    ] {
        assert!(elsewhere.contains(told), "{told} in {elsewhere}");
    }
    assert!(!elsewhere.contains("partners/open.toml"), "{elsewhere}");
    drop(serve);

    // A project that cannot be loaded.
    let project = project.file("partners/open.toml", &bad);
    let serve = Serve::start_broken(&project);
    assert!(serve.text("/en/", "").contains("canary-tier"));
    assert_public_elsewhere(&serve);
}

impl Serve {
    fn start_broken(project: &Project) -> Self {
        let good = fs::read_to_string(privacy::folder().join("partners/open.toml")).unwrap();
        let path = project.path().join("partners/open.toml");
        let bad = fs::read_to_string(&path).unwrap();
        // A change to wait for.
        fs::write(&path, good).unwrap();
        let serve = Self::start(project, &["--host", "0.0.0.0"]);
        fs::write(&path, bad).unwrap();
        serve.until("/en/", "", |page| page.contains("strip error"));
        serve
    }
}

/// The home page as remote clients see it; asserts that nothing private is in it or its assets.
fn assert_public_elsewhere(serve: &Serve) -> String {
    for target in [
        "/.vitrine/upkeep?page=/en/",
        "/.vitrine/paper?from=/en/",
        "/en/partners/open/",
        "/404/",
    ] {
        privacy::assert_public(target, &serve.text(target, ELSEWHERE));
    }
    let mut events = BufReader::new(serve.ask("/.vitrine/events", ELSEWHERE)).lines();
    let event = events.find_map(|line| line.unwrap().strip_prefix("data: ").map(str::to_owned));
    privacy::assert_public("the events", &event.unwrap());
    let page = serve.text("/en/", ELSEWHERE);
    privacy::assert_public("the page", &page);
    page
}

/// Observes the process from outside.
#[cfg(target_os = "linux")]
impl Serve {
    fn count(&self, what: &str) -> usize {
        let folder = format!("/proc/{}/{what}", self.child.id());
        fs::read_dir(folder).unwrap().count()
    }

    /// Waits until there are no more open files and threads than given; there may briefly be one more.
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
fn closed_connections_are_cleaned_up() {
    /// The program's own work, such as checking that it still responds: twice a second, each time keeping a
    /// thread for five seconds.
    const AT_REST: usize = 14;

    let project = Project::base();
    let serve = Serve::start(&project, &["--no-paper"]);
    let (files, threads) = serve.settle((12, 12));
    let before = (files + AT_REST, threads + AT_REST);

    let mut gone = Vec::new();
    for at in 0..200 {
        let mut stream = BufReader::new(serve.ask("/.vitrine/events", ""));
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        assert_eq!(line, "HTTP/1.1 200 OK\r\n");
        gone.push(stream.into_inner());
        // Responses that are never read, incomplete requests, and invalid ones.
        gone.push(serve.ask("/en/", ""));
        let mut rude = TcpStream::connect(&serve.address).unwrap();
        let text: &[u8] = match at % 4 {
            0 => b"GET / HT",
            1 => b"GET / HTTP/1.1\r\nHost: local",
            2 => b"\x16\x03\x01\x02\x00\x01",
            _ => b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\nhalf",
        };
        rude.write_all(text).unwrap();
        gone.push(rude);
    }
    let (files, threads) = (serve.count("fd"), serve.count("task"));
    assert!(
        files > 400 && threads > 200,
        "{files} files, {threads} threads"
    );
    drop(gone);
    let home = project.path().join("content/pages/home.en.md");
    let text = fs::read_to_string(&home).unwrap();
    fs::write(&home, format!("{text}\nMore.\n")).unwrap();
    serve.until("/en/", "", |page| page.contains("More."));

    let after = serve.settle(before);
    assert!(
        after.0 <= before.0 && after.1 <= before.1,
        "{after:?}, before {before:?}"
    );
    assert!(serve.text("/en/", "").starts_with("HTTP/1.1 200"));
}

#[test]
fn paper_editions_have_readable_labels() {
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
    for words in [
        "value=\"catalogue-en-vol-2.pdf\">Whole catalogue, English, screen, volume 2 of 2<",
        ">France, French, press, A5, volume 1 of 2<",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
