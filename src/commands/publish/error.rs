//! What went wrong at a store, in words, and without anything that is secret.

use std::error::Error as _;

use anyhow::anyhow;
use object_store::Error;

use super::Access;
use crate::http_client::Failure;
use crate::model::Destination;
use crate::text::{single_line, truncate};

/// The longest explanation of a store that is shown, in characters.
const SAID_AT_MOST: usize = 200;

/// Tells problems of one destination.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    place: String,
    /// What must not be shown.
    secrets: Vec<String>,
}

impl Words {
    pub(super) fn new(to: &Destination, access: &Access) -> Self {
        let is_secret = |name: &str| {
            let words = ["KEY", "SECRET", "TOKEN", "PASSWORD", "SAS"];
            words.iter().any(|word| name.contains(word))
        };
        let variables = access.environment.iter();
        let secrets = variables.filter(|(name, value)| is_secret(name) && value.len() > 3);
        Self {
            place: to.to_string(),
            secrets: secrets.map(|(_, value)| value.clone()).collect(),
        }
    }

    /// What a store could not do, and why.
    pub(super) fn problem(&self, what: &str, error: &Error) -> anyhow::Error {
        let said = said(error);
        let code = said.as_deref().and_then(|said| said.split(':').next());
        let why = match (error, code, failure(error)) {
            (_, _, Some(failure)) => failure,
            (Error::NotFound { .. }, ..) | (_, Some("NoSuchBucket" | "ContainerNotFound"), _) => {
                "there is no such bucket or container; make it first, or mend its name, the endpoint or the region"
                    .to_owned()
            }
            (Error::Unauthenticated { .. }, ..)
            | (_, Some("InvalidAccessKeyId" | "SignatureDoesNotMatch"), _) => {
                "the store does not accept the credentials in the environment".to_owned()
            }
            (Error::PermissionDenied { .. }, ..) => {
                "the credentials in the environment are not allowed to do this".to_owned()
            }
            (_, Some(_), _) => "the store refuses it".to_owned(),
            (error, ..) => truncate(&single_line(&error.to_string()), SAID_AT_MOST),
        };
        let said = said.map_or_else(String::new, |said| format!(" (it says: {said})"));
        let text = format!("cannot {what} `{}`: {why}{said}", self.place);
        anyhow!("{}", self.without_secrets(text))
    }

    fn without_secrets(&self, mut text: String) -> String {
        for secret in &self.secrets {
            text = text.replace(secret.as_str(), "…");
        }
        text
    }
}

/// That there was no answer, and why.
fn failure(error: &Error) -> Option<String> {
    let mut source = error.source();
    while let Some(at) = source {
        if let Some(failure) = at.downcast_ref::<Failure>() {
            return Some(failure.to_string());
        }
        source = at.source();
    }
    None
}

/// What the store itself says, as all of them do: a code and a message in XML. Of the rest of its answer nothing is
/// shown, which may repeat who asked, and how.
fn said(error: &Error) -> Option<String> {
    let text = error.to_string();
    let between = |start: &str, end: &str| {
        let (_, rest) = text.split_once(start)?;
        Some(rest.split_once(end)?.0.trim().to_owned())
    };
    let code = between("<Code>", "</Code>");
    let code = code.or_else(|| between("status code: ", ":"))?;
    let explanation = match between("<Message>", "</Message>") {
        Some(message) => format!("{code}: {message}"),
        None => code,
    };
    Some(truncate(&single_line(&explanation), SAID_AT_MOST))
}

#[cfg(test)]
mod tests {
    use object_store::Error;

    use super::Words;

    #[test]
    fn nothing_secret_is_told() {
        let words = Words {
            place: "s3://bucket".to_owned(),
            secrets: vec!["hunter2".to_owned()],
        };
        let body = "Server returned non-2xx status code: 403 Forbidden: <?xml?><Error><Code>SignatureDoesNotMatch</Code>\
            <Message>The key hunter2 does not match</Message><StringToSign>AKID hunter2</StringToSign></Error>";
        let error = Error::PermissionDenied {
            path: "x".to_owned(),
            source: body.into(),
        };
        let text = words.problem("send `x` to", &error).to_string();
        assert!(!text.contains("hunter2"), "{text}");
        assert!(!text.contains("AKID"), "{text}");
        assert!(text.contains("SignatureDoesNotMatch"), "{text}");
        assert!(text.contains("`s3://bucket`"), "{text}");
    }
}
