//! Erasures that are interrupted after each step.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;
use tempfile::TempDir;

use super::{ErasureReport, ErasureStep, plan_erasure};
use crate::commands::erasure::{self, Journal, RemovedFiles};
use crate::commands::{LoadOptions, Outcome, Progress, build};

const RECORD: &str = r#"
name = "Zwickau & Söhne"
types = ["integrator"]
logo = "zwickau.svg"
summary = "Brings the harvest in, whatever the weather in the valley."

[[contacts]]
role = "sales"
person = "Ottilie Zwickau"
email = "ottilie@zwickau.example"
consent = 2026-01-01
public = true
"#;

/// A record that makes the project invalid.
const FAULTY: (&str, &str) = ("partners/faulty.toml", "name = 1\n");

#[test]
fn an_erasure_interrupted_after_any_step_goes_on() {
    for last in 1.. {
        let project = project();
        build(project.path(), &options(), None, &Progress::silent()).unwrap();
        let cache = project.path().join(".vitrine/other.txt");
        fs::write(&cache, "Zwickau & Soehne").unwrap();
        let published = project.path().join("public/en/partners/zwickau/index.html");
        assert!(published.exists());

        let interrupted = erase(project.path(), last);
        if let Ok(report) = interrupted {
            assert!(last > 5, "{last} steps");
            assert_eq!(report.leftovers, []);
            return;
        }
        // Once a file is deleted, and until nothing is left, every command names the erasure.
        if !project.path().join("partners/zwickau.toml").exists() && has_trace(project.path()) {
            let unfinished = erasure::unfinished(project.path());
            assert_eq!(unfinished.len(), 1, "after step {last}");
            assert_eq!(unfinished[0].id.as_deref(), Some("zwickau"));
        }
        // The journal of an erasure that ended in its last step is gone.
        if Journal::read(project.path(), "zwickau").unwrap().is_some() {
            let report = erase(project.path(), usize::MAX).unwrap();
            assert_eq!(report.leftovers, [], "after step {last}");
            assert_eq!(report.report.outcome, Outcome::Clean);
        }
        assert!(!has_trace(project.path()), "after step {last}");
        assert!(!published.exists());
        let removed = RemovedFiles::read(project.path());
        assert!(removed.contains("en/partners/zwickau/index.html"));
        assert!(!removed.contains("en/partners/kerguelen/index.html"));
        assert_eq!(erasure::unfinished(project.path()), []);
    }
}

#[test]
fn an_interrupted_restoration_loses_no_file() {
    for last in 1.. {
        let project = project();
        let before = files(project.path());
        fs::write(project.path().join(FAULTY.0), FAULTY.1).unwrap();
        let interrupted = erase(project.path(), last);
        let is_last = interrupted.is_ok();
        // Again, and again with the fault corrected.
        let report = erase(project.path(), usize::MAX).unwrap();
        assert_eq!(report.report.outcome, Outcome::Problems);
        assert!(report.is_restored);
        fs::remove_file(project.path().join(FAULTY.0)).unwrap();
        assert_eq!(files(project.path()), before, "after step {last}");
        assert_eq!(erasure::unfinished(project.path()), []);
        if is_last {
            assert!(last > 4, "{last} steps");
            return;
        }
    }
}

#[test]
fn a_journal_is_for_its_owner_alone_and_deletes_nothing_else() {
    let project = project();
    erase(project.path(), 1).map(drop).unwrap_err();
    let path = project.path().join(Journal::path("zwickau"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("Ottilie Zwickau"));
    fs::write(
        &path,
        text.replace("partners/zwickau.svg", "content/catalogue.toml"),
    )
    .unwrap();
    let refused = plan_erasure(project.path(), "zwickau", &options());
    assert!(refused.unwrap_err().to_string().contains("damaged"));
    let unfinished = erasure::unfinished(project.path());
    assert_eq!(unfinished[0].id, None);
}

#[test]
fn values_of_a_former_erasure_are_searched_again() {
    let project = project();
    let note = project.path().join("notes.txt");
    fs::write(&note, "\nThank you, Ottilie Zwickau!\n").unwrap();
    let report = erase(project.path(), usize::MAX).unwrap();
    assert_eq!(report.leftovers.len(), 1, "{:?}", report.leftovers);
    assert_eq!(report.leftovers[0].line, Some(2));
    assert!(report.journal.is_some());
    // Without a confirmation: nothing is deleted.
    let plan = plan_erasure(project.path(), "zwickau", &options()).unwrap();
    assert!(plan.confirmed);
    fs::remove_file(&note).unwrap();
    let report = erase(project.path(), usize::MAX).unwrap();
    assert_eq!((report.leftovers.len(), report.journal), (0, None));
    assert!(!has_trace(project.path()));
}

fn project() -> TempDir {
    let project = tempfile::tempdir().unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/base");
    for (path, bytes) in files(&base) {
        let to = project.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let logo = fs::read(base.join("partners/kerguelen.svg")).unwrap();
    fs::write(project.path().join("partners/zwickau.svg"), logo).unwrap();
    fs::write(project.path().join("partners/zwickau.toml"), RECORD).unwrap();
    project
}

fn options() -> LoadOptions {
    LoadOptions {
        base_url: None,
        today: jiff::civil::date(2026, 9, 1),
        paper: false,
    }
}

/// Erases the partner, and stops after some steps.
fn erase(project: &Path, steps: usize) -> anyhow::Result<ErasureReport> {
    let mut left = steps;
    let mut step = |step: ErasureStep| {
        left -= 1;
        if left == 0 {
            bail!("interrupted after {step:?}");
        }
        Ok(())
    };
    let plan = plan_erasure(project, "zwickau", &options())?;
    let erased = plan.erase_in_steps(project, &options(), &Progress::silent(), &mut step);
    erased.map(|(report, _)| report)
}

/// All files of the project's own folders.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    ["content", "partners", "themes"]
        .iter()
        .flat_map(|top| all_files(&folder.join(top)))
        .map(|path| {
            let bytes = fs::read(&path).unwrap();
            (path.strip_prefix(folder).unwrap().to_owned(), bytes)
        })
        .collect()
}

fn has_trace(project: &Path) -> bool {
    all_files(project).iter().any(|path| {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).to_lowercase();
        text.contains("zwickau") || path.to_str().unwrap().contains("zwickau")
    })
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all_files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
