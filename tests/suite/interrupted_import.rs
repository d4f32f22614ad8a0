//! Interrupted imports: a kill at any instant and a full disk leave every record complete, as it was or as it will be.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::cli::{bytes, code, command, errors};
use crate::project::Project;

/// How many records the imports change.
const RECORDS: usize = 30;
/// How often an import is killed.
const KILLS: u32 = 8;

#[test]
fn an_import_killed_at_any_instant_leaves_whole_records() {
    let mut project = Project::base();
    let record = fs::read_to_string(project.path().join("partners/kerguelen.toml")).unwrap();
    for number in 0..RECORDS {
        let text = record.replace("Kerguelen Conseil", &format!("Zero {number}"));
        project = project.file(&format!("partners/p{number}.toml"), text);
    }
    for (version, name) in ["One", "Two"].into_iter().enumerate() {
        let rows: String = (0..RECORDS)
            .map(|number| format!("p{number},{name} {number}\n"))
            .collect();
        let table = project.path().join(format!("{version}.csv"));
        fs::write(table, format!("id,name\n{rows}")).unwrap();
    }
    let import = |version: usize| {
        let table = format!("{version}.csv");
        let mut import = command(&["import", &table]);
        import
            .current_dir(project.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        import
    };
    let partners = project.path().join("partners");
    assert!(import(0).status().unwrap().success());
    let mut versions = vec![bytes(&partners)];
    let started = Instant::now();
    assert!(import(1).status().unwrap().success());
    let whole = started.elapsed();
    versions.push(bytes(&partners));

    for kill in 0..KILLS {
        let before = bytes(&partners);
        let aim = usize::from(before == versions[0]);
        let mut child = import(aim).spawn().unwrap();
        sleep(whole * kill / KILLS + Duration::from_micros(u64::from(kill) * 97));
        let _ = child.kill();
        child.wait().unwrap();
        for (path, text) in bytes(&partners) {
            if path.file_name().unwrap().to_str().unwrap().starts_with('.') {
                continue;
            }
            let is_whole = versions.iter().any(|version| version[&path] == text);
            assert!(is_whole, "{} is torn after kill {kill}", path.display());
        }
        // The next import finishes what was begun.
        assert!(import(aim).status().unwrap().success());
        assert!(bytes(&partners) == versions[aim], "after kill {kill}");
        assert!(!project.path().join(".vitrine/unfinished").exists());
    }
}

#[test]
fn an_import_on_a_full_disk_changes_nothing() {
    let long = "y".repeat(19_000);
    let record =
        fs::read_to_string(Project::base().path().join("partners/kerguelen.toml")).unwrap();
    let table =
        format!("id,name,summary\nanother,New,Short.\nkerguelen,Kerguelen Conseil,{long}\n");
    let project = Project::base()
        .file("partners/another.toml", record)
        .file("in.csv", table);
    let before = bytes(&project.path().join("partners"));
    let output = run(&project, "import in.csv", "trap '' XFSZ; ulimit -f 12;");
    assert_eq!(code(&output), 2, "{}", errors(&output));
    for words in ["nothing was written", "cannot write"] {
        assert!(errors(&output).contains(words), "{}", errors(&output));
    }
    assert!(bytes(&project.path().join("partners")) == before);
    assert!(!project.path().join(".vitrine/unfinished").exists());
    let output = run(&project, "import in.csv", "");
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(bytes(&project.path().join("partners")) != before);
}

#[test]
fn new_leaves_no_part_of_a_record_on_a_full_disk() {
    let project = Project::base();
    let before = bytes(&project.path().join("partners"));
    let output = run(&project, "new partner Acme", "trap '' XFSZ; ulimit -f 1;");
    assert_eq!(code(&output), 2, "{}", errors(&output));
    assert!(bytes(&project.path().join("partners")) == before);
    let output = run(&project, "new partner Acme", "");
    assert_eq!(code(&output), 0, "{}", errors(&output));
}

#[test]
fn an_unfinished_import_is_reported_and_finished() {
    let project = Project::base()
        .file(
            ".vitrine/unfinished/list",
            "vitrine unfinished 1\nimport of `in.csv`\nnew partners/a.toml\nnew partners/b.toml\n",
        )
        .file(".vitrine/unfinished/1", "name = \"B\"\n")
        .file("in.csv", "id,name\nkerguelen,Kerguelen Conseil\n");
    for verb in ["check", "build"] {
        let output = run(&project, &format!("{verb} --no-paper"), "");
        assert_eq!(code(&output), 1);
        let message = "the import of `in.csv` was interrupted: 1 of 2 files is not written, such as `partners/b.toml`";
        assert!(errors(&output).contains(message), "{}", errors(&output));
    }
    let output = run(&project, "import in.csv", "");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(text.contains("it is finished now"), "{text}");
    let record = fs::read_to_string(project.path().join("partners/b.toml")).unwrap();
    assert_eq!(record, "name = \"B\"\n");
    assert!(!project.path().join(".vitrine/unfinished").exists());
}

/// Runs a command in the folder of the project, after commands of the shell.
fn run(project: &Project, arguments: &str, before: &str) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg(format!("{before} exec \"$0\" {arguments}"))
        .arg(env!("CARGO_BIN_EXE_vitrine"))
        .current_dir(project.path())
        .output()
        .unwrap()
}
