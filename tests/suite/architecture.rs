//! Architecture tests, which read the source: which module may use which, and which modules may use which crate.

mod circles;
mod code;
mod names;

use std::collections::BTreeSet;
use std::fs;

use crate::project::{files, repository};
use code::Code;

/// Which modules each module of the program may use.
const MODULES: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("text", &[]),
    ("questionnaire", &[]),
    ("diagnostic", &["source", "text"]),
    ("model", &["text"]),
    ("gazetteer", &["text"]),
    ("theme", &["source"]),
    ("l10n", &["model", "theme"]),
    ("markdown", &["source", "diagnostic", "text"]),
    // Of the theme only its fonts, for text in logos.
    ("image", &["model", "text", "theme"]),
    // Of the model only the closed sets of words that records and catalogue share.
    (
        "load",
        &[
            "source",
            "diagnostic",
            "disk",
            "theme",
            "model",
            "image",
            "markdown",
            "text",
        ],
    ),
    (
        "validate",
        &[
            "source",
            "diagnostic",
            "load",
            "gazetteer",
            "l10n",
            "markdown",
            "model",
            "questionnaire",
            "text",
            "theme",
        ],
    ),
    ("edit", &["load", "diagnostic", "validate"]),
    (
        "site",
        &[
            "source",
            "diagnostic",
            "gazetteer",
            "l10n",
            "markdown",
            "model",
            "image",
            "text",
            "theme",
        ],
    ),
    (
        "paper",
        &[
            "source",
            "diagnostic",
            "l10n",
            "markdown",
            "model",
            "image",
            "text",
            "theme",
        ],
    ),
    ("disk", &[]),
    ("output", &["disk"]),
    ("http_client", &[]),
    (
        "commands",
        &[
            "source",
            "diagnostic",
            "disk",
            "edit",
            "http_client",
            "l10n",
            "load",
            "markdown",
            "model",
            "image",
            "output",
            "paper",
            "questionnaire",
            "site",
            "text",
            "theme",
            "validate",
        ],
    ),
    // Of the model and the stages only the pages that it sends.
    (
        "serve",
        &[
            "commands",
            "diagnostic",
            "l10n",
            "model",
            "paper",
            "site",
            "source",
            "text",
            "theme",
        ],
    ),
    (
        "cli",
        &["commands", "diagnostic", "serve", "source", "paper", "text"],
    ),
    ("main", &["cli"]),
];

/// Files of `src/commands/` that are not verbs of the command line, but shared by several.
const SHARED_BY_COMMANDS: &[&str] = &[
    "build_cache",
    "erasure",
    "maintenance",
    "progress",
    "project",
    "render",
    "report",
    "table",
];

