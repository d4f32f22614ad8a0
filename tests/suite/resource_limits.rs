//! Resource limits: oversized, deeply nested and malicious files give a message, quickly and in little memory.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::cli::{code, errors};
use crate::project::{Project, TODAY};

/// The limit on address space, in KiB. The program reserves more than it uses; a project of ten thousand
/// partners fits.
const MEMORY: u32 = 3 << 20;
/// The limit on time. The base project takes less than a second, so that a busy machine stays far below; work that grows
/// with the square of its input exceeds it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A record that is valid except for the added lines.
const RECORD: &str = "name = \"Almadena\"\ntypes = [\"integrator\"]\n";
/// Deep enough to overflow the stack of a recursive function.
const DEEP: usize = 100_000;

#[test]
fn oversized_files_are_reported_and_not_read() {
    for path in [
        "partners/huge.toml",
        "content/vocabulary.toml",
        "content/pages/home.en.md",
        "themes/own/theme.toml",
    ] {
        let project = Project::base().file("themes/own/theme.toml", "name = \"Own\"\n");
        let settings = project.path().join("content/catalogue.toml");
        let text = fs::read_to_string(&settings).unwrap();
        fs::write(settings, format!("theme = \"own\"\n{text}")).unwrap();
        sparse(&project, path, 200 << 20);
        assert_reported(&project, &[path, "is larger than", "MiB"]);
    }
    let project = with_logo(b"").without("partners/almadena.png");
    sparse(&project, "partners/almadena.png", 200 << 20);
    assert_reported(
        &project,
        &["partners/almadena.png", "is larger than 64 MiB"],
    );
}

#[test]
fn decompression_bombs_are_refused() {
    assert_reported(
        &with_logo(&png(60_000, 60_000)),
        &["is too large to be read"],
    );
    assert_reported(&with_logo(&png(16_000, 16_000)), &["16000 × 16000 pixels"]);
}

#[test]
fn deeply_nested_files_are_reported() {
    let lists = format!("a = {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP));
    let tables = format!("a = {}1{}\n", "{a=".repeat(DEEP), "}".repeat(DEEP));
    let keys = format!("a{} = 1\n", ".a".repeat(DEEP));
    let head = format!("[a{}]\n", ".a".repeat(DEEP));
    let open = format!("a = {}", "[".repeat(DEEP));
    for text in [lists, tables, keys, head, open] {
        let beginning = text[..20].to_owned();
        for path in ["partners/almadena.toml", "content/catalogue.toml"] {
            let text = match path.starts_with("partners") {
                true => format!("{RECORD}{text}"),
                false => format!("title = \"A\"\nlanguages = [\"en\"]\n{text}"),
            };
            let output = limited(&Project::base().file(path, text), "check");
            assert_eq!(code(&output), 1, "{beginning}: {}", errors(&output));
            assert!(errors(&output).contains(path), "{}", errors(&output));
        }
    }
}

#[test]
fn deeply_nested_markdown_is_rendered() {
    for text in [
        ">".repeat(DEEP),
        "- ".repeat(DEEP),
        "[".repeat(DEEP),
        "*a ".repeat(DEEP),
        "![".repeat(DEEP),
        "`".repeat(DEEP),
        "<b>".repeat(DEEP),
        format!("|{}\n|{}\n", "a|".repeat(2_000), "-|".repeat(2_000)),
    ] {
        let page = format!("+++\ntitle = \"About\"\n+++\n{text}\n");
        let record = format!("{RECORD}description = '''\n{text}\n'''\n");
        let project = Project::base()
            .file("content/pages/about.en.md", page)
            .file("partners/almadena.toml", record);
        let output = limited(&project, "build");
        let beginning = &text[..10];
        // HTML in the text may be an error; the point is that the program ends.
        assert!(code(&output) < 2, "{beginning}: {}", errors(&output));
    }
}

#[test]
fn svg_bombs_are_refused() {
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{inside}</svg>")
    };
    let deep = svg(&format!(
        "{}<rect width=\"9\" height=\"9\"/>{}",
        "<g>".repeat(DEEP),
        "</g>".repeat(DEEP)
    ));
    let mut laughs = String::from("<!DOCTYPE svg [<!ENTITY a0 \"haha\">");
    for number in 1..30 {
        let before = format!("&a{};", number - 1).repeat(10);
        laughs += &format!("<!ENTITY a{number} \"{before}\">");
    }
    laughs += &format!("]>{}", svg("<text>&a29;</text>"));
    let mut uses = String::from("<g id=\"a0\"><rect width=\"9\" height=\"9\"/></g>");
    for number in 1..30 {
        let before = format!("<use href=\"#a{}\"/>", number - 1).repeat(10);
        uses += &format!("<g id=\"a{number}\">{before}</g>");
    }
    for text in [deep, laughs, svg(&uses)] {
        assert_reported(
            &with_logo(text.as_bytes()),
            &["invalid-picture", "partners/almadena"],
        );
    }
}

