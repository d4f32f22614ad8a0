//! The website: catalogue and theme in, the bytes of each page out.
//!
//! [`plan`] lists every page without rendering it.

mod plan;

pub use plan::plan;