/// The modules that may use each third-party crate: one, or a few where a comment says why.
const DOORS: &[(&str, &[&str])] = &[
    ("toml", &["load"]),
    // The mapping of an import is written with its comments too.
    ("toml_edit", &["edit", "commands/import"]),
    ("csv", &["commands/table"]),
    // Tables, and copies of them that an erasure searches.
    (
        "encoding_rs",
        &["commands/table", "commands/import", "commands/forget"],
    ),
    ("chardetng", &["commands/import"]),
    ("oem_cp", &["commands/table"]),
    ("zip", &["commands/forget"]),
    ("aho_corasick", &["commands/forget"]),
    // Bytes in JSON; data in addresses.
    ("base64", &["commands/erasure", "commands/forget"]),
    ("tempfile", &["commands/diff"]),
    ("walkdir", &["load"]),
    ("pulldown_cmark", &["markdown"]),
    ("pulldown_cmark_to_cmark", &["markdown"]),
    ("ammonia", &["markdown"]),
    // Pages, for their Markdown twins.
    ("html5ever", &["site"]),
    ("linkify", &["markdown"]),
    ("unicode_normalization", &["text"]),
    // Letters with their marks.
    ("unicode_segmentation", &["text"]),
    ("unicode_security", &["text"]),
    // Letters of other scripts, for ids.
    ("any_ascii", &["text"]),
    // All modules parse web addresses with one crate.
    ("url", &["markdown", "text", "validate", "commands/check"]),
    ("percent_encoding", &["text"]),
    ("idna", &["text"]),
    ("memchr", &["commands/diff", "site", "image"]),
    ("xxhash_rust", &["commands/diff"]),
    ("rlibphonenumber", &["validate"]),
    // Colours of records, themes and logos.
    ("color", &["text"]),
    ("ureq", &["http_client"]),
    ("object_store", &["commands/publish"]),
    // Requests to stores, and connections of browsers.
    ("tokio", &["commands/publish", "serve"]),
    ("async_trait", &["commands/publish"]),
    ("futures_util", &["commands/publish", "serve"]),
    ("annotate_snippets", &["diagnostic"]),
    ("strsim", &["diagnostic"]),
    ("icu_calendar", &["l10n"]),
    ("icu_collator", &["l10n"]),
    ("icu_locale", &["l10n"]),
    ("icu_decimal", &["l10n"]),
    ("icu_datetime", &["l10n"]),
    ("icu_experimental", &["l10n"]),
    ("icu_list", &["l10n"]),
    ("icu_plurals", &["l10n"]),
    ("icu_properties", &["l10n"]),
    ("icu_provider", &["l10n"]),
    ("fixed_decimal", &["l10n"]),
    ("writeable", &["l10n"]),
    ("tera", &["site"]),
    ("cssparser", &["image"]),
    ("usvg", &["image"]),
    ("resvg", &["image"]),
    ("image", &["image"]),
    ("zune_jpeg", &["image"]),
    ("gif", &["image"]),
    // Pictures, the table of cities, and copies that an erasure searches.
    ("flate2", &["image", "gazetteer", "commands/forget"]),
    ("typst", &["paper"]),
    ("typst_layout", &["paper"]),
    ("typst_pdf", &["paper"]),
    ("typst_svg", &["paper"]),
    ("lopdf", &["paper"]),
    // From screens to inks on paper; from inks to screens in logos.
    ("moxcms", &["paper", "image"]),
    ("hayro_syntax", &["paper"]),
    ("hayro_interpret", &["paper"]),
    ("ttf_parser", &["paper"]),
    ("ciborium", &["paper"]),
    // On paper, and for the phone that looks at the preview.
    ("fast_qr", &["paper", "serve"]),
    ("clap", &["cli"]),
    ("indicatif", &["commands/progress"]),
    ("notify", &["serve"]),
    ("tiny_http", &["serve"]),
    ("httparse", &["serve"]),
    ("mimalloc", &["main"]),
    ("open", &["serve"]),
    // What only the system knows or grants: free disk space, many connections.
    ("rustix", &["disk", "output", "serve"]),
    // Files below a folder that is held open, never through a link that leads out of it.
    ("cap_std", &["disk"]),
    // Content hashes: in the names of pictures, and in the list of what was published.
    (
        "siphasher",
        &[
            "commands/diff",
            "commands/build_cache",
            "disk",
            "commands/erasure",
            "image",
            "output",
        ],
    ),
    // Files compiled into the program: the default theme, and the project that `init` makes.
    ("include_dir", &["theme", "commands/init"]),
    // Views: what templates, the paper and other programs are shown. Never the model.
    // A reader of JSON that loses no key.
    (
        "serde",
        &["diagnostic", "site", "paper", "serve", "commands/import"],
    ),
    ("serde_json", &["commands", "diagnostic", "site", "serve"]),
    // Problems of the machine, not of the user's files.
    (
        "anyhow",
        &["commands", "disk", "output", "serve", "cli", "main"],
    ),
    // Threads and calendar dates may be used everywhere.
    (
        "rayon",
        &[
            "commands", "load", "validate", "site", "paper", "image", "output", "serve",
        ],
    ),
    (
        "jiff",
        &[
            "l10n", "model", "load", "validate", "site", "paper", "commands", "serve", "cli",
        ],
    ),
];

