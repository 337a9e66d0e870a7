//! The process: real arguments and streams in, exit code out.
#![cfg_attr(unix, no_main)]
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place that holds the real streams"
)]

mod memory;
#[cfg(unix)]
mod start;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;
use std::process;

use stackwise::internals::error::Exit;
use stackwise::internals::interrupt;

/// Standard output that was closed when the program was started.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        // As the system says it (EBADF).
        Err(io::Error::from_raw_os_error(9))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where C starts the program: see [`start`].
#[cfg(unix)]
#[allow(unsafe_code, reason = "C calls it by this name")]
#[unsafe(no_mangle)]
extern "C" fn main(
    count: std::ffi::c_int,
    arguments: *const *const std::ffi::c_char,
) -> std::ffi::c_int {
    let stdout_can_be_written = start::prepare();
    let arguments = unsafe { start::arguments(count, arguments) };
    // Rust must not unwind into C.
    let code = panic::catch_unwind(|| run(&arguments, stdout_can_be_written));
    process::exit(code.map_or(PANICKED, i32::from))
}

/// The exit code of a panic, as Rust has it.
#[cfg(unix)]
const PANICKED: i32 = 101;

#[cfg(not(unix))]
fn main() {
    let arguments: Vec<_> = env::args_os().collect();
    process::exit(run(&arguments, true).into());
}

/// Runs the program and tells its exit code. A signal that it ends by is raised again.
fn run(arguments: &[OsString], stdout_can_be_written: bool) -> u8 {
    // A TAB says nothing, whatever goes wrong: clap_complete panics where there are no random numbers.
    if env::var_os("COMPLETE").is_some() {
        panic::set_hook(Box::new(|_| process::exit(Exit::Done.code().into())));
    }
    let mut stdout = io::stdout().lock();
    let stdout: &mut dyn Write = if stdout_can_be_written {
        &mut stdout
    } else {
        &mut Closed
    };
    let exit = stackwise::run(
        arguments,
        &mut io::stdin().lock(),
        stdout,
        // Not locked: the progress of an addition is drawn there from a thread of its own.
        &mut io::stderr(),
    );
    if let Exit::Signal(signal) = exit {
        interrupt::reraise(signal);
    }
    exit.code()
}
