//! The process: real arguments and streams in, exit code out.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place that holds the real streams"
)]

use std::process::ExitCode;
use std::{env, io};

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().collect();
    ExitCode::from(stackwise::run(
        &arguments,
        &mut io::stdin().lock(),
        &mut io::stdout().lock(),
        // Not locked: the progress of an addition is drawn there from a thread of its own.
        &mut io::stderr(),
    ))
}
