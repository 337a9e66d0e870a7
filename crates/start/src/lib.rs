//! What standard output was when the process was started, before Rust's runtime opened /dev/null in
//! its place. A crate of its own, as what runs before `main` cannot be declared where `unsafe_code`
//! is forbidden.

use std::sync::atomic::{AtomicBool, Ordering};

use ctor::ctor;
use rustix::fs::{OFlags, fcntl_getfl};
use rustix::io::Errno;

static CAN_BE_WRITTEN: AtomicBool = AtomicBool::new(true);

/// Nothing but a system call and a store: the runtime is not there yet.
#[ctor(unsafe)]
fn look_at_stdout() {
    let can_be_written = match fcntl_getfl(rustix::stdio::stdout()) {
        Ok(mode) => mode & OFlags::RWMODE != OFlags::RDONLY,
        Err(error) => error != Errno::BADF,
    };
    CAN_BE_WRITTEN.store(can_be_written, Ordering::Relaxed);
}

/// Whether standard output was open for writing when the process was started.
#[must_use]
pub fn stdout_can_be_written() -> bool {
    CAN_BE_WRITTEN.load(Ordering::Relaxed)
}
