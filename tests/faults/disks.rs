//! Disks that are full, or cannot be written. Each is made in memory, in a mount namespace of its own
//! that nobody else sees and that is gone with its shell.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::scene::{BINARY, Ended, SCENARIOS, Scene, can_run, library};
use crate::table::Table;
use crate::verdict::judge;

/// Makes a disk over the folder `$1` with the options `$2`, runs the rest there, and puts what is on
/// the disk then into the folder `$3`.
const ON_A_DISK: &str = "
    trial=$1 size=$2 out=$3 mode=$4; shift 4
    cp -r \"$trial/.\" \"$out\"
    mount -t tmpfs -o \"size=$size\" none \"$trial\" || exit 90
    cp -r \"$out/.\" \"$trial\" || exit 91
    if [ \"$mode\" = ro ]; then mount -o remount,ro \"$trial\" || exit 92; fi
    \"$@\"
    code=$?
    rm -f \"$out\"/* && cp -r \"$trial/.\" \"$out\" || exit 93
    exit $code";

/// The arguments of `unshare` with which a disk can be made here.
fn namespace() -> Option<&'static [&'static str]> {
    let script = "mount -t tmpfs none /tmp";
    let as_user = ["-rm", "sh", "-c", script];
    let is_possible = std::process::Command::new("unshare")
        .args(as_user)
        .stderr(std::process::Stdio::null())
        .status();
    if is_possible.is_ok_and(|status| status.success()) {
        return Some(&["-rm"]);
    }
    can_run("unshare", &["-m", "sh", "-c", script]).then_some(&["-m"])
}

/// Runs the program on a disk. Gives back what is on it then.
fn on_disk(
    scene: &Scene,
    arguments: &[&str],
    namespace: &[&str],
    size: &str,
    mode: &str,
) -> (Ended, TempDir) {
    let trial = scene.trial();
    let out = tempfile::tempdir_in(scene.folder.path()).unwrap();
    let mut command = scene.command("unshare", &library(&trial));
    command
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .args(namespace)
        .args(["sh", "-c", ON_A_DISK, "sh"])
        .arg(trial.path())
        .arg(size)
        .arg(out.path())
        .args([mode, BINARY])
        .args(arguments);
    let ended = Ended::from(command.output().unwrap());
    assert!(
        !matches!(ended.code, Some(90..=93)),
        "the disk cannot be made: {}",
        ended.stderr
    );
    (ended, out)
}

/// What the library takes, with what is left of the page at its end.
fn size_of(file: &Path) -> u64 {
    fs::metadata(file)
        .map_or(0, |file| file.len())
        .div_ceil(4096)
}

#[test]
fn a_full_disk_leaves_the_library_as_it_was_or_as_meant() {
    let Some(namespace) = namespace() else {
        return;
    };
    let mut table = Table::default();
    for scenario in &SCENARIOS {
        let scene = Scene::new(scenario, |_| {});
        // In pages: one for the folder, the library, and from none to enough for all the rest.
        let least = 2 + size_of(&scene.folder.path().join("before.db"));
        for more in (0..60).step_by(3) {
            let size = format!("{}k", (least + more) * 4);
            let (ended, left) = on_disk(&scene, scene.arguments, namespace, &size, "rw");
            let verdict = judge(&scene, &left, &ended);
            table.count(scenario.name, &format!("{more} pages free"), verdict);
        }
    }
    let (before, meant) = table.sound();
    assert!(before > 10 && meant > 5, "{before} before, {meant} meant");
    table.finish("A disk with less and more room");
}

#[test]
fn a_disk_that_cannot_be_written_is_read_and_refused() {
    let Some(namespace) = namespace() else {
        return;
    };
    let mut table = Table::default();
    for scenario in &SCENARIOS {
        let scene = Scene::new(scenario, |_| {});
        let (ended, left) = on_disk(&scene, scene.arguments, namespace, "1m", "ro");
        assert_eq!(ended.code, Some(2), "{}", scenario.name);
        table.count(scenario.name, "read-only", judge(&scene, &left, &ended));
        if !scene.before.is_empty() {
            let (ended, _) = on_disk(&scene, &["export"], namespace, "1m", "ro");
            assert_eq!(ended.stdout, scene.before.join("\n") + "\n");
            assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
        }
    }
    table.finish("A disk that cannot be written");
}
