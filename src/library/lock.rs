//! Waiting for other programs that use a library.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::interrupt;

/// How long a reader waits for a lock. Writers hold one that readers have to wait for only while
/// they begin and end.
pub(super) const READER_PATIENCE: Duration = Duration::from_secs(5);
/// How long a writer waits for another to end.
pub(super) const WRITER_PATIENCE: Duration = Duration::from_mins(2);
/// How long the first wait for a lock is; every other is twice as long as the one before it.
const FIRST_WAIT: Duration = Duration::from_millis(1);
/// How long one wait for a lock is at most.
const LONGEST_WAIT: Duration = Duration::from_millis(64);

/// Waits for a lock, a little longer each time, and says whether it is worth another try: until
/// patience ends or a signal asks the program to end. SQLite's own waiting would not hear of that.
pub(super) fn waiting(patience: Duration) -> impl FnMut(i32) -> bool + Send {
    let mut begun = Instant::now();
    move |tries| {
        if tries == 0 {
            begun = Instant::now();
        }
        if interrupt::pending_signal().is_some() || begun.elapsed() >= patience {
            return false;
        }
        sleep((FIRST_WAIT * (1 << tries.clamp(0, 6))).min(LONGEST_WAIT));
        true
    }
}
