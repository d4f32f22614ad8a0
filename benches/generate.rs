//! Writes a large project: `cargo run --example generate -- 10000 /tmp/big`.

mod project;

use std::path::Path;
use std::{env, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (Some(count), Some(folder)) = (
        arguments.first().and_then(|count| count.parse().ok()),
        arguments.get(1),
    ) else {
        return Err(io::Error::other(
            "say how many partners, and into which folder",
        ));
    };
    project::project(count, Path::new(folder))
}
