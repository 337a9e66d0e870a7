//! The process: real arguments and streams in, exit code out.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place that holds the real streams"
)]

use std::process::ExitCode;
use std::{env, io};

use stackwise::error::EXIT_FAILED;
use stackwise::{Ending, interrupt};

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().collect();
    let ending = stackwise::run(
        &arguments,
        &mut io::stdin().lock(),
        &mut io::stdout().lock(),
        // Not locked: the progress of an addition is drawn there from a thread of its own.
        &mut io::stderr(),
    );
    match ending {
        Ending::Code(code) => ExitCode::from(code),
        Ending::Signal(signal) => {
            interrupt::end_by(signal);
            ExitCode::from(EXIT_FAILED)
        }
    }
}
