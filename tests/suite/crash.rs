//! Crash tests: an interruption at any instant, a failing write and a concurrent build leave the complete old or new site
//! in `public/`, with the files of the user.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::cli::{bytes, code, command, errors};
use crate::project::{Project, TODAY};

/// How often a build is killed.
const KILLS: u32 = 100;

/// A text on every page, in two versions.
const TITLES: [&str; 2] = ["Partner catalogue", "The other catalogue"];

/// A file that the user put into the site.
const MINE: (&str, &str) = ("CNAME", "partners.quay.example");

type Files = BTreeMap<PathBuf, Vec<u8>>;

#[test]
fn a_build_killed_at_any_instant_leaves_a_complete_site() {
    let project = Project::base();
    let versions = versions(&project);
    let public = project.path().join("public");
    let staging = project.path().join(".public.vitrine-new");

    // How long a build takes, and how long its writing takes.
    retitle(&project, TITLES[0]);
    let started = Instant::now();
    let mut child = spawn(&project);
    wait_for(&staging, &mut child);
    let before_writing = started.elapsed();
    assert!(child.wait().unwrap().success());
    let whole = started.elapsed();
    let writing = whole.saturating_sub(before_writing);

    let mut dice = Dice(2026);
    // A busier machine takes longer: the factor adapts the instants to it.
    let mut pace = 1.0;
    let (mut old, mut new, mut while_writing) = (0, 0, 0);
    for kill in 0..KILLS {
        let before = bytes(&public);
        let aim = usize::from(before == versions[0]);
        retitle(&project, TITLES[aim]);
        let mut child = spawn(&project);
        // Half of the kills are at any instant, half while files are written, because writing is a short part of a build.
        if kill % 2 == 0 {
            sleep(dice.part_of(whole.mul_f64(pace)));
        } else {
            wait_for(&staging, &mut child);
            sleep(dice.part_of(writing.mul_f64(pace)));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        while_writing += u32::from(staging.exists());
        let found = bytes(&public);
        if found == versions[aim] {
            new += 1;
            pace *= 0.9;
        } else {
            assert_same(&found, &before);
            old += 1;
            pace *= 1.05;
        }
    }
    assert!(
        old > 0 && new > 0 && while_writing > 0,
        "{old} old, {new} new, {while_writing} while writing: the kills do not cover the whole build"
    );

    retitle(&project, TITLES[0]);
    let output = spawn(&project).wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert_same(&bytes(&public), &versions[0]);
    assert_nothing_beside(&project);
}

#[test]
fn a_project_whose_init_is_killed_at_any_instant_is_made_by_the_next_one() {
    let folder = Project::empty();
    let init = |name: &str| {
        let new = folder.path().join(name);
        let mut command = command(&["init", "-y", new.to_str().unwrap()]);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        (new, command)
    };
    let (whole, mut command) = init("whole");
    let started = Instant::now();
    assert!(command.status().unwrap().success());
    let time = started.elapsed();
    let expected = bytes(&whole);
    let mut dice = Dice(2027);
    let (mut nothing, mut complete) = (0, 0);
    for kill in 0..30 {
        let (new, mut first) = init(&format!("new-{kill}"));
        let mut child = first.spawn().unwrap();
        sleep(dice.part_of(time.mul_f64(1.3)));
        child.kill().unwrap();
        let ended = child.wait().unwrap().success();
        let is_project = new.join("content").exists();
        if is_project {
            for (path, bytes) in &expected {
                assert!(
                    fs::read(new.join(path)).ok().as_ref() == Some(bytes),
                    "{}",
                    path.display()
                );
            }
        }
        let again = init(&format!("new-{kill}")).1.output().unwrap();
        let message = errors(&again);
        if ended {
            assert!(
                code(&again) == 2 && message.contains("is not empty"),
                "{message}"
            );
        }
        let is_refused = code(&again) == 2 && message.contains("is not empty");
        assert!(code(&again) == 0 || (is_project && is_refused), "{message}");
        assert!(new.join("content").exists());
        for (path, bytes) in &expected {
            assert!(
                fs::read(new.join(path)).ok().as_ref() == Some(bytes),
                "{}",
                path.display()
            );
        }
        nothing += u32::from(!is_project);
        complete += u32::from(is_project);
    }
    assert!(
        nothing > 0 && complete > 0,
        "{nothing} without, {complete} with a project"
    );
}

#[test]
fn a_failing_write_leaves_the_old_site_and_is_reported() {
    let project = Project::base();
    let versions = versions(&project);
    retitle(&project, TITLES[0]);
    let largest = changed(&versions).map(|(_, bytes)| bytes.len()).max();
    let largest = largest.unwrap();
    // The limit is in blocks of 512 bytes: the first page fails, one in the middle, the largest alone.
    for blocks in [1, 16, largest / 512 - 1] {
        let output = with_file_limit(&project, blocks, "ignored");
        assert_eq!(code(&output), 2, "{blocks}: {}", errors(&output));
        let message = errors(&output);
        assert!(
            message.contains("cannot write") && message.contains(".vitrine-new"),
            "{message}"
        );
        assert_same(&bytes(&project.path().join("public")), &versions[1]);
        assert_nothing_beside(&project);

        // Also if the system kills the program for it.
        let output = with_file_limit(&project, blocks, "deadly");
        assert!(!output.status.success());
        assert_same(&bytes(&project.path().join("public")), &versions[1]);
    }
    let output = spawn(&project).wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert_same(&bytes(&project.path().join("public")), &versions[0]);
    assert_nothing_beside(&project);
}

#[test]
fn concurrent_builds_do_not_mix() {
    let project = Project::base();
    let versions = versions(&project);
    let (mut written, mut refused) = (0, 0);
    for round in 0..10 {
        let children: Vec<Child> = (0..4)
            .map(|number| {
                retitle(&project, TITLES[(round + number) % 2]);
                let child = spawn(&project);
                sleep(Duration::from_millis(5));
                child
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            match code(&output) {
                0 => written += 1,
                _ => {
                    assert_eq!(code(&output), 2);
                    let message = errors(&output);
                    assert!(message.contains("another build"), "{message}");
                    refused += 1;
                }
            }
        }
        let found = bytes(&project.path().join("public"));
        assert!(versions.contains(&found), "the site is a mixture of both");
        assert_nothing_beside(&project);
    }
    assert!(written >= 10, "{written} written, {refused} refused");
    assert!(
        refused > 0,
        "no two builds ran at the same time: the test proves nothing"
    );
}

/// The two sites, each written by a build without interruption; afterwards `public/` contains the second.
fn versions(project: &Project) -> [Files; 2] {
    let public = project.path().join("public");
    let versions = TITLES.map(|title| {
        retitle(project, title);
        let output = spawn(project).wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{}", errors(&output));
        fs::write(public.join(MINE.0), MINE.1).unwrap();
        bytes(&public)
    });
    assert!(changed(&versions).count() > 10, "nearly all pages differ");
    versions
}

/// The files of the first site that differ in the second.
fn changed(versions: &[Files; 2]) -> impl Iterator<Item = (&PathBuf, &Vec<u8>)> {
    let files = versions[0].iter();
    files.filter(|(path, bytes)| versions[1].get(*path) != Some(bytes))
}

/// Changes the text on every page in one step: a build reads either the old or the new one.
fn retitle(project: &Project, title: &str) {
    let settings = project.path().join("content/catalogue.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let line = text.lines().next().unwrap();
    let beside = project.path().join("catalogue.new");
    fs::write(&beside, text.replace(line, &format!("title = \"{title}\""))).unwrap();
    fs::rename(beside, settings).unwrap();
}

fn arguments(project: &Project) -> [&str; 6] {
    let folder = project.path().to_str().unwrap();
    ["build", "--no-paper", "--as-of", TODAY, "--project", folder]
}

fn spawn(project: &Project) -> Child {
    command(&arguments(project))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Builds with a limit on the size of files. A longer write fails, as on a full disk, if the signal is "ignored";
/// otherwise the signal kills the program.
fn with_file_limit(project: &Project, blocks: usize, signal: &str) -> Output {
    let trap = if signal == "ignored" {
        "trap '' XFSZ; "
    } else {
        ""
    };
    let program = env!("CARGO_BIN_EXE_vitrine");
    Command::new("sh")
        .arg("-c")
        .arg(format!(
            "ulimit -c 0; {trap}ulimit -f {blocks} && exec \"$0\" \"$@\""
        ))
        .arg(program)
        .args(arguments(project))
        .output()
        .unwrap()
}

/// Waits until the folder exists, or the build has ended without it.
fn wait_for(folder: &Path, child: &mut Child) {
    while !folder.exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_micros(100));
    }
}

fn assert_same(found: &Files, expected: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected));
    for (path, bytes) in expected {
        assert!(found[path] == *bytes, "{} differs", path.display());
    }
}

/// Asserts that neither a staging folder nor an old site is left.
fn assert_nothing_beside(project: &Project) {
    let hidden = fs::read_dir(project.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".public.") && !name.ends_with("-lock"));
    assert_eq!(hidden.collect::<Vec<_>>(), [""; 0]);
}

/// Pseudo-random numbers, equal in every run. The instants differ anyway, because the speed of the machine does.
struct Dice(u64);

impl Dice {
    /// A random part of a duration.
    fn part_of(&mut self, time: Duration) -> Duration {
        // https://en.wikipedia.org/wiki/Xorshift
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        time.mul_f64((self.0 % 1000) as f64 / 1000.0)
    }
}
