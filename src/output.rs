//! Where rendered bytes go: to standard output in as few writes as they fit in, or to a pager.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use textwrap::core::display_width;

/// How many bytes are gathered before they are written, where no pager may be wanted.
const BUFFER_SIZE: usize = 64 * 1024;

/// A program that shows long text a screen at a time, and the screen that it shows it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The environment that it is given besides ours.
    pub environment: Vec<(&'static str, &'static str)>,
    /// The columns of the screen.
    pub columns: usize,
    /// The rows of the screen.
    pub rows: usize,
}

/// Standard output, with or without a pager before it.
pub struct Output<'a> {
    stdout: &'a mut dyn Write,
    pager: Option<Pager>,
    gathered: Vec<u8>,
}

impl<'a> Output<'a> {
    /// Output to `stdout`, through `pager` if it is longer than the pager's screen.
    pub fn new(stdout: &'a mut dyn Write, pager: Option<Pager>) -> Self {
        Self {
            stdout,
            pager,
            gathered: Vec::new(),
        }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When standard output cannot be written. A pager that is not there is done without.
    pub fn finish(mut self) -> io::Result<()> {
        if let Some(pager) = &self.pager
            && pager.is_outgrown_by(&self.gathered)
            && let Ok(child) = pager.start()
        {
            return page(child, &self.gathered);
        }
        self.write_gathered()?;
        self.stdout.flush()
    }

    fn write_gathered(&mut self) -> io::Result<()> {
        self.stdout.write_all(&self.gathered)?;
        self.gathered.clear();
        Ok(())
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        if self.pager.is_none() && self.gathered.len() >= BUFFER_SIZE {
            self.write_gathered()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Pager {
    /// Whether `text` takes more rows than the screen has. The last row is the shell's prompt.
    fn is_outgrown_by(&self, text: &[u8]) -> bool {
        let rows_of = |line: &str| display_width(line).div_ceil(self.columns.max(1)).max(1);
        let rows: usize = String::from_utf8_lossy(text).lines().map(rows_of).sum();
        rows >= self.rows
    }

    fn start(&self) -> io::Result<Child> {
        let (program, arguments) = self
            .command
            .split_first()
            .ok_or(io::ErrorKind::InvalidInput)?;
        Command::new(program)
            .args(arguments)
            .envs(self.environment.iter().copied())
            .stdin(Stdio::piped())
            .spawn()
    }
}

/// Gives `text` to a pager that was started and waits until its reader has left it.
fn page(mut child: Child, text: &[u8]) -> io::Result<()> {
    // Ctrl-C is for the pager, which stays: ending before it would leave it without a terminal.
    signal_hook::flag::register(
        signal_hook::consts::SIGINT,
        Arc::new(AtomicBool::new(false)),
    )?;
    if let Some(mut stdin) = child.stdin.take() {
        match stdin.write_all(text) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
            _ => {}
        }
    }
    child.wait()?;
    Ok(())
}
