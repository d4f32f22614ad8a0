//! `vitrine publish` to an S3-compatible store (moto's server) and to a folder.

mod flaky_proxy;
mod foreign_endpoint;
mod login_page;
mod store;
mod two_at_once;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::cli::{code, command, errors};
use crate::project::{Project, TODAY, files};
use flaky_proxy::FlakyProxy;
use store::Store;

/// How often a publication is killed.
const KILLS: u32 = 12;

/// The credentials of the tests; the secret must not appear in any output.
const KEY: &str = "AKIDVITRINE";
const SECRET: &str = "hunter2hunter2hunter2";

#[test]
fn publishes_only_the_difference() {
    let store = Store::start();
    let project = built(&store);
    let output = publish(&project, &["--dry-run"]);
    assert_output(
        &output,
        0,
        &["nothing was published there before", "this is a dry run"],
    );
    assert!(store.list().is_empty());

    // Without a terminal, nobody can confirm.
    let output = publish(&project, &[]);
    assert_output(&output, 2, &["add `--yes`"]);
    assert!(store.list().is_empty());

    let output = publish(&project, &["--yes"]);
    assert_output(&output, 0, &["0 up to date", "published in"]);
    assert_same_as_built(&store, &project);
    let output = publish(&project, &["--yes"]);
    assert_output(&output, 0, &["0 files to send", "nothing to do"]);

    edit(
        &project,
        "name = \"Kerguelen Conseil\"",
        "name = \"Kerguelen & Fils\"",
    );
    edit(&project, "tier = \"gold\"", "tier = \"silver\"");
    build(&project);
    let writes = store.writes();
    let output = publish(&project, &["--dry-run"]);
    assert_output(
        &output,
        0,
        &[
            "Kerguelen & Fils (kerguelen) moved from Gold to Silver",
            "Kerguelen & Fils (kerguelen), before: Kerguelen Conseil",
            "since the last publication: 1 moved from Gold to Silver, 1 renamed",
        ],
    );
    assert_eq!(store.writes(), writes);
    let output = publish(&project, &["--yes", "--allow-removals"]);
    assert_output(&output, 0, &["published in"]);
    assert_same_as_built(&store, &project);
    let sent = store.writes() - writes;
    assert!(sent < files(&public(&project)).len(), "{sent} writes");
}

#[test]
fn files_have_their_content_type_and_caching() {
    let store = Store::start();
    let project = built(&store);
    publish(&project, &["--yes"]);
    for path in files(&public(&project)) {
        let path = path.to_str().unwrap();
        let headers = store.head(&format!("site/{path}"));
        let caching = headers("cache-control");
        let for_good = ["assets/", "logos/", "images/"];
        let for_good = for_good.iter().any(|folder| path.starts_with(folder));
        match for_good {
            true => assert_eq!(caching, "public, max-age=31536000, immutable", "{path}"),
            false => assert_eq!(caching, "public, max-age=0, must-revalidate", "{path}"),
        }
        let kind = headers("content-type");
        assert_ne!(kind, "application/octet-stream", "{path}");
        if kind.starts_with("text/") {
            assert!(kind.ends_with("; charset=utf-8"), "{path}: {kind}");
        }
    }
}

#[test]
fn a_killed_publication_leaves_no_broken_page_and_can_be_resumed() {
    let store = Store::start();
    let project = built(&store);
    publish(&project, &["--yes"]);
    retitle(&project, "Another title");
    build(&project);
    let before = store.writes();
    publish(&project, &["--yes"]);
    let whole = store.writes() - before;

    let mut midway = 0;
    for kill in 0..KILLS {
        retitle(&project, &format!("Title {kill}"));
        // A new page that other pages link to.
        let page = format!("content/pages/page-{kill}.en.md");
        let text = "+++\ntitle = \"More\"\nmenu = \"main\"\n+++\nMore.\n";
        fs::write(project.path().join(page), text).unwrap();
        build(&project);
        // Killed after a part of the writes, however fast the machine is just now.
        let enough = store.writes() + whole * kill as usize / KILLS as usize;
        let mut child = publishing(&project, &["--yes"]).spawn().unwrap();
        while store.writes() < enough && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(1));
        }
        // An error if it has ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
        // Requests under way arrive.
        sleep(Duration::from_millis(50));
        assert_no_broken_page(&store);

        let writes = store.writes();
        let output = publish(&project, &["--dry-run"]);
        let left = to_send(&output);
        let all = files(&public(&project)).len();
        midway += u32::from(left > 0 && left < all / 2);
        assert_output(&publish(&project, &["--yes"]), 0, &[]);
        // The state file is written at most four times, one of them to see whether the store refuses it.
        let sent = store.writes() - writes;
        assert!(sent <= left + 4, "{sent} writes for {left} files");
        assert_same_as_built(&store, &project);
    }
    assert!(midway > 0, "no publication was killed while it sent");
}

