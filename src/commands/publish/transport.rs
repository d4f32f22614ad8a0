//! The HTTP transport of the object store library: the program's own HTTP client, on blocking threads.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};

use crate::http_client::{Failure, Reach, Request, RequestClient, Response, Timeout};

/// How long one step of a request may take: connecting, moving some bytes, waiting for the response to begin.
const STEP_TIMEOUT: Duration = Duration::from_secs(60);

/// Connects the library to the program's HTTP client.
#[derive(Debug)]
pub(super) struct Transport;

#[derive(Debug)]
struct Sender(Arc<RequestClient>);

impl HttpConnector for Transport {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        let name = concat!("vitrine/", env!("CARGO_PKG_VERSION"));
        let client = RequestClient::new(name, Timeout::PerStep(STEP_TIMEOUT), Reach::Anywhere);
        Ok(HttpClient::new(Sender(Arc::new(client))))
    }
}

#[async_trait]
impl HttpService for Sender {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (head, body) = request.into_parts();
        // The library has no reader for request bodies; the one for responses reads them too.
        let body = HttpResponseBody::new(body).bytes().await?;
        let client = Arc::clone(&self.0);
        let send = move || {
            let is_list = is_list(head.uri.query().unwrap_or_default());
            let is_head = head.method == "HEAD";
            let response = client.send(Request::from_parts(head, &body[..]))?.read()?;
            if !is_head {
                refuse_web_page(&response, is_list)?;
            }
            Ok(response.map(HttpResponseBody::from))
        };
        match tokio::task::spawn_blocking(send).await {
            Ok(response) => response.map_err(|failure| HttpError::new(kind(&failure), failure)),
            Err(error) => Err(HttpError::new(HttpErrorKind::Unknown, error)),
        }
    }
}

/// How many bytes of a response show what it is.
const START: usize = 2_000;

/// Whether a request lists objects.
fn is_list(query: &str) -> bool {
    query
        .split('&')
        .any(|part| matches!(part, "list-type=2" | "comp=list"))
}

/// Fails if something else than the store answered, with a page for a browser. No object that is read here is a page.
fn refuse_web_page(response: &Response<Vec<u8>>, is_list: bool) -> Result<(), Failure> {
    let (status, body) = (response.status(), response.body());
    let start = String::from_utf8_lossy(&body[..body.len().min(START)]).to_ascii_lowercase();
    let is_page = start
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
        && ["<html", "<!doctype html"]
            .iter()
            .any(|tag| start.contains(tag));
    let is_no_list = is_list
        && !["<listbucketresult", "<enumerationresults"]
            .iter()
            .any(|tag| start.contains(tag));
    // 511: the network requires a login.
    if status == 511 || (status.is_success() && (is_page || is_no_list)) {
        return Err(Failure::WebPage);
    }
    Ok(())
}

/// The library's kind of a failure, by which it decides whether to retry.
fn kind(failure: &Failure) -> HttpErrorKind {
    match failure {
        Failure::Slow => HttpErrorKind::Timeout,
        Failure::NoHost(_) | Failure::Refused(_) => HttpErrorKind::Connect,
        Failure::Broken(_) => HttpErrorKind::Interrupted,
        Failure::Unreadable(_) => HttpErrorKind::Decode,
        Failure::Unsafe(_) | Failure::TooLong | Failure::OutOfReach(_) | Failure::WebPage => {
            HttpErrorKind::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_list, refuse_web_page};
    use crate::http_client::Response;

    #[test]
    fn a_login_page_is_not_the_response_of_a_store() {
        let refused = |status: u16, body: &str, is_list: bool| {
            let response = Response::builder().status(status);
            let response = response.body(body.as_bytes().to_vec()).unwrap();
            refuse_web_page(&response, is_list).is_err()
        };
        for page in [
            "<html><body>Sign in</body></html>",
            "\u{feff}\n<!DOCTYPE html>\n<p>Sign in",
            "<?xml version=\"1.0\"?><!-- --><HTML xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        ] {
            assert!(refused(200, page, false), "{page}");
            assert!(refused(200, page, true), "{page}");
            // The status says already that something is wrong.
            assert!(!refused(403, page, false), "{page}");
        }
        assert!(refused(511, "", false));
        assert!(refused(200, "{}", true));
        assert!(refused(200, "<rss/>", true));
        for body in ["", "{\"vitrine\":1}", "<Error/>"] {
            assert!(!refused(200, body, false), "{body}");
        }
        for list in ["<?xml?><ListBucketResult/>", "<EnumerationResults/>"] {
            assert!(!refused(200, list, true), "{list}");
        }
    }

    #[test]
    fn requests_for_lists_are_recognized() {
        assert!(is_list("list-type=2&prefix=site%2F"));
        assert!(is_list("restype=container&comp=list"));
        assert!(!is_list(""));
        assert!(!is_list("x=comp=list"));
    }
}
