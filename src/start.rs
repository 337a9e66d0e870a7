//! What lies between the C library and `main`, in place of what Rust puts there. Rust's own asks for the
//! bounds of the stack, for which glibc reads all mappings of the process: a tenth of the instructions of
//! a short command. And it opens /dev/null for standard output that is closed, without a word.
//!
//! The price is that an overflow of the stack, which ends the program either way, does so without a message.
//! Whatever nests in a document has a limit.

// What C hands over is unsafe to read, and what it keeps for the process unsafe to change.
#![allow(unsafe_code, reason = "C calls the program")]

use std::ffi::{CStr, OsStr, OsString, c_char, c_int};
use std::os::fd::{BorrowedFd, IntoRawFd as _};
use std::os::unix::ffi::OsStrExt as _;

use rustix::fs::{Mode, OFlags, fcntl_getfl, open};
use rustix::io::Errno;
use rustix::stdio;

/// Sets the process up as Rust's own start does, and tells whether standard output was open for writing.
/// To be called once, before anything else.
pub fn prepare() -> bool {
    // Writing to a pipe that nobody reads is then an error like any other. This touches no memory.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
    let stdout_can_be_written = match fcntl_getfl(stdio::stdout()) {
        Ok(mode) => mode & OFlags::RWMODE != OFlags::RDONLY,
        Err(error) => error != Errno::BADF,
    };
    for stream in [stdio::stdin(), stdio::stdout(), stdio::stderr()] {
        open_if_closed(stream);
    }
    stdout_can_be_written
}

/// Opens /dev/null in place of a stream that is closed, also for programs that this one starts: otherwise the
/// next file that is opened would be taken for the stream.
fn open_if_closed(stream: BorrowedFd) {
    if fcntl_getfl(stream) == Err(Errno::BADF)
        && let Ok(null) = open("/dev/null", OFlags::RDWR, Mode::empty())
    {
        // It has the lowest number that is free, and keeps it.
        let _ = null.into_raw_fd();
    }
}

/// The arguments that C calls `main` with.
///
/// # Safety
/// There are `count` of them, each with a NUL at its end.
pub unsafe fn arguments(count: c_int, arguments: *const *const c_char) -> Vec<OsString> {
    (0..usize::try_from(count).unwrap_or_default())
        .map(|at| {
            let argument = unsafe { CStr::from_ptr(*arguments.add(at)) };
            OsStr::from_bytes(argument.to_bytes()).to_owned()
        })
        .collect()
}
