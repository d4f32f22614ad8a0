//! Rasters without what is not seen: their formats are read part by part, and written again from what draws the picture.
//! Nothing is copied that a program or a person could have written something else into.

pub(super) mod gif;
pub(super) mod jpeg;
pub(super) mod png;
pub(super) mod profile;
pub(super) mod webp;
