//! The fuzz targets, run on the seeds and the former findings in `tests/fuzz/seeds/`.

#[path = "../fuzz/targets.rs"]
#[expect(unreachable_pub, reason = "the fuzzer calls it from another crate")]
mod targets;

use std::fs;

use crate::project::{files, repository};

type Target = (&'static str, fn(&[u8]));

/// Every target, by the name of its folder and its file.
const TARGETS: [Target; 11] = [
    ("cells", targets::cells),
    ("csv", targets::csv),
    ("front_matter", targets::front_matter),
    ("markdown_html", targets::markdown_html),
    ("markdown_typst", targets::markdown_typst),
    ("programme", targets::programme),
    ("record", targets::record),
    ("request", targets::request),
    ("set_pages", targets::set_pages),
    ("svg", targets::svg),
    ("svg_time", targets::svg_time),
];

#[test]
fn seeds_pass_every_fuzz_target() {
    for (name, target) in TARGETS {
        let folder = repository().join("tests/fuzz/seeds").join(name);
        let seeds = files(&folder);
        assert!(seeds.len() > 1, "{name} has no seeds");
        for seed in seeds {
            let path = folder.join(seed);
            println!("{}", path.display());
            target(&fs::read(path).unwrap());
        }
    }
}

/// What cells are made of: dates, numbers, telephone numbers and markup at their limits, letters of several bytes.
const PARTS: [&str; 22] = [
    "14092026",
    "99999999",
    "9223372036854775808",
    "1e308",
    "e-2147483648",
    "-",
    "0.5",
    ",",
    "/",
    "31",
    "2026",
    "T",
    "年",
    "é",
    "١",
    "𝟏",
    "€",
    "k",
    "<b",
    "&#x110000;",
    "\\;",
    "'=",
];

#[test]
fn nasty_cells_become_values_or_messages() {
    let single = PARTS.map(str::to_owned);
    let pairs = PARTS
        .iter()
        .flat_map(|one| PARTS.map(|other| format!("{one}{other}")));
    let triples = PARTS.windows(3).map(<[&str]>::concat);
    let long = ["9", "1e", "+", "(", "é", ";", "&", "<a", "=", "\n"].map(|part| part.repeat(900));
    let texts: Vec<String> = single
        .into_iter()
        .chain(pairs)
        .chain(triples)
        .chain(long)
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    targets::all_cells(&texts);
}

#[test]
fn every_fuzz_target_has_seeds() {
    let targets = repository().join("tests/fuzz/fuzz_targets");
    let names: Vec<String> = files(&targets)
        .iter()
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, TARGETS.map(|(name, _)| name));
}
