//! What a user sees, through the real binary: one module a subject.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test says that it was skipped")]

mod architecture;
mod archives;
mod article;
mod assets;
mod color;
mod compare;
mod completions;
mod contract;
mod damage;
mod diff;
mod documents;
mod errors;
mod formats;
mod interrupt;
mod label_names;
mod labels;
mod library;
mod list;
mod man;
mod mentions;
mod moments;
mod names;
mod notes;
mod openfda;
mod places;
mod plain_english;
mod promises;
mod prune;
mod readme;
mod search;
mod search_earlier;
mod search_order;
mod search_rules;
mod search_scan;
mod show;
mod status;
mod streams;
mod structure;
mod support;
mod terminal;
mod updates;
mod upgrade;
mod widths;
