//! Two publications at once, from two folders of one project and from one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::{
    Store, assert_output, assert_same_as_built, build, built, public, publish, publishing, retitle,
};
use crate::cli::code;
use crate::project::{Project, files};

/// How often two publications begin at the same moment.
const ROUNDS: usize = 3;

#[test]
fn of_two_at_once_the_store_has_one_whole_site() {
    let store = Store::start();
    let projects = [built(&store), built(&store)];
    for round in 0..ROUNDS {
        change_both(&projects, round);
        let outputs = at_once(&projects, &["--yes"]);
        let published = assert_words(&outputs, "run `vitrine publish` again");
        let is_there = |project: &&Project| {
            let there = store.get("site/en/index.html");
            there == fs::read(public(project).join("en/index.html")).unwrap()
        };
        let there = projects.iter().position(|project| is_there(&project));
        let there = there.expect("neither site is there");
        assert!(
            published.contains(&there),
            "the other says that it published"
        );
        assert_same_as_built(&store, &projects[there]);
    }
}

#[test]
fn of_two_at_once_the_folder_has_one_whole_site() {
    let www = tempfile::tempdir().unwrap();
    let www = www.path().join("www");
    let to = ["--yes", "--to", www.to_str().unwrap()];
    let projects = [Project::base(), Project::base()];
    for round in 0..ROUNDS {
        change_both(&projects, round);
        let outputs = at_once(&projects, &to);
        let published = assert_words(&outputs, "");
        let contents = |folder: &Path| -> BTreeMap<PathBuf, Vec<u8>> {
            let paths = files(folder).into_iter();
            paths
                .filter(|path| !path.to_str().unwrap().starts_with(".vitrine"))
                .map(|path| (path.clone(), fs::read(folder.join(path)).unwrap()))
                .collect()
        };
        let there = contents(&www);
        let there = projects
            .iter()
            .position(|project| contents(&public(project)) == there);
        let there = there.expect("the folder has a mixed site");
        assert!(published.contains(&there));
    }
}

#[test]
fn a_publication_that_was_killed_elsewhere_is_continued_on_request() {
    let store = Store::start();
    let projects = [built(&store), built(&store)];
    change_both(&projects, 0);
    // Killed between its claim and its last file.
    let mut child = publishing(&projects[0], &["--yes"]).spawn().unwrap();
    while store.writes() < 5 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let notes = store.get("site/.vitrine-published");
    let notes = String::from_utf8(notes).unwrap();
    assert!(
        notes.contains("\"ended\":false"),
        "it was not killed in time"
    );

    let output = publish(&projects[1], &["--yes"]);
    assert_output(
        &output,
        2,
        &["nothing was sent", "another publication", "--resume"],
    );
    let output = publish(&projects[1], &["--dry-run"]);
    assert_output(&output, 0, &["it would be refused: another publication"]);
    // As if it had happened an hour ago.
    let hour = |notes: &str, name: &str| {
        let (before, rest) = notes.split_once(&format!("\"{name}\":\"")).unwrap();
        let (time, after) = rest.split_once('"').unwrap();
        let time: jiff::Timestamp = time.parse().unwrap();
        let time = time - jiff::SignedDuration::from_hours(1);
        format!("{before}\"{name}\":\"{time}\"{after}")
    };
    store.put(
        "site/.vitrine-published",
        hour(&hour(&notes, "began"), "seen").as_bytes(),
    );
    let output = publish(&projects[1], &["--yes"]);
    assert_output(&output, 0, &["continues the publication", "published in"]);
    assert_same_as_built(&store, &projects[1]);
}

/// Two sites with other pages each.
fn change_both(projects: &[Project; 2], round: usize) {
    for (number, project) in projects.iter().enumerate() {
        retitle(project, &format!("Title {round} of {number}"));
        build(project);
    }
}

fn at_once(projects: &[Project; 2], arguments: &[&str]) -> [Output; 2] {
    let children = projects
        .each_ref()
        .map(|project| publishing(project, arguments).spawn().unwrap());
    children.map(|child| child.wait_with_output().unwrap())
}

/// One at least has published, and the other says what to do. Returns which ones have.
#[track_caller]
fn assert_words(outputs: &[Output; 2], words: &str) -> Vec<usize> {
    let published: Vec<usize> = (0..2)
        .filter(|number| code(&outputs[*number]) == 0)
        .collect();
    assert!(!published.is_empty(), "{outputs:?}");
    for output in outputs {
        if code(output) == 0 {
            assert_output(output, 0, &["published in"]);
        } else {
            assert_output(output, 2, &[words]);
        }
    }
    published
}
