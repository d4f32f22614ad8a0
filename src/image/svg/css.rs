//! Style sheets and styles of a drawing, resolved as browsers do it: the parser that rewrites SVGs knows the CSS of 1998, and
//! draws black what it does not know. Entry point: [`resolve`].
//!
//! ```text
//!  <style>, style="…" ──sheet──▶ rules ──selector, cascade──▶ values of each element ──property──▶ attributes of SVG
//! ```
//!
//! What browsers draw and cannot be drawn here is [`Lost`], by name.

mod cascade;
mod condition;
mod math;
mod names;
mod place;
mod property;
mod selector;
mod sheet;
mod transform;
mod variables;
mod write;

use std::collections::BTreeSet;

use usvg::roxmltree::{Document, Node};

use condition::Truth;
use sheet::StyleSheet;

/// How deep the parentheses of a value or a selector may be nested.
const MAX_PARENTHESES: usize = 32;
/// How much of a style that is lost is quoted, in characters.
const MAX_QUOTED: usize = 48;
/// How many styles that are lost are named.
const MAX_NAMED: usize = 3;
/// How many styles that are lost are counted.
const MAX_COUNTED: usize = 1000;

/// What was parsed; errors have no details, since what is not understood is quoted.
type ParseResult<T> = Result<T, cssparser::ParseError<()>>;

/// A drawing whose styles are resolved.
pub(super) struct ResolvedStyles {
    /// The drawing without style sheets.
    pub(super) text: String,
    /// Descriptions of what is lost.
    pub(super) lost: Vec<String>,
}

/// Styles that browsers know, and that are lost.
#[derive(Debug, Default)]
struct Lost {
    styles: BTreeSet<String>,
    has_animation: bool,
}

/// Resolves the styles of a drawing; the error says that they are too complicated.
pub(super) fn resolve(document: &Document<'_>) -> Result<ResolvedStyles, String> {
    let mut lost = Lost::default();
    let sheet = StyleSheet::new(&style_texts(document, &mut lost), &mut lost);
    let text = write::document(document, sheet, &mut lost)?;
    Ok(ResolvedStyles {
        text,
        lost: lost.words(),
    })
}

fn is_style(node: &Node<'_, '_>) -> bool {
    node.is_element() && node.tag_name().name() == "style"
}

/// The style sheets within a drawing that apply.
fn style_texts(document: &Document<'_>, lost: &mut Lost) -> Vec<String> {
    let mut texts = Vec::new();
    for node in document.descendants().filter(is_style) {
        let kind = node.attribute("type").unwrap_or_default().trim();
        if !kind.is_empty() && !kind.eq_ignore_ascii_case("text/css") {
            continue;
        }
        let media = node.attribute("media").unwrap_or_default();
        match condition::media(media) {
            Truth::True => texts.push(node.children().filter_map(|node| node.text()).collect()),
            Truth::False => {}
            Truth::Unknown => lost.style(&format!("@media {media}")),
        }
    }
    texts
}

impl Lost {
    /// Adds a style, as written.
    fn style(&mut self, style: &str) {
        if self.styles.len() == MAX_COUNTED {
            return;
        }
        // A style may be as long as the file.
        let words = style.split_whitespace().take(MAX_QUOTED + 1);
        let words: Vec<&str> = words.collect();
        let text = words.join(" ");
        let mut quoted: String = text.chars().take(MAX_QUOTED).collect();
        if quoted.len() < text.len() {
            quoted.push('…');
        }
        self.styles.insert(quoted);
    }

    fn animation(&mut self) {
        self.has_animation = true;
    }

    fn words(self) -> Vec<String> {
        let mut words = Vec::new();
        if self.has_animation {
            words.push("an animation of its style sheet".to_owned());
        }
        let count = self.styles.len();
        let named: Vec<String> = self
            .styles
            .into_iter()
            .take(MAX_NAMED)
            .map(|style| format!("`{style}`"))
            .collect();
        let named = named.join(", ");
        match count {
            0 => {}
            1 => words.push(format!("the style {named}")),
            2..=MAX_NAMED => words.push(format!("the styles {named}")),
            count => words.push(format!("the styles {named} and {} more", count - MAX_NAMED)),
        }
        words
    }
}

/// Whether parentheses are nested so deeply that reading them needs too much of the stack.
fn is_too_deep(text: &str) -> bool {
    let mut depth = 0usize;
    text.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_PARENTHESES
    })
}

#[cfg(test)]
mod tests;
