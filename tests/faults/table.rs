//! The table that a test prints, and fails by.

use std::fmt::Write as _;

use crate::verdict::{Left, Verdict};

/// Rows of faults with what they left.
#[derive(Default)]
pub struct Table {
    rows: Vec<(String, [usize; 4])>,
    complaints: Vec<String>,
}

impl Table {
    /// Counts what a fault left; a row for each name.
    pub fn count(&mut self, fault: &str, detail: &str, verdict: Verdict) {
        let at = self.rows.iter().position(|(name, _)| name == fault);
        let at = at.unwrap_or_else(|| {
            self.rows.push((fault.to_owned(), [0; 4]));
            self.rows.len() - 1
        });
        let column = match verdict.left {
            Left::AsBefore => 0,
            Left::AsMeant => 1,
            Left::Half => 2,
            Left::Lost => 3,
        };
        self.rows[at].1[column] += 1;
        let complaints = verdict.complaints.into_iter();
        self.complaints
            .extend(complaints.map(|complaint| format!("{fault}, {detail}: {complaint}")));
    }

    /// How many runs left the library as it was, and how many as it was meant to be.
    pub fn sound(&self) -> (usize, usize) {
        let sum = |column: usize| self.rows.iter().map(|(_, counts)| counts[column]).sum();
        (sum(0), sum(1))
    }

    /// Prints the table and fails if anything was wrong.
    pub fn finish(self, title: &str) {
        let width = self.rows.iter().map(|(name, _)| name.len()).max();
        let width = width.unwrap_or_default().max(5);
        let mut text = format!(
            "\n{title}\n{:width$} | runs | as before | as meant | half | lost\n",
            "fault"
        );
        for (fault, counts) in &self.rows {
            let [before, meant, half, lost] = counts;
            let runs: usize = counts.iter().sum();
            writeln!(
                text,
                "{fault:width$} | {runs:4} | {before:9} | {meant:8} | {half:4} | {lost:4}"
            )
            .unwrap();
        }
        println!("{text}");
        assert!(
            self.complaints.is_empty(),
            "{} complaints:\n{}",
            self.complaints.len(),
            self.complaints[..self.complaints.len().min(30)].join("\n")
        );
    }
}
