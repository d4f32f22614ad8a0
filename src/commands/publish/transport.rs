//! How the stores' library sends its requests: as all requests of the program are sent, on threads that may wait.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};

use crate::http_client::{Client, Failure, Patience, Request};

/// How long one step of a request may take: to connect, for a piece to move, for the answer to begin.
const PATIENCE: Duration = Duration::from_secs(60);

/// Gives the library its client.
#[derive(Debug)]
pub(super) struct Transport;

#[derive(Debug)]
struct Sender(Arc<Client>);

impl HttpConnector for Transport {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        let name = concat!("vitrine/", env!("CARGO_PKG_VERSION"));
        let client = Client::new(name, Patience::ForEachStep(PATIENCE));
        Ok(HttpClient::new(Sender(Arc::new(client))))
    }
}

#[async_trait]
impl HttpService for Sender {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (head, body) = request.into_parts();
        // What reads bodies of answers reads those of requests too.
        let body = HttpResponseBody::new(body).bytes().await?;
        let client = Arc::clone(&self.0);
        let send = move || {
            client
                .ask(Request::from_parts(head, &body[..]))?
                .read()
                .map(|answer| answer.map(HttpResponseBody::from))
        };
        match tokio::task::spawn_blocking(send).await {
            Ok(answer) => answer.map_err(|failure| HttpError::new(kind(&failure), failure)),
            Err(error) => Err(HttpError::new(HttpErrorKind::Unknown, error)),
        }
    }
}

/// What the library makes of a failure: most are tried again.
fn kind(failure: &Failure) -> HttpErrorKind {
    match failure {
        Failure::Slow => HttpErrorKind::Timeout,
        Failure::NoHost(_) | Failure::Refused(_) => HttpErrorKind::Connect,
        Failure::Broken(_) => HttpErrorKind::Interrupted,
        Failure::Unreadable(_) => HttpErrorKind::Decode,
        Failure::Unsafe(_) => HttpErrorKind::Unknown,
    }
}
