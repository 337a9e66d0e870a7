//! Where rendered bytes go: to standard output in as few writes as they fit in, or to a pager.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

use textwrap::core::display_width;

use crate::interrupt;

/// How many bytes are gathered before they are written, if there is no pager.
const BUFFER_SIZE: usize = 64 * 1024;

/// The most characters of a title in a prompt.
const MAX_TITLE: usize = 40;

/// A program that shows long text a screen at a time, and the screen that it shows it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The environment that it is given besides ours.
    pub environment: Vec<(&'static str, &'static str)>,
    /// Whether it is `less` as we set it up, which can be told what it shows.
    pub is_prompted: bool,
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
    title: Option<String>,
}

impl<'a> Output<'a> {
    /// Output to `stdout`, through `pager` if it is longer than the pager's screen.
    pub fn new(stdout: &'a mut dyn Write, pager: Option<Pager>) -> Self {
        Self {
            stdout,
            pager,
            gathered: Vec::new(),
            title: None,
        }
    }

    /// Tells the pager's reader what is shown.
    pub fn name(&mut self, title: String) {
        self.title = Some(title);
    }

    /// Writes what is left.
    ///
    /// A pager that ends with success has shown what its reader wanted to see, however little that
    /// is. One that fails, by its exit status or by a signal, may have shown nothing: whatever it
    /// took, the text is printed without it. Twice is better than not at all.
    ///
    /// # Errors
    /// When standard output cannot be written. A pager that is not there is done without.
    pub fn finish(mut self) -> io::Result<Delivery> {
        if let Some(mut pager) = self.pager.take()
            && pager.is_outgrown_by(&self.gathered)
        {
            if let Some(title) = self.title.as_deref().filter(|_| pager.is_prompted) {
                let lines = String::from_utf8_lossy(&self.gathered).lines().count();
                pager.command.extend(less_prompt(title, lines));
            }
            interrupt::watch_beside_pager();
            match pager.show(&self.gathered) {
                Shown::Not => {}
                Shown::Done => return Ok(Delivery::ended()),
                Shown::Failed(why) => {
                    interrupt::heed_ctrl_c();
                    if interrupt::pending_signal().is_some() {
                        return Ok(Delivery::Interrupted);
                    }
                    self.write_all_gathered()?;
                    return Ok(Delivery::WithoutPager(why));
                }
            }
        }
        self.write_all_gathered()?;
        Ok(Delivery::Done)
    }

    fn write_all_gathered(&mut self) -> io::Result<()> {
        self.write_gathered()?;
        self.stdout.flush()
    }

    fn write_gathered(&mut self) -> io::Result<()> {
        self.stdout.write_all(&self.gathered)?;
        self.gathered.clear();
        Ok(())
    }
}

/// How output reached its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// As it was to.
    Done,
    /// Without the pager, which failed, for this reason.
    WithoutPager(String),
    /// A signal asked the program to end while the pager was open.
    Interrupted,
}

impl Delivery {
    /// A pager was left by its reader.
    fn ended() -> Self {
        match interrupt::pending_signal() {
            None => Self::Done,
            Some(_) => Self::Interrupted,
        }
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gathered.try_reserve(bytes.len()).is_err() {
            // Too long to be kept for a pager: it is printed as it comes.
            self.pager = None;
            self.write_gathered()?;
            return self.stdout.write(bytes);
        }
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

/// What came of showing text in a pager.
enum Shown {
    /// It could not be started.
    Not,
    /// Its reader has left it.
    Done,
    /// It failed, for this reason.
    Failed(String),
}

/// The option of `less` by which its prompt says what is shown and where in it its reader is; it cannot
/// know by itself how many lines come through a pipe. None for a title with `$`, which would end the
/// option there and begin others.
fn less_prompt(title: &str, lines: usize) -> Option<String> {
    if title.contains('$') {
        return None;
    }
    let mut prompt = String::from("-Ps");
    let is_long = title.chars().count() > MAX_TITLE;
    for c in title.chars().take(MAX_TITLE) {
        // What has a meaning in prompts loses it.
        if matches!(c, '?' | ':' | '.' | '%' | '\\') {
            prompt.push('\\');
        }
        prompt.push(c);
    }
    if is_long {
        prompt.push('…');
    }
    Some(format!(
        "{prompt}?lt, lines %lt-%lb of {lines}. (h for help, q to quit)"
    ))
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

    /// Gives it `text` and waits until it has ended: ending before it would leave it without a
    /// terminal.
    fn show(&self, text: &[u8]) -> Shown {
        let Ok(mut child) = self.start() else {
            return Shown::Not;
        };
        let written = child.stdin.take().map_or(Ok(()), |mut stdin| {
            // It may be left before it has taken everything.
            match stdin.write_all(text) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => written,
            }
        });
        match child.wait() {
            Ok(status) if !status.success() => Shown::Failed(status.to_string()),
            waited => match written.and(waited) {
                Ok(_) => Shown::Done,
                Err(error) => Shown::Failed(error.to_string()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_no_more_than_words_in_a_prompt() {
        let prompt = less_prompt("50% ?x:y. \\z", 7).unwrap();
        assert!(
            prompt.starts_with("-Ps50\\% \\?x\\:y\\. \\\\z?lt"),
            "{prompt}"
        );
        assert_eq!(less_prompt("$-o/tmp/log", 7), None);
    }
}