#[test]
fn overlong_names_are_reported() {
    let name = "é".repeat(150);
    assert_eq!(name.len(), 300);
    let project = Project::base().file("partners/almadena.toml", RECORD.replace("Almadena", &name));
    let output = limited(&project, "build");
    assert!(code(&output) < 2, "{}", errors(&output));

    // The longest name that file systems allow; output files have longer extensions.
    let stem = "a".repeat(250);
    let project = Project::base()
        .file(
            &format!("partners/{stem}.toml"),
            format!("{RECORD}logo = \"{stem}.png\"\n"),
        )
        .file(&format!("partners/{stem}.png"), png(1, 1));
    let output = limited(&project, "build");
    assert_eq!(code(&output), 1, "{}", errors(&output));
    assert!(
        errors(&output).contains("invalid-id"),
        "{}",
        errors(&output)
    );
}

#[cfg(unix)]
#[test]
fn pipes_and_outside_symlinks_are_reported_and_not_opened() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    let project = Project::base();
    let partners = project.path().join("partners");
    let queue = partners.join("queue.toml");
    assert!(
        Command::new("mkfifo")
            .arg(&queue)
            .status()
            .unwrap()
            .success()
    );
    symlink("/etc/passwd", partners.join("passwd.toml")).unwrap();
    symlink("..", partners.join("circle")).unwrap();
    symlink("/dev/zero", partners.join("endless.toml")).unwrap();
    fs::write(partners.join(OsStr::from_bytes(b"caf\xe9.toml")), RECORD).unwrap();
    fs::write(partners.join("latin.toml"), b"name = \"Caf\xe9\"\n").unwrap();
    let output = limited(&project, "check");
    let text = errors(&output);
    assert_eq!(code(&output), 1, "{text}");
    for line in [
        "partners/queue.toml:1:1: error[unreadable-file]: is not a regular file",
        "partners/passwd.toml:1:1: error[unreadable-file]: is a link out of the project",
        "partners/endless.toml:1:1: error[unreadable-file]: is a link out of the project",
        "partners/circle:1:1: error[unreadable-file]: is a link to something that is not a file",
        "error[unreadable-file]: the name of `partners/caf\u{fffd}.toml` is not UTF-8",
        "partners/latin.toml:1:1: error[unreadable-file]: line 1 is not UTF-8",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    assert!(!text.contains("root:"), "{text}");
}

/// Asserts an error that contains these words.
#[track_caller]
fn assert_reported(project: &Project, words: &[&str]) {
    let output = limited(project, "check");
    let text = errors(&output);
    assert_eq!(code(&output), 1, "{text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
    let longest = text.lines().map(str::len).max().unwrap_or(0);
    assert!(longest < 1_000, "a line of {longest} bytes");
}

/// Runs a command with little memory; it must end in time.
#[track_caller]
fn limited(project: &Project, name: &str) -> Output {
    let started = Instant::now();
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!(
            "ulimit -c 0; ulimit -v {MEMORY} && exec \"$0\" \"$@\""
        ))
        .arg(env!("CARGO_BIN_EXE_vitrine"))
        .args([name, "--no-paper", "--format", "short", "--as-of", TODAY])
        .arg("--project")
        .arg(project.path())
        .output()
        .unwrap();
    assert!(
        output.status.code().is_some(),
        "it was ended by the system: {:?}",
        output.status
    );
    let took = started.elapsed();
    assert!(took < PATIENCE, "it took {took:?}");
    output
}

fn with_logo(bytes: &[u8]) -> Project {
    Project::base()
        .file(
            "partners/almadena.toml",
            format!("{RECORD}logo = \"almadena.png\"\n"),
        )
        .file("partners/almadena.png", bytes)
}

/// A sparse file of the given size.
fn sparse(project: &Project, path: &str, bytes: u64) {
    let path: &Path = &project.path().join(path);
    fs::File::create(path).unwrap().set_len(bytes).unwrap();
}

/// A small PNG whose header claims the given number of RGBA pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8; 4], content: &[u8]| {
        let named = [name, content].concat();
        bytes.extend((content.len() as u32).to_be_bytes());
        bytes.extend(&named);
        bytes.extend(crc(&named).to_be_bytes());
    };
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&size[..], &[8, 6, 0, 0, 0]].concat());
    // One pixel: a filter byte and four colours, stored.
    chunk(
        b"IDAT",
        &[
            0x78, 0x01, 0x01, 5, 0, 0xfa, 0xff, 0, 0, 0, 0, 255, 1, 4, 1, 0,
        ],
    );
    chunk(b"IEND", &[]);
    bytes
}

/// The check sum of PNGs: https://www.w3.org/TR/png-3/#D-CRCAppendix
fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xedb8_8320 * (sum & 1));
        }
    }
    !sum
}
