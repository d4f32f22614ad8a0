//! The look of every page: template engine, layout, head, static files, colours, fonts, logos and the marks of tiers.

pub(super) mod assets;
pub(super) mod brand;
pub(super) mod colors;
pub(super) mod engine;
pub(super) mod fallback_marks;
mod fonts;
pub(super) mod head;
pub(super) mod layout;
pub(super) mod logo;
pub(super) mod mark;
pub(super) mod metal;
pub(super) mod monogram;
pub(super) mod problems;
pub(super) mod rank_mark;
pub(super) mod seal;
pub(super) mod tier_mark;
