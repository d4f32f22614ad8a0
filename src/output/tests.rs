//! Tests of writing: which files are written, kept and deleted, and what an interrupted build leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use rayon::prelude::*;
use tempfile::TempDir;

use super::{Summary, write};

#[test]
fn the_site_is_written_and_rewritten() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    let summary = site(&public, &[("index.html", "home"), ("en/a/index.html", "a")]).unwrap();
    assert_eq!((summary.files, summary.bytes, summary.written), (2, 5, 2));
    let summary = site(
        &public,
        &[("index.html", "home!"), ("en/b/index.html", "b")],
    )
    .unwrap();
    let expected = Summary {
        files: 2,
        bytes: 6,
        written: 2,
        unchanged: 0,
        removed: 1,
    };
    assert_eq!(summary, expected);
    assert_eq!(
        tree(&public),
        [("en/b/index.html", "b"), ("index.html", "home!")]
            .map(owned)
            .into()
    );
    assert!(!public.join("en/a").exists(), "the empty folder is gone");
    assert_eq!(names(parent.path()), ["public"], "no other file is left");
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    let files = [("index.html", "home"), ("en/index.html", "a")];
    site(&public, &files).unwrap();
    let before = stamps(&public);
    let summary = site(&public, &files).unwrap();
    assert_eq!((summary.written, summary.unchanged), (0, 2));
    assert_eq!(stamps(&public), before);
}

#[test]
fn unchanged_files_keep_their_times_when_others_change() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("a.html", "a"), ("b.html", "b")]).unwrap();
    let before = stamps(&public.join("a.html"));
    let summary = site(&public, &[("a.html", "a"), ("b.html", "c")]).unwrap();
    assert_eq!((summary.written, summary.unchanged), (1, 1));
    assert_eq!(stamps(&public.join("a.html")), before);
}

#[test]
fn files_of_the_user_are_kept() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("en/index.html", "a"), ("fr/index.html", "b")]).unwrap();
    fs::write(public.join("CNAME"), "host").unwrap();
    fs::write(public.join("fr/mine.txt"), "mine").unwrap();
    fs::create_dir_all(public.join("mine/empty")).unwrap();
    site(&public, &[("en/index.html", "changed")]).unwrap();
    assert_eq!(
        tree(&public),
        [
            ("CNAME", "host"),
            ("en/index.html", "changed"),
            ("fr/mine.txt", "mine")
        ]
        .map(owned)
        .into()
    );
    assert!(public.join("mine/empty").is_dir());
}

#[test]
fn a_page_that_the_user_changed_is_kept_when_it_leaves_the_site() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(
        &public,
        &[("a.html", "a"), ("b.html", "b"), ("c.html", "c")],
    )
    .unwrap();
    fs::write(public.join("b.html"), "mine").unwrap();
    let summary = site(&public, &[("a.html", "a")]).unwrap();
    assert_eq!(summary.removed, 1);
    assert_eq!(
        tree(&public),
        [("a.html", "a"), ("b.html", "mine")].map(owned).into()
    );
}

#[test]
fn damaged_and_missing_pages_are_written_again() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    let files = [("a.html", "a"), ("b/index.html", "b")];
    site(&public, &files).unwrap();
    fs::write(public.join("a.html"), "x").unwrap();
    fs::remove_dir_all(public.join("b")).unwrap();
    site(&public, &files).unwrap();
    assert_eq!(tree(&public), files.map(owned).into());
}

#[test]
fn a_file_replaces_a_folder_and_the_reverse() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("a/index.html", "1"), ("b", "2")]).unwrap();
    let exchanged = [("a", "1"), ("b/index.html", "2")];
    site(&public, &exchanged).unwrap();
    assert_eq!(tree(&public), exchanged.map(owned).into());
}

#[test]
fn a_user_file_at_a_path_of_the_site_is_refused() {
    for (mine, page) in [
        ("robots.txt", "robots.txt"),
        ("en", "en/index.html"),
        ("en/mine.txt", "en"),
        ("mine/mine.txt", "mine"),
    ] {
        let parent = TempDir::new().unwrap();
        let public = parent.path().join("public");
        site(&public, &[("a.html", "a")]).unwrap();
        let mine = public.join(mine);
        fs::create_dir_all(mine.parent().unwrap()).unwrap();
        fs::write(mine, "mine").unwrap();
        let before = tree(&public);
        let error = site(&public, &[(page, "b")]).unwrap_err().to_string();
        assert!(error.contains("move it away"), "{error}");
        assert_eq!(tree(&public), before);
    }
}