#[test]
fn retries_over_a_flaky_connection() {
    let store = Store::start();
    let proxy = FlakyProxy::to(&store.endpoint);
    let project = built_for(&proxy.endpoint);
    assert_output(&publish(&project, &["--yes"]), 0, &["published in"]);
    assert_same_as_built(&store, &project);
    assert!(proxy.breaks() > 5, "it broke {} times", proxy.breaks());
    let output = publish(&project, &["--yes"]);
    assert_output(&output, 0, &["0 files to send", "nothing to do"]);
}

#[test]
fn refuses_to_remove_addresses() {
    let store = Store::start();
    let project = built(&store);
    publish(&project, &["--yes"]);
    let before = store.list();
    let project = project
        .without("partners/kerguelen.toml")
        .without("partners/kerguelen.svg");
    build(&project);
    for arguments in [&["--yes"][..], &[]] {
        let output = publish(&project, arguments);
        assert_output(
            &output,
            2,
            &[
                "nothing was sent",
                "/en/partners/kerguelen/",
                "--allow-removals",
                "aliases",
            ],
        );
        assert_eq!(store.list(), before);
    }
    let output = publish(&project, &["--dry-run"]);
    assert_output(&output, 0, &["Removed: 1", "it would be refused"]);
    let output = publish(&project, &["--yes", "--allow-removals"]);
    assert_output(&output, 0, &["1 removed"]);
    assert_same_as_built(&store, &project);
}

#[test]
fn foreign_files_stay() {
    let store = Store::start();
    let project = built(&store);
    store.put("site/uploads/mine.pdf", b"mine");
    store.put("other/index.html", b"other");
    store.put("site/en/index.html", b"mine too");
    let output = publish(&project, &["--yes"]);
    assert_output(&output, 2, &["en/index.html", "--overwrite-foreign"]);
    assert_eq!(store.list().len(), 3);
    let output = publish(&project, &["--yes", "--overwrite-foreign"]);
    assert_output(&output, 0, &["published in"]);
    assert_eq!(store.get("site/uploads/mine.pdf"), b"mine");
    assert_eq!(store.get("other/index.html"), b"other");
    assert_ne!(store.get("site/en/index.html"), b"mine too");
}

#[test]
fn the_former_flag_still_overwrites_foreign_files() {
    let store = Store::start();
    let project = built(&store);
    store.put("site/en/index.html", b"mine");
    let output = publish(&project, &["--yes", "--take-over"]);
    let warning = "`--take-over` is now `--overwrite-foreign`";
    assert_output(&output, 0, &["published in", warning]);
    assert_ne!(store.get("site/en/index.html"), b"mine");
}

#[test]
fn errors_are_reported_without_secrets() {
    let store = Store::start();
    let project = built(&store);
    let output = publish(&project, &["--yes", "--to", "s3://no-such-bucket"]);
    assert_output(
        &output,
        2,
        &[
            "the bucket or container does not exist",
            "`s3://no-such-bucket`",
        ],
    );
    let output = publish(&project, &["--yes", "--to", "ftp://host/x"]);
    assert_output(
        &output,
        2,
        &["is not a valid destination", "s3://bucket/folder"],
    );
    let output = publishing(&project, &["--yes"])
        .env_remove("AWS_SECRET_ACCESS_KEY")
        .output()
        .unwrap();
    assert_output(&output, 2, &["`AWS_SECRET_ACCESS_KEY` is not set"]);
    assert!(store.list().is_empty());

    fs::write(public(&project).join("en/index.html"), "changed by hand").unwrap();
    let output = publish(&project, &["--yes"]);
    assert_output(&output, 2, &["en/index.html", "run `vitrine build`"]);
    fs::remove_dir_all(public(&project)).unwrap();
    let output = publish(&project, &["--yes"]);
    assert_output(&output, 2, &["no built site", "run `vitrine build`"]);
    assert!(store.list().is_empty());

    build(&project);
    drop(store);
    let output = publish(&project, &["--yes"]);
    assert_output(&output, 2, &["refuses the connection"]);
}

