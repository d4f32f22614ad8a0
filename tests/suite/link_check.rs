//! `vitrine check --links`: external links, requested from a server on this machine.

use std::fs;
use std::process::Command;
use std::time::Duration;

use vitrine::commands::{self, LinkOptions, Progress, Report};
use vitrine::diagnostic::{Format, Style, render};

use crate::project::{Project, TODAY, options};
use crate::server::{Server, TlsServer};

#[test]
fn each_page_is_requested_once_with_pauses_and_cached() {
    let server = Server::start();
    let project = linking(&server, &["ok", "ok#part", "for-now", "no-head"]);
    let pause = Duration::from_millis(120);
    let report = check(&project, pause, TODAY);
    assert_eq!(messages(&report), "");
    assert!(
        report.summary[1].contains("3 pages requested, 0 cached"),
        "{:?}",
        report.summary
    );
    let requests = server.requests();
    let lines: Vec<&str> = requests.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "HEAD /for-now",
            "HEAD /ok",
            "HEAD /no-head",
            "GET /no-head",
            "HEAD /ok"
        ]
    );
    for pair in requests.windows(2) {
        assert!(pair[1].1 - pair[0].1 >= pause);
    }

    // Results are cached for a week.
    let report = check(&project, pause, "2026-10-21");
    assert!(
        report.summary[1].contains("0 pages requested, 3 cached"),
        "{:?}",
        report.summary
    );
    assert_eq!(server.requests().len(), 5);
    let report = check(&project, pause, "2026-10-22");
    assert!(
        report.summary[1].contains("3 pages requested, 0 cached"),
        "{:?}",
        report.summary
    );
}

#[test]
fn broken_links_are_retried_and_moved_links_reported_again() {
    let server = Server::start();
    let project = linking(&server, &["gone", "moved"]);
    for asked in [2, 1] {
        let report = check(&project, Duration::ZERO, TODAY);
        let text = messages(&report);
        assert!(text.contains("/gone` was not found (404)"), "{text}");
        assert!(text.contains("/moved` has moved"), "{text}");
        assert!(
            report.summary[1].contains(&format!("{asked} page")),
            "{:?}",
            report.summary
        );
    }
}

#[test]
fn the_link_cache_is_outside_the_project_and_its_git_history() {
    let server = Server::start();
    let project = linking(&server, &["ok"]);
    check(&project, Duration::ZERO, TODAY);
    assert_eq!(
        fs::read_to_string(project.path().join(".vitrine/.gitignore")).unwrap(),
        "*\n"
    );
    assert!(
        fs::read_to_string(project.path().join(".vitrine/links.json"))
            .unwrap()
            .contains("/ok")
    );
    let (_, problems) = project.check();
    assert!(problems.is_empty());
    // A damaged cache is ignored.
    let project = project.file(".vitrine/links.json", "{ \"http");
    assert_eq!(messages(&check(&project, Duration::ZERO, TODAY)), "");
}

#[test]
fn reserved_example_domains_are_not_requested() {
    let report = check(&Project::base(), Duration::ZERO, TODAY);
    assert_eq!(messages(&report), "");
    assert_eq!(
        report.summary[1],
        "1 link to other sites: 0 pages requested, 0 cached, 1 with reserved example names"
    );
}

#[test]
fn links_are_checked_only_on_request_and_never_by_a_build() {
    let server = Server::start();
    let project = linking(&server, &["gone"]);
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_vitrine"))
            .args(arguments)
            .args(["--as-of", TODAY, "--no-paper"])
            .current_dir(project.path())
            .output()
            .unwrap()
    };
    for arguments in [&["check"][..], &["build"]] {
        assert!(run(arguments).status.success());
        assert_eq!(server.requests().len(), 0);
    }
    let output = run(&["check", "--links", "--deny-warnings"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("warning[private-link]"), "{text}");
    assert_eq!(server.requests().len(), 0);
    let with_option = [
        "check",
        "--links",
        "--allow-private-hosts",
        "--deny-warnings",
    ];
    let output = run(&with_option);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.starts_with("warning[dead-link]: 1 dead link\n  partners/almadena.toml\n"),
        "{text}"
    );
    assert_eq!(run(&["build", "--links"]).status.code(), Some(2));
}

fn check(project: &Project, pause: Duration, today: &str) -> Report {
    let mut options = options();
    options.today = today.parse().unwrap();
    let links = LinkOptions {
        pause,
        // The server is on this machine.
        private_hosts: true,
        ..LinkOptions::default()
    };
    commands::check_with_links(project.path(), &options, &links, &Progress::silent()).unwrap()
}

fn messages(report: &Report) -> String {
    render(
        &report.diagnostics,
        &report.sources,
        Format::Short,
        Style::Plain,
    )
}

#[test]
fn untrusted_certificates_are_reported_with_the_reason() {
    let none = Server::start();
    let cases = [
        (
            TlsServer::start("IP:127.0.0.1", 2020, 2021),
            "its certificate has expired",
        ),
        (
            TlsServer::start("IP:127.0.0.1", 2048, 2049),
            "its certificate is not valid yet",
        ),
        (
            TlsServer::start("IP:127.0.0.1", 2020, 2049),
            "its certificate is not signed by an authority that browsers trust",
        ),
        // With an untrusted certificate, no request is sent.
        (
            TlsServer::start("DNS:elsewhere.example", 2020, 2049),
            "its certificate is not signed by an authority that browsers trust",
        ),
    ];
    let mut urls: Vec<String> = cases
        .iter()
        .map(|(server, _)| format!("https://{}/", server.address))
        .collect();
    urls.push(format!("https://{}/ok", none.address));
    let report = check(&linking_to(&urls), Duration::ZERO, TODAY);
    let text = messages(&report);
    let expected = cases.iter().map(|(_, expected)| *expected);
    for (url, expected) in urls.iter().zip(expected.chain(["does not speak TLS"])) {
        let line = text.lines().find(|line| line.contains(url.as_str()));
        let line = line.unwrap_or_else(|| panic!("nothing of {url} in {text}"));
        assert!(
            line.contains("unsafe-link") && line.contains(expected),
            "{line}"
        );
    }
}

/// A partner with links to the given pages.
fn linking(server: &Server, pages: &[&str]) -> Project {
    let urls = pages
        .iter()
        .map(|page| format!("http://{}/{page}", server.address));
    linking_to(&urls.collect::<Vec<String>>())
}

fn linking_to(urls: &[String]) -> Project {
    let links: String = urls
        .iter()
        .map(|url| format!("\n[[links]]\nkind = \"case-studies\"\nurl = \"{url}\"\n"))
        .collect();
    let record =
        "name = \"Almadena\"\ntypes = [\"integrator\"]\nlogo = \"kerguelen.svg\"\n".to_owned();
    Project::base().file("partners/almadena.toml", record + &links)
}
