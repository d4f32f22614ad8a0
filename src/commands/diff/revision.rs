//! The files of a git revision, read without running anything that the repository configures. Entry point: [`check_out`].
//!
//! ```text
//!  the project's repository ──rev-parse──▶ a commit, and where objects are
//!  an empty repository of our own, with those objects ──read-tree, checkout-index──▶ a temporary folder
//! ```
//!
//! A repository that somebody else made can name programs in its configuration, such as hooks, filters and a file system
//! monitor. Only the name of the commit is resolved in it; no command that starts such programs runs there.

use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tempfile::TempDir;

use crate::disk::Folder;
use crate::text::{single_line, truncate};

/// The folders of a project.
const FOLDERS: [&str; 3] = ["content", "partners", "themes"];

/// The longest message of git that is shown, in characters.
const MAX_REASON: usize = 400;

/// How long each call of git may take: a repository can lead it to a pipe that is never written.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// How often a call of git is looked at.
const POLL: Duration = Duration::from_millis(5);

/// Settings that win over those of the repository: no programs, and no network.
const SAFE: [&str; 7] = [
    "core.fsmonitor=false",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "credential.helper=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "advice.objectNameWarning=false",
];

/// Variables that would lead git to another repository, as in a hook that calls Vitrine.
const FOREIGN_VARIABLES: [&str; 14] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_ATTR_SOURCE",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// A project as of a revision, in a temporary folder.
pub(super) struct CheckedOut {
    _temporary: TempDir,
    /// The folder of the project in it.
    pub(super) project: PathBuf,
}

/// Writes the files of a revision to a temporary folder. Neither the project nor its git index is touched.
///
/// # Errors
///
/// If git does not know the revision or cannot read it; with its own message. If it takes too long.
pub(super) fn check_out(project: &Path, revision: &str) -> anyhow::Result<CheckedOut> {
    check_out_within(project, revision, TIME_LIMIT)
}

fn check_out_within(project: &Path, revision: &str, limit: Duration) -> anyhow::Result<CheckedOut> {
    check_revision(revision)?;
    let temporary = tempfile::tempdir().context("cannot make a temporary folder")?;
    let (repository, tree) = (temporary.path().join("git"), temporary.path().join("tree"));
    Folder::create(&tree)?;

    let ask = |arguments: &[&str]| {
        let mut command = git(temporary.path());
        run(
            command
                .current_dir(project)
                .arg("rev-parse")
                .args(arguments),
            b"",
            limit,
        )
    };
    let commit = ask(&["--verify", &format!("{revision}^{{commit}}")]).with_context(|| {
        let project = project.display();
        format!("cannot find the revision `{revision}` in `{project}`")
    })?;
    let prefix = ask(&["--show-prefix"])?;
    let objects = project.join(ask(&["--git-path", "objects"])?);
    let objects = fs::canonicalize(&objects)
        .with_context(|| format!("cannot find `{}`", objects.display()))?;
    let format = ask(&["--show-object-format"])?;

    let format = format!("--object-format={format}");
    let new = ["init", "--quiet", "--bare", "--template=", &format];
    run(git(temporary.path()).args(new).arg(&repository), b"", limit)?;
    let lfs = objects.with_file_name("lfs");
    let ours = |arguments: &[&str], input: &[u8]| {
        let mut command = git(temporary.path());
        command
            .arg("-c")
            .arg(format!("lfs.storage={}", lfs.display()))
            .current_dir(&tree)
            .env("GIT_DIR", &repository)
            .env("GIT_WORK_TREE", &tree)
            .env("GIT_OBJECT_DIRECTORY", &objects)
            .args(arguments);
        run(&mut command, input, limit)
    };
    ours(&["read-tree", &commit], b"")?;
    let folders: Vec<String> = FOLDERS
        .iter()
        .map(|folder| format!("{prefix}{folder}"))
        .collect();
    let mut list = vec!["--literal-pathspecs", "ls-files", "-z", "--"];
    list.extend(folders.iter().map(String::as_str));
    let files = ours(&list, b"")?;
    ours(
        &["checkout-index", "--quiet", "-z", "--stdin"],
        files.as_bytes(),
    )?;
    let project = tree.join(prefix);
    Folder::create(&project)?;
    Ok(CheckedOut {
        _temporary: temporary,
        project,
    })
}

