//! Memory for decoded rasters: [`Room`] limits how many pixels are in memory at the same time, however many pictures are
//! read in parallel.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The most pixels at the same time: those of the largest picture.
pub(super) const MAX_PIXELS: u64 = 64 << 20;

static FREE: Mutex<u64> = Mutex::new(MAX_PIXELS);
static FREED: Condvar = Condvar::new();

/// Room for a picture, until it is dropped. A thread that has room must not ask for more: it might wait for itself.
pub(super) struct Room {
    pixels: u64,
}

impl Room {
    /// Waits for room; absent if the picture is too large.
    pub(super) fn wait(pixels: u64) -> Option<Self> {
        if pixels > MAX_PIXELS {
            return None;
        }
        let mut free = FREED
            .wait_while(free(), |free| *free < pixels)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= pixels;
        Some(Self { pixels })
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        *free() += self.pixels;
        FREED.notify_all();
    }
}

fn free() -> MutexGuard<'static, u64> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::{MAX_PIXELS, Room};

    #[test]
    fn pictures_wait_for_each_other_and_never_exceed_the_limit() {
        static USED: AtomicU64 = AtomicU64::new(0);
        let pixels = MAX_PIXELS / 3 * 2;
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _room = Room::wait(pixels).unwrap();
                    let used = USED.fetch_add(pixels, Ordering::SeqCst) + pixels;
                    assert!(used <= MAX_PIXELS);
                    thread::yield_now();
                    USED.fetch_sub(pixels, Ordering::SeqCst);
                });
            }
        });
        assert!(Room::wait(MAX_PIXELS + 1).is_none());
    }
}
