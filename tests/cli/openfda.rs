//! openFDA's label JSON: read whatever its size, and behind the label itself.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use pretty_assertions::assert_eq;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Ended, ended, stackwise};

/// A record in this version.
fn record(version: &str) -> Value {
    json!({
        "indications_and_usage": ["1 INDICATIONS AND USAGE LIPID is for: \u{2022} cholesterol \u{2022} fat"],
        "contraindications": ["4 CONTRAINDICATIONS Liver disease."],
        "set_id": "0a1b2c3d-0000-4000-8000-000000000000",
        "version": version,
        "effective_time": "20240201",
        "openfda": {
            "brand_name": ["Lipid"], "generic_name": ["ATORVASTATIN"],
            "manufacturer_name": ["North Labs"], "product_ndc": ["0069-4200"]
        }
    })
}

/// The label itself in this version.
fn label(version: &str) -> Value {
    json!({
        "schema_version": 2, "id": "lipid-0a1b2c3d", "title": "Lipid", "aliases": [],
        "risk": { "level": "unknown" },
        "sections": [{ "id": "benefits", "title": "USES", "content": ["The label itself."] }],
        "risks": [],
        "source": {
            "name": "North Labs", "set_id": "0a1b2c3d-0000-4000-8000-000000000000",
            "version": version, "effective_date": "2024-02-01"
        }
    })
}

struct Scene(TempDir);

impl Scene {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, document: &Value) {
        fs::write(self.path(name), document.to_string()).unwrap();
    }

    fn run(&self, line: &str) -> Ended {
        let library = self.path("library.db");
        let mut command = stackwise(line.split(' '));
        ended(
            command
                .current_dir(self.0.path())
                .env("STACKWISE_LIBRARY", library),
        )
    }

    fn told(&self, line: &str) -> String {
        let seen = self.run(line);
        assert_eq!(seen.status, 0, "{line}: {}", seen.stderr);
        seen.stderr
    }
}

#[test]
fn a_record_is_shown_with_its_provenance_and_where_it_tells_of_risks() {
    let scene = Scene::new();
    scene.write(
        "answer.json",
        &json!({ "meta": {}, "results": [record("3")] }),
    );
    assert_eq!(
        scene.told("add answer.json"),
        "1 added, 0 replaced, 0 unchanged\n"
    );
    for name in [
        "lipid",
        "atorvastatin",
        "0069-4200",
        "0a1b2c3d-0000-4000-8000-000000000000",
    ] {
        assert_eq!(scene.run(&format!("show {name}")).status, 0, "{name}");
    }
    let shown = scene.run("show lipid --bare").stdout;
    assert_eq!(shown, "LIPID is for:\ncholesterol\nfat\nLiver disease.\n");
    let shown = scene.run("show lipid -s risks").stdout;
    assert!(
        shown.contains("North Labs, effective 2024-02-01"),
        "{shown}"
    );
    assert!(
        shown.contains("not listed here: 4 CONTRAINDICATIONS"),
        "{shown}"
    );
    // What is shown is read back as the same entry.
    let own = scene.run("show lipid -f json").stdout;
    fs::write(scene.path("own.json"), own).unwrap();
    assert_eq!(
        scene.told("add own.json"),
        "0 added, 0 replaced, 1 unchanged\n"
    );
}

#[test]
fn the_label_itself_stays_before_openfda_of_the_same_version() {
    let scene = Scene::new();
    let known = "from openFDA not added: the library has the labels themselves, or newer ones";
    scene.write("label.json", &label("3"));
    scene.write("record.json", &record("3"));
    // In whichever order they come.
    scene.told("add record.json");
    assert_eq!(
        scene.told("add label.json"),
        "0 added, 1 replaced, 0 unchanged\n"
    );
    for line in ["add record.json", "add record.json --replace"] {
        let expected = format!("0 added, 0 replaced, 0 unchanged, 1 {known}\n");
        assert_eq!(scene.told(line), expected, "{line}");
    }
    assert_eq!(scene.run("show lipid --bare").stdout, "The label itself.\n");
    scene.told("remove lipid");
    let both = format!("1 added, 0 replaced, 0 unchanged, 1 {known}\n");
    assert_eq!(scene.told("add label.json record.json"), both);
    // A newer version is news.
    scene.write("record.json", &record("4"));
    assert_eq!(
        scene.told("add record.json"),
        "0 added, 1 replaced, 0 unchanged\n"
    );
    assert_eq!(
        scene.told("add label.json"),
        "0 added, 0 replaced, 0 unchanged, 1 older than in the library (not added)\n"
    );
}

#[test]
fn what_is_wrong_with_a_record_is_told_with_its_place() {
    let scene = Scene::new();
    let document = format!(
        "{{\"results\": [\n{},\n  {{\"openfda\": {{}}}}\n]}}",
        record("1")
    );
    fs::write(scene.path("in.json"), document).unwrap();
    let seen = scene.run("check in.json");
    assert_eq!(seen.status, 1);
    assert_eq!(
        seen.stdout,
        "in.json:3:3: the record names no product to take the title from\n\
         in.json:3:3: the record has no set_id, so it is no drug label\n"
    );
    fs::write(scene.path("none.json"), "{\"meta\": {}, \"results\": []}").unwrap();
    let none = scene.run("check none.json");
    assert_eq!(
        none.stdout,
        "none.json:1:1: the document holds no records\n"
    );
    // Our own entries are told apart, and a kind that is given is kept to.
    scene.write("own.json", &label("1"));
    assert_eq!(scene.run("check own.json").status, 0);
    assert_eq!(scene.run("check --from openfda own.json").status, 1);
    assert_eq!(scene.run("check --from json in.json").status, 1);
}

/// Writes a document of this size at least, with one label after the other.
fn write_large(path: &Path, size: usize) -> usize {
    let mut out = BufWriter::new(File::create(path).unwrap());
    let (mut written, mut count) = (0, 0);
    out.write_all(b"{\n  \"meta\": {},\n  \"results\": [\n")
        .unwrap();
    while written < size {
        let mut record = record("1");
        record["set_id"] = json!(format!("{count:08x}-0000-4000-8000-000000000000"));
        record["description"] = json!(["11 DESCRIPTION ".to_owned() + &"Words. ".repeat(100_000)]);
        let text = format!("{}{record}\n", if count == 0 { "" } else { "," });
        out.write_all(text.as_bytes()).unwrap();
        written += text.len();
        count += 1;
    }
    out.write_all(b"]}\n").unwrap();
    count
}

#[test]
fn a_document_larger_than_others_may_be_is_read_as_it_comes() {
    let scene = Scene::new();
    let count = write_large(&scene.path("large.json"), 70 << 20);
    let seen = scene.run("convert large.json");
    assert_eq!((seen.status, seen.stderr.as_str()), (0, ""));
    assert_eq!(seen.stdout.matches("\"schema_version\"").count(), count);
}
