//! Text utilities that several modules need: escaping, truncating, slugs, folding, URLs, colours.
//!
//! ```text
//!  text ──escape──▶ HTML or XML     text ──slug──▶ id of a record     text ──fold──▶ what a search compares
//!       ──truncate─▶ one short line      ──heading_anchor─▶ id of a heading
//! ```
//!
//! [`slug`](fn@slug), [`heading_anchor`] and [`fold`](fn@fold) share one table of Latin letters that Unicode does not decompose, in
//! `latin.rs`.

mod color;
mod escape;
mod fold;
mod formula;
mod invisible;
mod latin;
mod leftover;
mod limits;
mod lookalike;
mod oklch;
mod reserved_name;
mod slug;
mod truncate;
pub mod url;
mod visible;
mod wrap;

pub use color::{InvalidColor, Rgba, opaque_color};
pub use escape::{escape, escape_apostrophes, escape_with_code};
pub use fold::{fold, name_key};
pub use formula::begins_like_formula;
pub use invisible::{is_invisible, unwanted_character};
pub use leftover::{HtmlLeftover, html_leftover};
pub use limits::{MARKS_AT_MOST, TextLength, is_noncharacter, overloaded_letter};
pub use lookalike::lookalike_host;
pub use oklch::{LIGHT_ENOUGH, Oklch, lightened};
pub use reserved_name::is_reserved_name;
pub use slug::{MAX_ID_LENGTH, ascii_slug, heading_anchor, slug};
pub use truncate::{single_line, truncate, truncate_at_word};
pub use visible::{escape_json, visible, visible_in_color, visible_line};
pub use wrap::wrap;