/// Fails for what git would not read as one revision, but as an option, a range or a file.
fn check_revision(revision: &str) -> anyhow::Result<()> {
    // Dates have colons, as in `main@{2026-10-15 12:00}`.
    let mut depth = 0;
    let has_colon = revision.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ':' && depth == 0
    });
    let is_odd = revision.is_empty() || revision.chars().any(char::is_control);
    ensure!(
        !is_odd && !revision.starts_with('-') && !revision.contains("..") && !has_colon,
        "`{}` is not a git revision: name one commit, such as `HEAD`, `v2026.1` or `HEAD~3`",
        truncate(&single_line(revision), MAX_REASON)
    );
    Ok(())
}

/// A call of git that starts no other program.
fn git(no_hooks: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-pager");
    for setting in SAFE {
        command.args(["-c", setting]);
    }
    // A folder without hooks.
    let hooks = no_hooks.join("no-hooks");
    command
        .arg("-c")
        .arg(format!("core.hooksPath={}", hooks.display()));
    for variable in FOREIGN_VARIABLES {
        command.env_remove(variable);
    }
    command
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs git. Returns its output without the line end.
fn run(command: &mut Command, input: &[u8], limit: Duration) -> anyhow::Result<String> {
    let failed = "cannot run `git`, which is needed to read a revision";
    let deadline = Instant::now() + limit;
    let mut child = command.spawn().context(failed)?;
    let (stdin, input) = (child.stdin.take(), input.to_vec());
    // An error if git ended early, which it says itself.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let stdout = read_all(child.stdout.take());
    let stderr = read_all(child.stderr.take());
    let ended = wait(&mut child, deadline).context(failed)?;
    // Programs that git started may hold its pipes open.
    let rest = |pipe: mpsc::Receiver<Vec<u8>>| {
        pipe.recv_timeout(deadline.saturating_duration_since(Instant::now()))
            .ok()
    };
    let output = ended.and_then(|status| Some((status, rest(stdout)?, rest(stderr)?)));
    let Some((status, stdout, stderr)) = output else {
        bail!(
            "git was ended, because it took longer than {} s: the repository, or a file that its configuration names, \
             cannot be read",
            limit.as_secs()
        );
    };
    if !status.success() {
        let reason = String::from_utf8_lossy(&stderr);
        let reason = truncate(&single_line(reason.trim()), MAX_REASON);
        bail!("git reports: {reason}");
    }
    let text = String::from_utf8(stdout).context("git lists names that are not UTF-8")?;
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
}

/// Reads a pipe on another thread.
fn read_all(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if pipe.is_none_or(|mut pipe| pipe.read_to_end(&mut bytes).is_ok()) {
            // After the deadline, the receiver is gone.
            let _ = sender.send(bytes);
        }
    });
    receiver
}

/// Waits until a program ends; `None` if it is killed at the deadline.
fn wait(child: &mut Child, deadline: Instant) -> std::io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(POLL);
    }
}

#[cfg(test)]
mod tests {
    use super::check_revision;

    #[cfg(unix)]
    #[test]
    fn git_that_waits_for_a_pipe_is_ended() {
        use std::process::Command;
        use std::time::Duration;

        let project = tempfile::tempdir().unwrap();
        let run = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(program);
            let status = command.current_dir(project.path()).args(arguments).status();
            assert!(status.unwrap().success(), "{program} {arguments:?}");
        };
        run("git", &["init", "--quiet"]);
        run("mkfifo", &["pipe"]);
        run("git", &["config", "include.path", "../pipe"]);
        let limit = Duration::from_secs(2);
        let error = super::check_out_within(project.path(), "HEAD", limit).err();
        let error = format!("{:#}", error.unwrap());
        assert!(error.contains("longer than 2 s"), "{error}");
    }

    #[test]
    fn a_revision_is_no_option_range_or_file() {
        for right in [
            "HEAD",
            "v2026.1",
            "HEAD~3",
            "main@{2026-10-15 12:00}",
            "a/b-c^2",
        ] {
            check_revision(right).unwrap();
        }
        for wrong in [
            "",
            "-h",
            "--upload-pack=touch x",
            "a..b",
            "../x",
            "HEAD:content",
            ":/text",
            "a\nb",
        ] {
            check_revision(wrong).unwrap_err();
        }
    }
}
