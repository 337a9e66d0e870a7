//! How far a long command has got, on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// Counts entries, where somebody watches and it takes a while.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Nothing is drawn, nor any bar made, unless `is_shown`.
    pub(super) fn new(is_shown: bool) -> Self {
        Self(is_shown.then(bar))
    }

    /// One more entry is done.
    pub(super) fn advance(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Counts from the beginning again, up to `count` entries.
    pub(super) fn restart(&self, count: usize) {
        if let Some(bar) = &self.0 {
            bar.set_length(count as u64);
            bar.set_position(0);
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    let style = ProgressStyle::with_template("{spinner} {human_pos} entries, {per_sec}, {elapsed}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(TICK);
    bar
}