#[test]
fn a_forgotten_partner_is_removed_from_the_store() {
    let store = Store::start();
    let project = built(&store);
    publish(&project, &["--yes"]);
    let folder = project.path().to_str().unwrap();
    let forget = [
        "forget",
        "kerguelen",
        "--yes",
        "--as-of",
        TODAY,
        "--project",
        folder,
    ];
    let output = command(&forget).output().unwrap();
    let expected = ["is forgotten here", "it may still be published"];
    assert_output(&output, 1, &expected);
    // The erasure has asked about its files.
    let output = publish(&project, &["--yes"]);
    assert_output(&output, 0, &["published in"]);
    let left = store.list();
    assert!(left.contains(&"site/.vitrine-published".to_owned()));
    for path in left {
        let text = String::from_utf8_lossy(&store.get(&path)).to_lowercase();
        assert!(!text.contains("kerguelen"), "something is left in {path}");
    }
}

#[test]
fn publishes_to_a_folder() {
    let project = Project::base();
    build(&project);
    let www = project.path().join("www");
    let to = ["--to", www.to_str().unwrap()];
    let output = publish(&project, &[&to[..], &["--yes"]].concat());
    assert_output(
        &output,
        0,
        &["nothing was published there before", "published in"],
    );
    fs::write(www.join("CNAME"), "mine").unwrap();
    fs::write(public(&project).join("mine.txt"), "not sent").unwrap();
    edit(
        &project,
        "name = \"Kerguelen Conseil\"",
        "name = \"Kerguelen & Fils\"",
    );
    build(&project);
    let output = publish(&project, &[&to[..], &["--yes"]].concat());
    assert_output(
        &output,
        0,
        &[
            "1 renamed",
            "not sent, because Vitrine did not write it: mine.txt",
        ],
    );
    assert!(www.join("CNAME").exists() && !www.join("mine.txt").exists());
    for path in files(&public(&project)) {
        if path != Path::new("mine.txt") && path != Path::new(".vitrine") {
            let sent = fs::read(www.join(&path)).unwrap();
            assert!(sent == fs::read(public(&project).join(&path)).unwrap());
        }
    }
    let output = command(&["verify", www.to_str().unwrap()])
        .output()
        .unwrap();
    assert_output(&output, 0, &["foreign: CNAME", "0 missing, 0 changed"]);
    let output = publish(
        &project,
        &["--yes", "--to", public(&project).to_str().unwrap()],
    );
    assert_output(&output, 2, &["where the build writes"]);
    let partners = project.path().join("partners");
    let output = publish(&project, &["--dry-run", "--to", partners.to_str().unwrap()]);
    assert_output(&output, 2, &["kerguelen", "empty it"]);
}

#[test]
fn an_edit_without_a_build_is_not_passed_over() {
    let project = Project::base();
    build(&project);
    let www = project.path().join("www");
    let publish = |arguments: &[&str]| {
        let to = ["--to", www.to_str().unwrap()];
        publish(&project, &[&to[..], arguments].concat())
    };
    assert_output(&publish(&["--yes"]), 0, &["published in"]);
    assert_output(&publish(&["--yes"]), 0, &["nothing to do"]);

    edit(&project, "tier = \"gold\"", "tier = \"silver\"");
    let changed = "the project has changed since the last build";
    for arguments in [&["--yes"][..], &[]] {
        let output = publish(arguments);
        assert_output(
            &output,
            2,
            &[changed, "run `vitrine build` first", "--as-built"],
        );
    }
    assert_output(&publish(&["--dry-run"]), 0, &[changed, "dry run"]);
    let as_built = publish(&["--yes", "--as-built"]);
    assert_output(&as_built, 0, &[changed, "nothing to do"]);

    edit(&project, "tier = \"silver\"", "tier = \"gold\"");
    assert_output(&publish(&["--yes"]), 0, &["nothing to do"]);
    edit(&project, "tier = \"gold\"", "tier = ");
    assert_output(&publish(&["--yes"]), 2, &[changed]);
    edit(&project, "tier = ", "tier = \"silver\"");
    build(&project);
    let output = publish(&["--yes"]);
    assert_output(&output, 0, &["1 moved from Gold to Silver", "published in"]);

    fs::remove_file(project.path().join(".vitrine/as-built.txt")).unwrap();
    let unknown = "it is not known whether the project has changed";
    assert_output(&publish(&["--yes"]), 2, &[unknown]);
}

/// The smallest project, configured for the store and built.
fn built(store: &Store) -> Project {
    built_for(&store.endpoint)
}

