//! Every call that writes, syncs, makes or deletes goes wrong in turn.

use std::collections::BTreeMap;

use crate::sample::Sample;
use crate::scene::{SCENARIOS, Scene, all_at_once, can_run};
use crate::table::Table;
use crate::trace::{self, Call, Fault};
use crate::verdict::judge;

/// What happens at every call: one of each pair, by turns.
const FAULTS: [[Fault; 2]; 4] = [
    [Fault::Once("ENOSPC"), Fault::Once("EIO")],
    [Fault::FromThenOn("EIO"), Fault::FromThenOn("ENOSPC")],
    [Fault::Signal("KILL"), Fault::Signal("KILL")],
    [Fault::Signal("INT"), Fault::Signal("TERM")],
];

#[test]
fn a_fault_at_any_call_leaves_the_library_as_it_was_or_as_meant() {
    if !can_run("strace", &["-o", "/dev/null", "true"]) {
        return;
    }
    let mut table = Table::default();
    let mut sample = Sample::default();
    for scenario in &SCENARIOS {
        let scene = Scene::new(scenario, |_| {});
        let calls = trace::calls(&scene);
        assert!(calls.len() > 40, "{} makes too few calls", scenario.name);
        let every = FAULTS
            .into_iter()
            .flat_map(|pair| calls.iter().zip(pair.into_iter().cycle()));
        let faults = sample.of(every.collect());
        let verdicts = all_at_once(&faults, |(call, fault)| {
            let trial = scene.trial();
            let (ended, was_reached) = trace::run(&scene, &trial, call, *fault);
            assert!(was_reached, "{fault} was not reached at {call:?}");
            let is_heeded = matches!(fault, Fault::Signal("INT" | "TERM"));
            assert!(
                !is_heeded || !ended.stderr.is_empty(),
                "{fault} at {call:?} ended it without a word"
            );
            judge(&scene, &trial, &ended)
        });
        for ((call, fault), verdict) in faults.iter().zip(verdicts) {
            let name = format!("{}: {fault}", scenario.name);
            table.count(&name, &format!("{} {}", call.name, call.number), verdict);
        }
        assert_no_call_was_left_out(&scene, &calls, &mut table);
    }
    sample.tell("faults at system calls that write");
    table.finish("Faults at system calls that write");
}

/// After the last call of each name there is none that could go wrong, but for those that open files to
/// read them.
fn assert_no_call_was_left_out(scene: &Scene, calls: &[Call], table: &mut Table) {
    let last: BTreeMap<_, _> = calls.iter().map(|call| (&call.name, call)).collect();
    for call in last.into_values().cloned() {
        let next = Call {
            number: call.number + 1,
            ..call
        };
        let trial = scene.trial();
        let (ended, was_reached) = trace::run(scene, &trial, &next, Fault::Once("EIO"));
        let is_read = next.name == "openat";
        assert!(!was_reached || is_read, "there is another call: {next:?}");
        if was_reached {
            let verdict = judge(scene, &trial, &ended);
            table.count(
                "reading",
                &format!("{} {}", next.name, next.number),
                verdict,
            );
            continue;
        }
        assert_eq!((ended.code, &ended.stderr), (Some(0), &scene.told));
    }
}
