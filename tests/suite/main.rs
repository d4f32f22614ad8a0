//! The one ordinary integration binary; `tests/README.md` tells how to run, add and bless.

mod architecture;
mod diagnostics;
mod project;
mod properties;
