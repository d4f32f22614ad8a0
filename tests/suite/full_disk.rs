//! Test with a full disk: a file system that is too small for the new site beside the old one.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::cli::bytes;
use crate::project::{Project, TODAY};

/// Mounts a small file system in a private namespace and builds on it; leaves `$4` KB free and builds again; then frees
/// space and builds a third time. Copies the site out after each build.
const SCRIPT: &str = r#"
set -e
program=$1 project=$2 out=$3 room=$4 day=$5
mount -t tmpfs -o size=8m tmpfs "$out/disk"
cp -r "$project/." "$out/disk"
cd "$out/disk"
build() { "$program" build --no-paper --as-of "$day"; }
build > /dev/null
cp -r public "$out/before"
sed -i 's/^title = .*/title = "The other catalogue"/' content/catalogue.toml
free=$(df -k --output=avail . | tail -1)
dd if=/dev/zero of=filler bs=1024 count=$((free - room)) 2> /dev/null
code=0
build > /dev/null 2> "$out/message" || code=$?
echo $code > "$out/code"
cp -r public "$out/during"
ls -A > "$out/left"
rm filler
build > /dev/null
cp -r public "$out/after"
"#;

/// Free space in KB: none, enough for some files, enough for most of them.
const FREE_SPACE: [u32; 3] = [0, 40, 160];

#[test]
fn a_full_disk_leaves_the_old_site_and_is_reported() {
    if let Err(reason) = can_mount() {
        // Some machines allow only the administrator to mount file systems. There, only `crash.rs` tests failing writes,
        // with a limit on the size of files.
        println!("no file system can be mounted here: {reason}");
        return;
    }
    let project = Project::base();
    for room in FREE_SPACE {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(out.path().join("disk")).unwrap();
        let output = in_namespace(&[
            "sh",
            "-c",
            SCRIPT,
            "sh",
            env!("CARGO_BIN_EXE_vitrine"),
            project.path().to_str().unwrap(),
            out.path().to_str().unwrap(),
            &room.to_string(),
            TODAY,
        ]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{stderr}");
        let read = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
        let message = read("message");
        assert_eq!(read("code").trim(), "2", "{room} KB: {message}");
        assert!(message.contains("No space left on device"), "{message}");
        assert!(message.contains("cannot"), "{message}");

        let site = |name: &str| bytes(&out.path().join(name));
        assert!(
            site("during") == site("before"),
            "with {room} KB the old site has changed"
        );
        let after = site("after");
        let home = &after[Path::new("en/index.html")];
        assert!(String::from_utf8_lossy(home).contains("The other catalogue"));
        assert_eq!(after.len(), site("before").len());
        let left = read("left");
        assert!(!left.contains("vitrine-new"), "{left}");
    }
}

fn can_mount() -> Result<(), String> {
    let out = tempfile::tempdir().unwrap();
    let output = in_namespace(&[
        "mount",
        "-t",
        "tmpfs",
        "tmpfs",
        out.path().to_str().unwrap(),
    ]);
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Runs a command in new user and mount namespaces, in which it may mount file systems.
fn in_namespace(command: &[&str]) -> Output {
    Command::new("unshare")
        .args(["--map-root-user", "--mount"])
        .args(command)
        .output()
        .unwrap()
}
