//! The program: arguments in, exit code out.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Rendering allocates many small values on several threads: the system's allocator took a quarter of the time of a
/// large build.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    vitrine::cli::run()
}
