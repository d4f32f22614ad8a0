//! The fuzz targets, run on the seeds and the former findings in `tests/fuzz/seeds/`.

#[path = "../fuzz/targets.rs"]
#[expect(unreachable_pub, reason = "the fuzzer calls it from another crate")]
mod targets;

use std::fs;

use crate::project::{files, repository};

type Target = (&'static str, fn(&[u8]));

/// Every target, by the name of its folder and its file.
const TARGETS: [Target; 9] = [
    ("csv", targets::csv),
    ("front_matter", targets::front_matter),
    ("markdown_html", targets::markdown_html),
    ("markdown_typst", targets::markdown_typst),
    ("programme", targets::programme),
    ("record", targets::record),
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

#[test]
fn every_fuzz_target_has_seeds() {
    let targets = repository().join("tests/fuzz/fuzz_targets");
    let names: Vec<String> = files(&targets)
        .iter()
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, TARGETS.map(|(name, _)| name));
}
