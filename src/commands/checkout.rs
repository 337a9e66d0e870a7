//! The git checkout that a folder lies in. It is git that is asked: where there is none, or the folder
//! lies in no checkout, nothing is known of it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::text::Text;

/// What would lead git to another checkout than that of the folder.
const MISLEADING: [&str; 4] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
];

/// A folder in a checkout.
pub(super) struct Checkout {
    /// Where the folder is in the checkout: nothing, or a path that ends with `/`.
    prefix: String,
    /// The commit that is checked out.
    commit: Text,
    /// What is there in other words than those of the commit, by path in the checkout. That of a folder
    /// ends with `/`.
    changed: BTreeSet<String>,
}

impl Checkout {
    /// The checkout that this folder lies in.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let line = |arguments: &[&str]| {
            let output = git(folder, arguments)?;
            Some(output.strip_suffix('\n')?.to_owned())
        };
        let prefix = line(&["rev-parse", "--show-prefix"])?;
        let commit = line(&["rev-parse", "--verify", "--end-of-options", "HEAD^{commit}"])?;
        let status = git(
            folder,
            &[
                "--no-optional-locks",
                "-c",
                "core.fsmonitor=false",
                "status",
                "--porcelain",
                "-z",
                "--no-renames",
                "--untracked-files=all",
                "--ignored",
                "--",
                ".",
            ],
        )?;
        // Two letters and a blank stand before each path.
        let changed = status.split('\0').filter_map(|line| line.get(3..));
        Some(Self {
            prefix,
            commit: Text::try_from(commit).ok()?,
            changed: changed.map(str::to_owned).collect(),
        })
    }

    /// The path in the checkout of a document in the folder.
    pub(super) fn path_of(&self, document: &str) -> String {
        format!("{}{document}", self.prefix)
    }

    /// The commit, where a document in the folder says what it says there. What is in an archive
    /// follows its path and `!`.
    pub(super) fn commit_of(&self, document: &str) -> Option<&Text> {
        let path = self.path_of(document);
        let archives = path.match_indices('!').map(|(at, _)| &path[..at]);
        let folders = path.match_indices('/').map(|(at, _)| &path[..=at]);
        let mut holders = archives.chain(folders).chain([path.as_str()]);
        let is_changed = holders.any(|holder| self.changed.contains(holder));
        (!is_changed).then_some(&self.commit)
    }
}

/// What git prints in this folder; `None` where it fails.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    for name in MISLEADING {
        command.env_remove(name);
    }
    let output = command
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let printed = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(printed)
}