/// Parts of the operating system that only some modules may use.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("std::fs", &["disk", "output", "commands", "serve"]),
    ("std::env", &["cli", "main"]),
    // `http_client` distinguishes addresses of this machine from others.
    ("std::net", &["http_client", "serve"]),
    // `diff` asks git for a revision.
    ("std::process", &["cli", "commands", "main"]),
    // The preview counts its generations from the time of its start.
    ("std::time::SystemTime", &["serve"]),
    ("Timestamp::now", &["cli"]),
    // "Today" comes in at the command line; the preview outlives midnight.
    ("Zoned::now", &["cli", "serve"]),
];

/// What writes or deletes files.
const WRITING: &[&str] = &[
    "fs::write",
    "fs::rename",
    "fs::copy",
    "fs::hard_link",
    "fs::soft_link",
    "fs::symlink(",
    "fs::remove_",
    "fs::create_dir",
    "fs::set_permissions",
    "File::create",
    "File::options",
    "OpenOptions",
    "DirBuilder",
    "tempfile::",
];

/// The modules that may write and delete files, and why.
const WRITERS: &[&str] = &[
    "disk",
    // It exchanges whole folders, beside which only it writes.
    "output",
    // A temporary folder of the system, for the files of a git revision.
    "commands/diff",
];

/// Files that may have more lines than [`LINES_AT_MOST`], and why.
const LONG: &[(&str, &str)] = &[];

const LINES_AT_MOST: usize = 400;

