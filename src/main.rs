//! The process: real arguments and streams in, exit code out.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place that holds the real streams"
)]

mod memory;
mod start;

use std::env;
use std::io::{self, Write};
use std::panic;
use std::process::{self, ExitCode};

use stackwise::internals::error::Exit;
use stackwise::internals::interrupt;

/// Standard output that was closed when the program was started. Rust's own takes all that is
/// written there for written.
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

fn main() -> ExitCode {
    // A TAB says nothing, whatever goes wrong: clap_complete panics where there are no random numbers.
    if env::var_os("COMPLETE").is_some() {
        panic::set_hook(Box::new(|_| process::exit(Exit::Done.code().into())));
    }
    let arguments: Vec<_> = env::args_os().collect();
    let mut stdout = io::stdout().lock();
    let stdout: &mut dyn Write = if start::stdout_can_be_written() {
        &mut stdout
    } else {
        &mut Closed
    };
    let exit = stackwise::run(
        &arguments,
        &mut io::stdin().lock(),
        stdout,
        // Not locked: the progress of an addition is drawn there from a thread of its own.
        &mut io::stderr(),
    );
    if let Exit::Signal(signal) = exit {
        interrupt::reraise(signal);
    }
    ExitCode::from(exit.code())
}