fn built_for(endpoint: &str) -> Project {
    let project = Project::base();
    let settings = project.path().join("content/catalogue.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let publish = format!(
        "\n[publish]\nto = \"s3://{}/site\"\nendpoint = \"{endpoint}\"\nregion = \"eu-west-3\"\n",
        Store::BUCKET,
    );
    fs::write(settings, text + &publish).unwrap();
    build(&project);
    project
}

fn build(project: &Project) {
    let folder = project.path().to_str().unwrap();
    let output = command(&["build", "--no-paper", "--as-of", TODAY, "--project", folder]);
    let output = { output }.output().unwrap();
    assert_eq!(code(&output), 0, "{}", errors(&output));
}

fn publish(project: &Project, arguments: &[&str]) -> Output {
    publishing(project, arguments).output().unwrap()
}

fn publishing(project: &Project, arguments: &[&str]) -> Command {
    let folder = project.path().to_str().unwrap();
    let mut command = command(&[&["publish", "--project", folder], arguments].concat());
    command
        .env("AWS_ACCESS_KEY_ID", KEY)
        .env("AWS_SECRET_ACCESS_KEY", SECRET)
        .env("AWS_ENDPOINT_URL", endpoint(project))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The endpoint in the settings, which the user has to name too.
fn endpoint(project: &Project) -> String {
    let settings = fs::read_to_string(project.path().join("content/catalogue.toml")).unwrap();
    let mut lines = settings.lines();
    let endpoint = lines.find_map(|line| line.strip_prefix("endpoint = \""));
    endpoint
        .unwrap_or_default()
        .trim_end_matches('"')
        .to_owned()
}

#[track_caller]
fn assert_output(output: &Output, expected: i32, words: &[&str]) {
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(code(output), expected, "{text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
    for secret in [KEY, SECRET] {
        assert!(!text.contains(secret), "{text}");
    }
}

/// The number in "12 files to send".
fn to_send(output: &Output) -> usize {
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text
        .lines()
        .find(|line| line.contains(" to send ("))
        .unwrap();
    line.split(' ').next().unwrap().parse().unwrap()
}

fn public(project: &Project) -> std::path::PathBuf {
    project.path().join("public")
}

fn edit(project: &Project, from: &str, to: &str) {
    let record = project.path().join("partners/kerguelen.toml");
    let text = fs::read_to_string(&record).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(record, text.replace(from, to)).unwrap();
}

fn retitle(project: &Project, title: &str) {
    let settings = project.path().join("content/catalogue.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let line = text.lines().next().unwrap();
    fs::write(
        &settings,
        text.replace(line, &format!("title = \"{title}\"")),
    )
    .unwrap();
}

/// The store holds the built site and the state file, and nothing else.
#[track_caller]
fn assert_same_as_built(store: &Store, project: &Project) {
    let mut there = store.list();
    there.retain(|path| !path.ends_with(".vitrine-published"));
    let built = files(&public(project));
    let paths = built.iter().map(|path| format!("site/{}", path.display()));
    let mut expected: Vec<String> = paths.collect();
    expected.sort();
    assert_eq!(there, expected);
    for path in built {
        let sent = store.get(&format!("site/{}", path.display()));
        let bytes = fs::read(public(project).join(&path)).unwrap();
        assert!(sent == bytes, "{} differs", path.display());
    }
}

/// Every page that a visitor can reach from the root page exists, and what it needs.
#[track_caller]
fn assert_no_broken_page(store: &Store) {
    let there = store.list();
    let mut reached = vec![
        "site/index.html".to_owned(),
        "site/en/index.html".to_owned(),
    ];
    let mut at = 0;
    while let Some(path) = reached.get(at).cloned() {
        at += 1;
        if !path.ends_with(".html") && !path.ends_with(".css") {
            continue;
        }
        let text = String::from_utf8(store.get(&path)).unwrap();
        let targets = ["href=\"/", "src=\"/", "url(\"/", "data-index=\"/"];
        for (target, part) in targets
            .iter()
            .flat_map(|it| text.split(it).skip(1).map(move |p| (it, p)))
        {
            let end = part.find(['"', '#', '?']).unwrap();
            let address = &part[..end];
            let address = match address.is_empty() || address.ends_with('/') {
                true => format!("site/{address}index.html"),
                false => format!("site/{address}"),
            };
            assert!(there.contains(&address), "{path}: {target}{address}");
            if !reached.contains(&address) {
                reached.push(address);
            }
        }
    }
    assert!(at > 40, "only {at} files are reached");
}