#[test]
fn a_failing_page_leaves_the_old_site() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("a.html", "a")]).unwrap();
    let before = stamps(&public);
    let files = vec![
        Ok(("a.html".to_owned(), b"changed".to_vec())),
        Ok(("b.html".to_owned(), b"new".to_vec())),
        Err(anyhow!("the page is broken")),
    ];
    let error = write(&public, files.into_par_iter()).unwrap_err();
    assert_eq!(error.to_string(), "the page is broken");
    assert_eq!(stamps(&public), before);
    assert_eq!(names(parent.path()), ["public"]);
}

#[test]
fn duplicate_paths_are_refused() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("a.html", "a")]).unwrap();
    for second in ["a", "b"] {
        assert!(site(&public, &[("a.html", "a"), ("a.html", second)]).is_err());
    }
    assert!(site(&public, &[("b", "a"), ("b/c", "a")]).is_err());
    assert!(site(&public, &[("../a.html", "a")]).is_err());
    assert_eq!(tree(&public), [("a.html", "a")].map(owned).into());
}

#[test]
fn folders_that_no_build_wrote_are_refused() {
    let parent = TempDir::new().unwrap();
    let files = [("index.html", "home")];
    let foreign = parent.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    site(&foreign, &[]).unwrap();
    fs::remove_file(foreign.join(".vitrine")).unwrap();
    fs::write(foreign.join("thesis.txt"), "years").unwrap();
    let error = site(&foreign, &files).unwrap_err().to_string();
    assert!(error.contains("thesis.txt"), "{error}");
    assert_eq!(tree(&foreign), [("thesis.txt", "years")].map(owned).into());

    let file = parent.path().join("file");
    fs::write(&file, "text").unwrap();
    let error = site(&file, &files).unwrap_err().to_string();
    assert!(error.contains("is a file"), "{error}");

    assert!(site(Path::new("/"), &files).is_err());
    assert!(site(&parent.path().join(".."), &files).is_err());
}

#[test]
fn hidden_files_may_exist_before_the_first_build() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    fs::create_dir_all(public.join(".git")).unwrap();
    fs::write(public.join(".git/HEAD"), "main").unwrap();
    site(&public, &[("index.html", "home")]).unwrap();
    assert_eq!(
        tree(&public),
        [(".git/HEAD", "main"), ("index.html", "home")]
            .map(owned)
            .into()
    );
}

#[test]
fn an_unreadable_manifest_is_refused() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("index.html", "home")]).unwrap();
    fs::write(public.join(".vitrine"), "vitrine 2\n").unwrap();
    let error = site(&public, &[("index.html", "new")]).unwrap_err();
    assert!(error.to_string().contains("move"), "{error}");
    assert_eq!(tree(&public), [("index.html", "home")].map(owned).into());
}

#[test]
fn leftovers_of_an_interrupted_build_are_deleted() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("a.html", "a")]).unwrap();
    let leftover = parent.path().join(".public.vitrine-new");
    fs::create_dir_all(leftover.join("en")).unwrap();
    fs::write(leftover.join("en/index.html"), "half").unwrap();
    fs::write(parent.path().join(".public.vitrine-lock"), "").unwrap();
    site(&public, &[("a.html", "b")]).unwrap();
    assert_eq!(tree(&public), [("a.html", "b")].map(owned).into());
    assert_eq!(names(parent.path()), ["public"]);
}

