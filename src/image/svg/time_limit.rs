//! A limit of time for reading and drawing an SVG. Entry point: [`within`].
//!
//! What an SVG costs is counted before it is drawn, so that the same file is accepted on every machine. The limit of
//! time is for what is not counted: the file is refused, and the thread that reads it is left behind, because a thread
//! cannot be stopped. It does not delay the end of the program.

use std::collections::BTreeSet;
use std::hash::Hasher as _;
use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How often a thread is waited for, and how long each time. A program that was stopped for hours loses one turn.
const TURNS: u32 = 100;
/// The length of a turn: 100 turns are ten seconds.
const TURN: Duration = Duration::from_millis(100);
/// How many threads may be left behind: each takes a processor and memory until the end of the program.
const MAX_LEFT_BEHIND: usize = 3;
/// Files of more bytes are read one at a time, and not while another one is left behind: what they take of memory does not
/// add up.
const LARGE: usize = 1 << 20;
/// The stack of a thread: elements may be nested 128 deep, and filters and masks within each other.
const STACK: usize = 32 << 20;

/// Message for a file that takes too long.
pub(super) const TOO_SLOW: &str =
    "the SVG takes more than 10 seconds to be read and drawn; simplify it, or save it as PNG";

/// Files that took too long, and the threads that still read them.
#[derive(Default)]
struct LeftBehind {
    /// Hashes of the contents: a preview reads its files again and again.
    files: BTreeSet<u128>,
    threads: usize,
}

static LEFT_BEHIND: Mutex<LeftBehind> = Mutex::new(LeftBehind {
    files: BTreeSet::new(),
    threads: 0,
});

/// Held by the caller that has a large file read.
static LARGE_FILE: Mutex<()> = Mutex::new(());

/// The result of `work` on the bytes of a file, unless it takes too long, now or before.
pub(super) fn within<T: Send + 'static>(
    bytes: &[u8],
    work: impl FnOnce(&[u8]) -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    within_turns(TURNS, bytes, work)
}

fn within_turns<T: Send + 'static>(
    turns: u32,
    bytes: &[u8],
    work: impl FnOnce(&[u8]) -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let file = hash(bytes);
    let is_large = bytes.len() > LARGE;
    let _turn = is_large.then(|| locked(&LARGE_FILE));
    {
        let left_behind = left_behind();
        if left_behind.files.contains(&file) {
            return Err(TOO_SLOW.to_owned());
        }
        let max_left_behind = if is_large { 1 } else { MAX_LEFT_BEHIND };
        if left_behind.threads >= max_left_behind {
            return Err(
                "the SVG was not read, because others take too long; simplify those first, and begin again"
                    .to_owned(),
            );
        }
    }
    let (sender, receiver) = mpsc::channel();
    let is_left_behind = Arc::new(Mutex::new(false));
    let is_thread_left_behind = Arc::clone(&is_left_behind);
    let owned = bytes.to_vec();
    let read = move || {
        let result = panic::catch_unwind(panic::AssertUnwindSafe(|| work(&owned)));
        let is_left = locked(&is_thread_left_behind);
        // The receiver is gone if the thread was left behind.
        let _ = sender.send(result);
        if *is_left {
            left_behind().threads -= 1;
        }
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(read);
    if let Err(error) = thread {
        return Err(format!(
            "the SVG cannot be read: the system starts no thread ({error}); close other programs, and begin again"
        ));
    }
    let result = (0..turns).find_map(|_| match receiver.recv_timeout(TURN) {
        Err(RecvTimeoutError::Timeout) => None,
        received => Some(received.ok()),
    });
    let result = match result {
        Some(result) => result,
        None => {
            let mut is_left = locked(&is_left_behind);
            match receiver.try_recv() {
                Ok(result) => Some(result),
                Err(_) => {
                    *is_left = true;
                    let mut left_behind = left_behind();
                    left_behind.files.insert(file);
                    left_behind.threads += 1;
                    return Err(TOO_SLOW.to_owned());
                }
            }
        }
    };
    // The libraries that draw were not made for every number.
    result.and_then(Result::ok).unwrap_or_else(|| {
        Err(
            "the SVG cannot be drawn; open it in a drawing program, simplify it, and save it again"
                .to_owned(),
        )
    })
}

fn left_behind() -> MutexGuard<'static, LeftBehind> {
    locked(&LEFT_BEHIND)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hash(bytes: &[u8]) -> u128 {
    let mut hasher = siphasher::sip128::SipHasher13::new();
    hasher.write(bytes);
    siphasher::sip128::Hasher128::finish128(&hasher).as_u128()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, mpsc};
    use std::thread;
    use std::time::Duration;

    use super::{TOO_SLOW, within, within_turns};

    #[test]
    fn a_file_on_which_a_library_fails_is_refused() {
        let failed = within::<()>(b"broken", |_| panic!("as expected"));
        assert!(failed.unwrap_err().contains("cannot be drawn"));
    }

    #[test]
    fn a_file_that_takes_too_long_is_left_behind_and_not_tried_again() {
        let runs = Arc::new(AtomicUsize::new(0));
        let (go_on, wait) = mpsc::channel::<()>();
        let has_ended = Arc::new(AtomicBool::new(false));
        let (counted, ended) = (Arc::clone(&runs), Arc::clone(&has_ended));
        let slow = within_turns(1, b"slow", move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            let _ = wait.recv();
            ended.store(true, Ordering::SeqCst);
            Ok(())
        });
        assert_eq!(slow, Err(TOO_SLOW.to_owned()));
        let counted = Arc::clone(&runs);
        let again = within_turns(1, b"slow", move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok(())
        });
        assert_eq!(again, Err(TOO_SLOW.to_owned()));
        assert_eq!(runs.load(Ordering::SeqCst), 1);
        // Others are read meanwhile.
        assert_eq!(within(b"quick", |bytes| Ok(bytes.len())), Ok(5));
        drop(go_on);
        while !has_ended.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