#[test]
fn modules_use_only_what_lies_before_them() {
    let mut wrong = Vec::new();
    for code in program() {
        let allowed = allowed(MODULES, &code.module);
        for (used, line) in code.modules_used() {
            if used != code.module && !allowed.contains(&used.as_str()) {
                wrong.push(format!(
                    "{}:{line}: `{}` may not use `{used}`",
                    code.path, code.module
                ));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn each_foreign_crate_has_one_door() {
    let mut wrong = Vec::new();
    for code in program() {
        for &(name, doors) in DOORS {
            if [&code.room, &code.module]
                .iter()
                .any(|room| doors.contains(&room.as_str()))
            {
                continue;
            }
            for line in code.lines_with_path(name) {
                wrong.push(format!(
                    "{}:{line}: `{name}` belongs to {doors:?}, not to `{}`",
                    code.path, code.room
                ));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_dependency_has_a_door() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let mut in_dependencies = false;
    let mut without = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]") && !line.contains("dev-");
        } else if let Some((name, _)) = line.split_once(" = ")
            && in_dependencies
            && !line.starts_with(['#', ' '])
        {
            let name = name.replace('-', "_");
            if !DOORS.iter().any(|(door, _)| *door == name) {
                without.push(format!(
                    "`{name}` is used by the program, and no line of DOORS says where"
                ));
            }
        }
    }
    assert_none(&without);
}

#[test]
fn only_the_ends_touch_files_clock_and_environment() {
    let mut wrong = Vec::new();
    for code in program() {
        for &(path, allowed) in OUTSIDE {
            if allowed.contains(&code.module.as_str()) {
                continue;
            }
            for line in code.lines_with_path(path) {
                wrong.push(format!(
                    "{}:{line}: `{}` may not use `{path}`",
                    code.path, code.module
                ));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn there_is_one_door_for_writing() {
    let mut wrong = Vec::new();
    for code in program().filter(|code| !WRITERS.contains(&code.room.as_str())) {
        for word in WRITING {
            for line in code.lines_with(word) {
                wrong.push(format!(
                    "{}:{line}: `{word}`: files are written and deleted with `disk`, never through a link",
                    code.path
                ));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn commands_are_the_verbs_of_the_command_line() {
    let help = fs::read_to_string(repository().join("tests/cli/vitrine.txt")).unwrap();
    let verbs: BTreeSet<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        // clap's own, and the preview, which is a module beside the commands.
        .filter(|verb| !["help", "serve"].contains(verb))
        .collect();
    let rooms: BTreeSet<String> = rust_files()
        .iter()
        .filter_map(|path| path.strip_prefix("src/commands/")?.strip_suffix(".rs"))
        .filter(|name| !name.contains('/') && !SHARED_BY_COMMANDS.contains(name))
        .map(str::to_owned)
        .collect();
    assert!(verbs.iter().eq(rooms.iter()), "{verbs:?} {rooms:?}");
}

#[test]
fn nothing_panics_without_a_reason() {
    let mut wrong = Vec::new();
    for code in program() {
        for word in [
            ".unwrap()",
            ".expect(\"\")",
            "todo!",
            "unimplemented!",
            "dbg!",
        ] {
            for line in code.lines_with(word) {
                wrong.push(format!("{}:{line}: `{word}` outside tests", code.path));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn files_are_short() {
    let mut wrong = Vec::new();
    let mut needless: BTreeSet<&str> = LONG.iter().map(|(path, _)| *path).collect();
    let tests = test_files();
    for path in rust_files() {
        let lines = source(&path).lines().count();
        if lines > LINES_AT_MOST && !tests.contains(&path) && !needless.remove(path.as_str()) {
            wrong.push(format!(
                "{path} has {lines} lines: cut it, or say in LONG why not"
            ));
        }
    }
    wrong.extend(
        needless
            .iter()
            .map(|path| format!("{path} is short now: delete it from LONG")),
    );
    assert_none(&wrong);
}

#[test]
fn every_module_is_in_the_rule() {
    let unknown: BTreeSet<String> = program()
        .map(|code| code.module)
        .filter(|module| !MODULES.iter().any(|(known, _)| known == module))
        .map(|module| format!("`{module}` is not in MODULES"))
        .collect();
    assert_none(&unknown.into_iter().collect::<Vec<_>>());
}

/// The program's source without tests, a file at a time; `lib.rs` only names the modules.
fn program() -> impl Iterator<Item = Code> {
    let tests = test_files();
    let files = rust_files().into_iter();
    files
        .filter(move |path| !tests.contains(path) && path != "src/lib.rs")
        .map(|path| Code::new(&path, &source(&path)))
}

/// The files of modules that are only there for tests.
fn test_files() -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    for path in rust_files() {
        let source = source(&path);
        let modules = source.split("#[cfg(test)]").skip(1).filter_map(|rest| {
            let (_, rest) = rest.lines().nth(1)?.split_once("mod ")?;
            rest.strip_suffix(';').map(str::to_owned)
        });
        let folder = match path.as_str() {
            "src/lib.rs" | "src/main.rs" => "src",
            path => path.trim_end_matches(".rs"),
        };
        tests.extend(modules.map(|module| format!("{folder}/{module}.rs")));
    }
    // With all that is in their folders.
    let is_part = |path: &String| {
        let folders = tests.iter().map(|test| test.trim_end_matches(".rs"));
        folders
            .into_iter()
            .any(|folder| path.starts_with(&format!("{folder}/")))
    };
    let parts: Vec<String> = rust_files().into_iter().filter(is_part).collect();
    tests.extend(parts);
    tests
}

fn source(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap()
}

fn rust_files() -> Vec<String> {
    let files = files(&repository().join("src")).into_iter();
    let names = files.map(|path| format!("src/{}", path.to_str().unwrap().replace('\\', "/")));
    names.filter(|path| path.ends_with(".rs")).collect()
}

fn allowed<'a>(rule: &[(&str, &'a [&'a str])], module: &str) -> &'a [&'a str] {
    rule.iter()
        .find(|(name, _)| *name == module)
        .map_or(&[], |(_, allowed)| allowed)
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
