//! The HTTP transport of the object store library: the program's own HTTP client, on blocking threads.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};

use crate::http_client::{Client, Failure, Request, Timeout};

/// How long one step of a request may take: connecting, moving some bytes, waiting for the response to begin.
const STEP_TIMEOUT: Duration = Duration::from_secs(60);

/// Connects the library to the program's HTTP client.
#[derive(Debug)]
pub(super) struct Transport;

#[derive(Debug)]
struct Sender(Arc<Client>);

impl HttpConnector for Transport {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        let name = concat!("vitrine/", env!("CARGO_PKG_VERSION"));
        let client = Client::new(name, Timeout::PerStep(STEP_TIMEOUT));
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
            client
                .send(Request::from_parts(head, &body[..]))?
                .read()
                .map(|response| response.map(HttpResponseBody::from))
        };
        match tokio::task::spawn_blocking(send).await {
            Ok(response) => response.map_err(|failure| HttpError::new(kind(&failure), failure)),
            Err(error) => Err(HttpError::new(HttpErrorKind::Unknown, error)),
        }
    }
}

/// The library's kind of a failure, by which it decides whether to retry.
fn kind(failure: &Failure) -> HttpErrorKind {
    match failure {
        Failure::Slow => HttpErrorKind::Timeout,
        Failure::NoHost(_) | Failure::Refused(_) => HttpErrorKind::Connect,
        Failure::Broken(_) => HttpErrorKind::Interrupted,
        Failure::Unreadable(_) => HttpErrorKind::Decode,
        Failure::Unsafe(_) => HttpErrorKind::Unknown,
    }
}
