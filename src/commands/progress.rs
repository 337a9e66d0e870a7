//! How far a long command has got, on a terminal.

use std::cell::Cell;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use crate::ingest::Meter;

/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// What is shown while files are read, where their size is known and where not, and while the entries
/// of a library are brought over to new tables.
const READING: &str = "{spinner} {msg}, {decimal_bytes} of {decimal_total_bytes}, {eta} left";
const READING_ANY: &str = "{spinner} {msg}, {elapsed}";
const UPGRADING: &str =
    "{spinner} upgrading the library: {human_pos} of {human_len} entries, {eta} left";

/// A line on what is done and left, where somebody watches and it takes a while.
pub(super) struct Progress(Option<Shown>);

struct Shown {
    bar: ProgressBar,
    /// What the line says now.
    template: Cell<&'static str>,
}

impl Progress {
    /// Nothing is drawn, nor any bar made, unless `is_shown`.
    pub(super) fn new(is_shown: bool) -> Self {
        Self(is_shown.then(|| {
            let shown = Shown {
                bar: ProgressBar::no_length().with_message(counted(0)),
                template: Cell::default(),
            };
            shown.turn_to(READING_ANY, None);
            shown.bar.enable_steady_tick(TICK);
            shown
        }))
    }

    /// So many entries were read, and so much of the files.
    pub(super) fn read(&self, entries: u64, meter: &Meter) {
        let Some(shown) = &self.0 else { return };
        let template = match meter.total() {
            Some(_) => READING,
            None => READING_ANY,
        };
        shown.turn_to(template, meter.total());
        shown.bar.set_message(counted(entries));
        shown.bar.set_position(meter.passed());
    }

    /// So many of all entries of a library were brought over.
    pub(super) fn upgraded(&self, done: usize, all: usize) {
        let Some(shown) = &self.0 else { return };
        shown.turn_to(UPGRADING, Some(all as u64));
        shown.bar.set_position(done as u64);
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if let Some(shown) = &self.0 {
            shown.bar.finish_and_clear();
        }
    }
}

fn counted(entries: u64) -> String {
    match entries {
        1 => "1 entry".to_owned(),
        entries => format!("{} entries", HumanCount(entries)),
    }
}

impl Shown {
    /// Says something else from here on, which comes to so much in the end.
    fn turn_to(&self, template: &'static str, length: Option<u64>) {
        if self.template.replace(template) == template {
            return;
        }
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.reset_eta();
        match length {
            Some(length) => self.bar.set_length(length),
            None => self.bar.unset_length(),
        }
    }
}
