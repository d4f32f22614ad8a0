//! Views that most pages contain: texts, links and dates, and [`SharedView`] for views that many pages share.
//!
//! A view is the data of a template. A text has its language if that is not the page's, so that the template can
//! mark it (`lang`, `dir`).

use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::l10n::Locale;

/// A text, in the language of the page unless `lang` is present.
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

/// A Markdown text as safe HTML.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ProseView {
    pub(super) html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dir: Option<&'static str>,
    /// The language's name, only where it is not the page's: the template shows it above the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
}

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LinkView {
    /// Absent where the site has no such page: then the template shows the text alone.
    pub(super) href: Option<String>,
    pub(super) label: TextView,
}

/// A date, formatted and in ISO 8601.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DateView {
    pub(super) iso: String,
    pub(super) text: String,
}

impl LinkView {
    /// A link to an address.
    pub(super) fn new(href: impl Into<String>, label: TextView) -> Self {
        Self {
            href: Some(href.into()),
            label,
        }
    }
}

impl TextView {
    /// A text in the page's language, or in no language, such as a name.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            lang: None,
            dir: None,
        }
    }
}

/// A view that many pages share: serialized once, then cloned by reference.
///
/// A template receives exactly what `T` serializes to; the type parameter only documents it.
#[derive(Debug)]
pub(super) struct SharedView<T> {
    value: Value,
    view: PhantomData<T>,
}

// A derived implementation would require `T: Clone`.
impl<T> Clone for SharedView<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            view: PhantomData,
        }
    }
}

impl<T: Serialize> SharedView<T> {
    pub(super) fn new(view: &T) -> Self {
        Self {
            value: Value::from_serializable(view),
            view: PhantomData,
        }
    }
}

impl<T> Serialize for SharedView<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// The direction of a language's script, as a value of the `dir` attribute of HTML.
pub(super) fn direction(locale: &Locale) -> &'static str {
    if locale.is_rtl() { "rtl" } else { "ltr" }
}
