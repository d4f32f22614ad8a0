//! Text as templates receive it: with the language it is in, where that is not the page's.

use serde::Serialize;

/// A text for the page's reader.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct TextView {
    /// The text, not escaped.
    pub(super) text: String,
    /// The language, only where it is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lang: Option<String>,
    /// The direction, only where it is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dir: Option<&'static str>,
}

/// A text with marks, as safe HTML.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ProseView {
    pub(super) html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dir: Option<&'static str>,
    /// The language's name, only where it is not the page's: to say so above the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
}

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LinkView {
    pub(super) href: String,
    pub(super) label: TextView,
}

/// A date for people and for programs.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DateView {
    pub(super) iso: String,
    pub(super) text: String,
}

impl TextView {
    /// A text in the page's language, or in none, such as a name.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            lang: None,
            dir: None,
        }
    }
}
