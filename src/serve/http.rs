//! HTTP server of the preview. Entry point: [`run`].
//!
//! Everybody who can reach the port may send anything, slowly, and a thousand times: other programs of this machine, pages
//! of other websites in the editor's own browser, and with `--host` the network. So everything is bounded before it is
//! used:
//!
//! ```text
//!  connections ──▶ connection: a head of a request ──request──▶ accepted ──rendering──▶ routes ──▶ a response
//!  (how many)      (size, time)                    (whose)                (how many at once)      (time to read it)
//! ```
//!
//! One thread holds all connections, so that a waiting one takes a file descriptor and a few kilobytes; pages are made by
//! other threads, few at a time.
//!
//! tiny_http writes the heads of responses. Its server does not receive the requests, because it has none of these
//! bounds: it takes a thread for each connection, waits for ever for the end of a head of any length, reserves the memory
//! that a `Content-Length` announces (<https://github.com/tiny-http/tiny-http/blob/master/src/util/equal_reader.rs>), can
//! queue a connection behind an idle one (<https://github.com/tiny-http/tiny-http/blob/master/src/util/task_pool.rs>), and
//! stops accepting after an error. Nor can it be given connections that were checked already: it takes a listening
//! socket, which others on this machine could then reach too.

use std::io;
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};
use tokio::runtime;

use super::connection::{self, ServerContext};
use super::rendering::RENDERINGS_AT_MOST;

/// Stack of a thread that renders: typesetting a long catalogue, or a deeply nested text, may need more than the
/// default. Only what is used takes memory.
pub(super) const STACK: usize = 16 * 1024 * 1024;

/// The pause after the system refused a connection, for example because there are too many open files.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves requests until the preview ends.
pub(super) fn run(listener: TcpListener, context: &Arc<ServerContext>) -> io::Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(RENDERINGS_AT_MOST)
        .thread_stack_size(STACK)
        .build()?;
    let result = runtime.block_on(accept(listener, context));
    // Closes all connections. A page that is being made is not waited for.
    runtime.shutdown_background();
    result
}

/// Accepts connections until the preview ends.
async fn accept(listener: TcpListener, context: &Arc<ServerContext>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut stopped = pin!(context.versions.stopped());
    loop {
        let accepted = match select(pin!(listener.accept()), stopped.as_mut()).await {
            Either::Left((accepted, _)) => accepted,
            Either::Right(_) => return Ok(()),
        };
        let Ok((stream, peer)) = accepted else {
            context.connections.close_one();
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        context.connections.open(peer.ip(), |place| {
            let work = connection::serve(stream, peer, Arc::clone(context), place);
            tokio::spawn(work).abort_handle()
        });
    }
}