#[test]
fn a_site_moved_away_by_an_interrupted_swap_is_restored() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    site(&public, &[("a.html", "a")]).unwrap();
    fs::rename(&public, parent.path().join(".public.vitrine-old")).unwrap();
    let failing = vec![Err(anyhow!("the page is broken"))];
    write(&public, failing.into_par_iter()).unwrap_err();
    assert_eq!(tree(&public), [("a.html", "a")].map(owned).into());
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let parent = TempDir::new().unwrap();
    let public = parent.path().join("public");
    let during = || {
        let error = site(&public, &[("b.html", "b")]).unwrap_err().to_string();
        assert!(error.contains("another build"), "{error}");
        Ok(("a.html".to_owned(), b"a".to_vec()))
    };
    write(&public, [()].into_par_iter().map(|()| during())).unwrap();
    assert_eq!(tree(&public), [("a.html", "a")].map(owned).into());
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn links_and_names_that_are_not_utf8_are_kept() {
        let parent = TempDir::new().unwrap();
        let public = parent.path().join("public");
        site(&public, &[("a.html", "a")]).unwrap();
        let odd = OsStr::from_bytes(b"caf\xe9");
        fs::create_dir(public.join(odd)).unwrap();
        fs::write(public.join(odd).join(odd), "odd").unwrap();
        symlink("nowhere", public.join("link")).unwrap();
        site(&public, &[("a.html", "b")]).unwrap();
        assert_eq!(fs::read(public.join(odd).join(odd)).unwrap(), b"odd");
        assert_eq!(
            fs::read_link(public.join("link")).unwrap(),
            Path::new("nowhere")
        );
    }

    #[test]
    fn a_page_that_became_a_link_is_replaced_not_followed() {
        let parent = TempDir::new().unwrap();
        let public = parent.path().join("public");
        site(&public, &[("a.html", "a")]).unwrap();
        let elsewhere = parent.path().join("elsewhere");
        fs::write(&elsewhere, "a").unwrap();
        fs::remove_file(public.join("a.html")).unwrap();
        symlink(&elsewhere, public.join("a.html")).unwrap();
        site(&public, &[("a.html", "b")]).unwrap();
        assert_eq!(fs::read(elsewhere).unwrap(), b"a");
        assert!(public.join("a.html").symlink_metadata().unwrap().is_file());
    }

    #[test]
    fn folders_without_write_permission_are_replaced_too() {
        let parent = TempDir::new().unwrap();
        let public = parent.path().join("public");
        site(&public, &[("en/a.html", "a")]).unwrap();
        fs::create_dir_all(public.join("mine/inner")).unwrap();
        fs::write(public.join("mine/inner/file"), "mine").unwrap();
        let readonly = ["mine/inner", "mine", "en", ""].map(|folder| public.join(folder));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for text in ["b", "c", "d"] {
            for folder in &readonly {
                fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
            }
            site(&public, &[("en/a.html", text)]).unwrap();
            assert_eq!(names(parent.path()), ["public"]);
            assert_eq!(fs::read(public.join("mine/inner/file")).unwrap(), b"mine");
            assert_eq!(mode(&public.join("mine/inner")), 0o555);
            assert_eq!(mode(&public), 0o555);
        }
        // So that the temporary folder can be deleted.
        for folder in readonly.iter().rev() {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }

    #[test]
    fn links_and_files_in_place_of_temporary_folders_are_deleted() {
        let parent = TempDir::new().unwrap();
        let public = parent.path().join("public");
        let victim = parent.path().join("victim");
        fs::create_dir(&victim).unwrap();
        fs::write(victim.join("file"), "mine").unwrap();
        symlink(&victim, parent.path().join(".public.vitrine-old")).unwrap();
        site(&public, &[("a.html", "a")]).unwrap();
        symlink(&victim, parent.path().join(".public.vitrine-new")).unwrap();
        symlink(
            victim.join("file"),
            parent.path().join(".public.vitrine-lock"),
        )
        .unwrap();
        fs::write(parent.path().join(".public.vitrine-old"), "text").unwrap();
        site(&public, &[("a.html", "b")]).unwrap();
        assert_eq!(fs::read(victim.join("file")).unwrap(), b"mine");
        assert_eq!(names(parent.path()), ["public", "victim"]);
    }

    #[test]
    fn a_linked_folder_is_refused_and_permissions_are_kept() {
        let parent = TempDir::new().unwrap();
        let public = parent.path().join("public");
        site(&public, &[("a.html", "a")]).unwrap();
        fs::set_permissions(&public, fs::Permissions::from_mode(0o750)).unwrap();
        site(&public, &[("a.html", "b")]).unwrap();
        let mode = fs::metadata(&public).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o750);

        let link = parent.path().join("link");
        symlink(&public, &link).unwrap();
        let error = site(&link, &[("a.html", "c")]).unwrap_err().to_string();
        assert!(error.contains("symbolic link"), "{error}");
        assert_eq!(tree(&public), [("a.html", "b")].map(owned).into());
    }
}

fn site(public: &Path, files: &[(&str, &str)]) -> anyhow::Result<Summary> {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| Ok(((*path).to_owned(), text.as_bytes().to_vec())))
        .collect();
    write(public, files.into_par_iter())
}

fn owned((path, text): (&str, &str)) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

/// All files except the manifest, with their texts.
fn tree(public: &Path) -> BTreeMap<String, String> {
    all(public)
        .into_iter()
        .filter(|path| path.is_file() && !path.ends_with(".vitrine"))
        .map(|path| {
            let name = path.strip_prefix(public).unwrap().to_str().unwrap();
            (name.to_owned(), fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// Times and inodes of all files, which change with every write.
fn stamps(root: &Path) -> Vec<(PathBuf, std::time::SystemTime, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    all(root)
        .into_iter()
        .map(|path| {
            let metadata = fs::symlink_metadata(&path).unwrap();
            (path, metadata.modified().unwrap(), metadata.ino())
        })
        .collect()
}

/// A path and all paths below it, in order.
fn all(root: &Path) -> Vec<PathBuf> {
    let mut paths = vec![root.to_owned()];
    if root.is_dir() {
        for name in names(root) {
            paths.extend(all(&root.join(name)));
        }
    }
    paths
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
