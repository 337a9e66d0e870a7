//! Signals that ask the program to end: Ctrl-C, `kill`, a terminal that is closed. Knows nothing of
//! what they interrupt.
//!
//! Until [`watch`] is called they end the program at once, which is right for whatever changes nothing.
//! From then on the first one is only remembered, for [`pending_signal`], and a second one ends the
//! program at once.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Once};

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

/// The signals that are watched.
const WATCHED: &[i32] = &[
    SIGINT,
    SIGTERM,
    #[cfg(unix)]
    SIGHUP,
];

/// The number of the signal that arrived last; 0 before the first.
static LAST: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// Whether Ctrl-C was pressed while a pager was open.
static CTRL_C: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Keeps the first signal from ending the program. Where the system does not let a signal be
/// watched, it ends the program as before.
pub fn watch() {
    static WATCHING: Once = Once::new();
    WATCHING.call_once(|| watch_all(WATCHED));
}

/// The same while a pager has the terminal, but for Ctrl-C. That is for the pager, however often it
/// is pressed, and of no account unless the pager fails: then see [`heed_ctrl_c`].
pub fn watch_beside_pager() {
    static WATCHING: Once = Once::new();
    WATCHING.call_once(|| {
        let _ = flag::register(SIGINT, Arc::clone(&CTRL_C));
        let others: Vec<_> = WATCHED.iter().copied().filter(|&it| it != SIGINT).collect();
        watch_all(&others);
    });
}

/// Takes a Ctrl-C that was pressed while a pager was open for one that asks the program to end.
pub fn heed_ctrl_c() {
    if CTRL_C.load(Ordering::SeqCst) {
        let number = usize::try_from(SIGINT).unwrap_or_default();
        // A signal that asked for it before is the one to end by.
        let _ = LAST.compare_exchange(0, number, Ordering::SeqCst, Ordering::SeqCst);
    }
}

fn watch_all(signals: &[i32]) {
    let ignored = ignored_signals();
    let has_arrived = Arc::new(AtomicBool::new(false));
    for &signal in signals {
        // Whoever started the program may want it to outlive a signal, as `nohup` does.
        if ignored & (1 << (signal - 1)) != 0 {
            continue;
        }
        // They are run in this order: only what an earlier signal has set ends the program.
        let _ = flag::register_conditional_default(signal, Arc::clone(&has_arrived))
            .and_then(|_| flag::register(signal, Arc::clone(&has_arrived)))
            .and_then(|_| {
                let number = usize::try_from(signal).unwrap_or_default();
                flag::register_usize(signal, Arc::clone(&LAST), number)
            });
    }
}

/// The signal that asks the program to end, if one has arrived since
/// [`watch`] or [`watch_beside_pager`] was called.
#[must_use]
pub fn pending_signal() -> Option<i32> {
    match LAST.load(Ordering::SeqCst) {
        0 => None,
        signal => i32::try_from(signal).ok(),
    }
}

/// Ends the program by this signal, so that whoever started it sees that it was one: a shell then
/// ends its loop, `make` its work.
pub fn reraise(signal: i32) {
    // It fails for what is no signal of this system. Then there is nothing to end by.
    let _ = low_level::emulate_default_handler(signal);
}

/// The signals that the program was started to ignore, a bit each from the lowest, if the system
/// reports them (Linux does).
fn ignored_signals() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))
        .map(str::trim);
    mask.and_then(|mask| u64::from_str_radix(mask, 16).ok())
        .unwrap_or_default()
}
