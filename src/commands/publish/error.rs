//! Errors of a store in plain words, without secrets. Entry point: [`ErrorReporter::report`].

use std::error::Error as _;

use anyhow::anyhow;
use object_store::Error;

use super::StoreConfig;
use crate::http_client::Failure;
use crate::model::Destination;
use crate::text::{single_line, truncate};

/// The longest explanation of a store that is shown, in characters.
const MAX_DETAIL: usize = 200;

/// Explains the errors of one destination.
#[derive(Debug, Clone, Default)]
pub(super) struct ErrorReporter {
    destination: String,
    /// Values that must not be shown.
    secrets: Vec<String>,
}

impl ErrorReporter {
    pub(super) fn new(destination: &Destination, config: &StoreConfig) -> Self {
        let is_secret = |name: &str| {
            let words = ["KEY", "SECRET", "TOKEN", "PASSWORD", "SAS"];
            words.iter().any(|word| name.contains(word))
        };
        Self {
            destination: destination.to_string(),
            secrets: config
                .environment
                .iter()
                .filter(|(name, value)| is_secret(name) && value.len() > 3)
                .map(|(_, value)| value.clone())
                .collect(),
        }
    }

    /// The name of the destination.
    pub(super) fn destination(&self) -> &str {
        &self.destination
    }

    /// Why a store could not do something, such as "send `index.html` to".
    pub(super) fn report(&self, action: &str, error: &Error) -> anyhow::Error {
        let detail = store_message(error);
        let code = detail
            .as_deref()
            .and_then(|detail| detail.split(':').next());
        let reason = match (error, code, failure(error)) {
            (_, _, Some(failure)) => failure,
            (Error::NotFound { .. }, ..) | (_, Some("NoSuchBucket" | "ContainerNotFound"), _) => {
                "the bucket or container does not exist; create it first, or fix its name, the endpoint or the region"
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
            (error, ..) => truncate(&single_line(&error.to_string()), MAX_DETAIL),
        };
        let detail = detail.map_or_else(String::new, |detail| format!(" (it reports: {detail})"));
        let text = format!("cannot {action} `{}`: {reason}{detail}", self.destination);
        anyhow!("{}", self.without_secrets(text))
    }

    fn without_secrets(&self, mut text: String) -> String {
        for secret in &self.secrets {
            text = text.replace(secret.as_str(), "…");
        }
        text
    }
}

/// Why there was no response, if there was none.
pub(super) fn failure(error: &Error) -> Option<String> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(failure) = cause.downcast_ref::<Failure>() {
            return Some(failure.to_string());
        }
        source = cause.source();
    }
    None
}

/// The store's own code and message, which all stores send as XML. The rest of the response is not shown: it may repeat
/// the credentials of the request.
fn store_message(error: &Error) -> Option<String> {
    let text = error.to_string();
    let between = |start: &str, end: &str| {
        let (_, rest) = text.split_once(start)?;
        Some(rest.split_once(end)?.0.trim().to_owned())
    };
    let code = between("<Code>", "</Code>").or_else(|| between("status code: ", ":"))?;
    let explanation = match between("<Message>", "</Message>") {
        Some(message) => format!("{code}: {message}"),
        None => code,
    };
    Some(truncate(&single_line(&explanation), MAX_DETAIL))
}

#[cfg(test)]
mod tests {
    use object_store::Error;

    use super::ErrorReporter;

    #[test]
    fn error_messages_hold_no_secrets() {
        let reporter = ErrorReporter {
            destination: "s3://bucket".to_owned(),
            secrets: vec!["hunter2".to_owned()],
        };
        let body = "Server returned non-2xx status code: 403 Forbidden: <?xml?><Error><Code>SignatureDoesNotMatch</Code>\
            <Message>The key hunter2 does not match</Message><StringToSign>AKID hunter2</StringToSign></Error>";
        let error = Error::PermissionDenied {
            path: "x".to_owned(),
            source: body.into(),
        };
        let text = reporter.report("send `x` to", &error).to_string();
        assert!(!text.contains("hunter2"), "{text}");
        assert!(!text.contains("AKID"), "{text}");
        assert!(text.contains("SignatureDoesNotMatch"), "{text}");
        assert!(text.contains("`s3://bucket`"), "{text}");
    }
}
