//! What standard output was when the process was started, before Rust's runtime opened /dev/null in
//! its place.

/// Whether standard output was open for writing when the process was started.
#[cfg(unix)]
pub fn stdout_can_be_written() -> bool {
    unix::CAN_BE_WRITTEN.load(std::sync::atomic::Ordering::Relaxed)
}

/// Whether standard output was open for writing when the process was started: nothing is done about
/// it there.
#[cfg(not(unix))]
pub fn stdout_can_be_written() -> bool {
    true
}

// What runs before `main` is unsafe to declare. It makes one system call and stores a flag.
#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};

    use ctor::ctor;
    use rustix::fs::{OFlags, fcntl_getfl};
    use rustix::io::Errno;

    pub static CAN_BE_WRITTEN: AtomicBool = AtomicBool::new(true);

    #[ctor(unsafe)]
    fn look_at_stdout() {
        let can_be_written = match fcntl_getfl(rustix::stdio::stdout()) {
            Ok(mode) => mode & OFlags::RWMODE != OFlags::RDONLY,
            Err(error) => error != Errno::BADF,
        };
        CAN_BE_WRITTEN.store(can_be_written, Ordering::Relaxed);
    }
}
