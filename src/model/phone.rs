//! A telephone number: [`Phone`].

/// A telephone number: shown as it is written, called by its international number.
///
/// ```
/// # use vitrine::model::Phone;
/// let phone = Phone {
///     text: "+49 (0)30 123456 ext. 12".to_owned(),
///     number: "+4930123456".to_owned(),
///     extension: Some("12".to_owned()),
/// };
/// assert_eq!(phone.uri(), "tel:+4930123456;ext=12");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// As written.
    pub text: String,
    /// The international number without punctuation (E.164), such as `+4930123456`.
    pub number: String,
    /// The digits of an extension.
    pub extension: Option<String>,
}

impl Phone {
    /// The number as a link (RFC 3966).
    pub fn uri(&self) -> String {
        match &self.extension {
            Some(extension) => format!("tel:{};ext={extension}", self.number),
            None => format!("tel:{}", self.number),
        }
    }

    /// The number as telephones dial it: the extension follows after a pause, `p` (RFC 3601).
    pub fn dial_string(&self) -> String {
        match &self.extension {
            Some(extension) => format!("{}p{extension}", self.number),
            None => self.number.clone(),
        }
    }
}
