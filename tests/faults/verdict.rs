//! What a fault left, and whether the program told the truth of it.

use std::collections::BTreeSet;
use std::fs;

use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

use crate::scene::{Ended, Scene, library};

/// What the library is after a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    AsBefore,
    AsMeant,
    /// Neither, but everything that should be there still is.
    Half,
    /// Something is gone that was to stay, or the file cannot be used.
    Lost,
}

/// What came of one run with a fault.
pub struct Verdict {
    pub left: Left,
    /// What is wrong with it, in words; empty where nothing is.
    pub complaints: Vec<String>,
}

/// Looks at what a run left in the folder of its trial.
pub fn judge(scene: &Scene, trial: &TempDir, ended: &Ended) -> Verdict {
    let mut complaints = Vec::new();
    let left = match scene.export(&library(trial)) {
        Ok(held) => {
            let left = compare(scene, &held);
            if let Err(why) = go_on(scene, trial, held) {
                complaints.push(why);
            }
            left
        }
        Err(why) => {
            complaints.push(format!("it cannot be read: {why}"));
            Left::Lost
        }
    };
    complaints.extend(untruth(scene, ended, left));
    if matches!(left, Left::Half | Left::Lost) {
        complaints.push(format!("it was left {left:?}"));
    }
    Verdict { left, complaints }
}

fn compare(scene: &Scene, held: &[String]) -> Left {
    if held == scene.before {
        return Left::AsBefore;
    }
    if held == scene.after {
        return Left::AsMeant;
    }
    let (held, after) = (ids(held), ids(&scene.after));
    let stays = ids(&scene.before).intersection(&after).cloned().collect();
    if held.is_superset(&stays) {
        Left::Half
    } else {
        Left::Lost
    }
}

fn ids(lines: &[String]) -> BTreeSet<String> {
    let id = |line: &String| serde_json::from_str::<Value>(line).unwrap()["id"].to_string();
    lines.iter().map(id).collect()
}

/// The next addition has to go well, and leave a sound file with nothing beside it.
fn go_on(scene: &Scene, trial: &TempDir, mut held: Vec<String>) -> Result<(), String> {
    let path = library(trial);
    let next = scene.run(&["add", "next.jsonl"], &path);
    // A library of an earlier version is upgraded first, which is said.
    let is_added = next.stderr.ends_with("1 added, 0 replaced, 0 unchanged\n");
    if next.code != Some(0) || !is_added {
        return Err(format!("the next addition fails: {}", next.stderr));
    }
    held.push(fs::read_to_string(scene.folder.path().join("next.jsonl")).unwrap());
    let wanted: BTreeSet<String> = ids(&held);
    let holds = ids(&scene.export(&path)?);
    if holds != wanted {
        return Err(format!("the next addition leaves {holds:?}"));
    }
    let files = fs::read_dir(trial.path()).unwrap().count();
    if files != 1 {
        return Err(format!("{files} files are left after the next addition"));
    }
    is_sound(&Connection::open(&path).unwrap()).map_err(|error| format!("not sound: {error}"))
}

/// Whether the file and its full-text index are what SQLite says they should be.
fn is_sound(connection: &Connection) -> Result<(), String> {
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    if check != "ok" {
        return Err(check);
    }
    connection
        .execute_batch(
            "INSERT INTO weights (weights) VALUES ('integrity-check');
             INSERT INTO words (words) VALUES ('integrity-check');",
        )
        .map_err(|error| error.to_string())
}

/// What the program said that is not so.
fn untruth(scene: &Scene, ended: &Ended, left: Left) -> Option<String> {
    let is_true = match (ended.code, ended.signal) {
        // What could not be said is no lie.
        (Some(0), _) => {
            left == Left::AsMeant && (ended.stderr.is_empty() || ended.stderr == scene.told)
        }
        // Only where it went wrong for good while the end of the transaction was written.
        (Some(2), _) if ended.stderr.contains("the change may or may not be saved") => {
            matches!(left, Left::AsBefore | Left::AsMeant)
        }
        // Where writing goes on to fail, nothing can be said.
        (Some(2), _) => {
            left == Left::AsBefore
                && (ended.stderr.is_empty() || ended.stderr.starts_with("error: "))
        }
        (None, Some(_)) if ended.stderr.starts_with("error: interrupted: nothing was ") => {
            left == Left::AsBefore
        }
        (None, Some(1 | 2 | 9 | 15)) => ended.stderr.is_empty() || ended.stderr == scene.told,
        _ => false,
    };
    let told = || {
        format!(
            "it said {:?} with {:?}/{:?} and was left {left:?}",
            ended.stderr, ended.code, ended.signal
        )
    };
    (!is_true).then(told)
}
