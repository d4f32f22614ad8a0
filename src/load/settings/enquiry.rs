//! `[enquiry]` and `[find]` in `content/catalogue.toml`: who receives the messages of visitors, and what the page "find my
//! partner" asks.

use crate::load::reader::{ReferenceKind, Table, Texts};
use crate::source::{Span, Spanned};

/// `[enquiry]` as written.
#[derive(Debug, Clone)]
pub struct EnquiryRecord {
    /// The table.
    pub span: Span,
    /// The address that receives all messages.
    pub email: Option<Spanned<String>>,
    /// The form service that receives all messages.
    pub endpoint: Option<Spanned<String>>,
    /// What visitors agree to before a message is sent to the form service.
    pub consent: Option<Texts>,
}

/// `[find]` as written.
#[derive(Debug, Clone, Default)]
pub struct FindRecord {
    /// Ids of own fields that the page asks about.
    pub questions: Vec<Spanned<String>>,
}

pub(super) fn enquiry(table: &Table<'_>) -> EnquiryRecord {
    EnquiryRecord {
        span: table.span(),
        email: table.text("email"),
        endpoint: table.text("endpoint"),
        consent: table.texts("consent"),
    }
}

pub(super) fn find(table: &Table<'_>) -> FindRecord {
    FindRecord {
        questions: table.list_of("questions", ReferenceKind::PartnerFields),
    }
}
