//! Archives and compressed files, as they are published and as somebody who means harm makes them.

use std::io::{Cursor, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

use pretty_assertions::assert_eq;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::library::{Scene, entry};
use crate::support::Ended;

/// The longest that anything hostile may take, with a binary that is not optimised.
const MOMENT: Duration = Duration::from_secs(5);

pub fn note(title: &str) -> Vec<u8> {
    format!("# {title}\n\nLow Risk\n\nA herb.\n").into_bytes()
}

/// An archive with these members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// Runs a command with these bytes as standard input.
fn with_input(scene: &Scene, line: &str, input: &[u8]) -> Ended {
    let mut child = scene
        .command(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may end before it has read all.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ended {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn documents_are_read_from_whatever_they_are_packed_in() {
    let scene = Scene::new();
    let json = entry("from-json", "From JSON").to_string();
    let inner = archive(&[("kava.md", &note("Kava")), ("root.jpg", b"\xff\xd8")]);
    std::fs::create_dir(scene.folder.path().join("notes")).unwrap();
    let outer = archive(&[("in/inner.zip", &inner), ("README.md", b"About.")]);
    scene.write("notes/a.zip", &outer);
    scene.write("notes/b.json.gz", gzipped(json.as_bytes()));
    scene.write("notes/c.md.zst", zstandard(&note("Hops")));
    scene.write("notes/d.md", note("Valerian"));
    assert_eq!(scene.printed("check notes"), "");
    let added = scene.run("add notes");
    assert_eq!(added.stderr, "4 added, 0 replaced, 0 unchanged\n");
    assert_eq!(
        scene.printed("list --source library"),
        "from-json\nhops\nkava\nvalerian\n"
    );
    for (packed, id) in [
        (outer, "kava"),
        (gzipped(&note("Mint")), "mint"),
        (zstandard(&note("Mint")), "mint"),
    ] {
        let ended = with_input(&scene, "convert -", &packed);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let read: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(read["id"], id);
    }
}

#[test]
fn a_problem_is_told_with_its_place_in_the_archive_in_the_archive() {
    let scene = Scene::new();
    let inner = archive(&[("bad.md", b"# Bad\n\nLow Risk\n\nA ~~herb~~.\n")]);
    let outer = archive(&[("good.md", &note("Good Herb")), ("inner.zip", &inner)]);
    scene.write("a.zip", &outer);
    let place = "!inner.zip!bad.md:5:3: strikethrough";
    let told = scene.run("check a.zip");
    assert_eq!(told.status, 1);
    assert!(
        told.stdout.starts_with(&format!("a.zip{place}")),
        "{}",
        told.stdout
    );
    let told = with_input(&scene, "check -", &outer);
    assert!(told.stdout.starts_with(&format!("standard input{place}")));
    let refused = scene.run("add a.zip");
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.starts_with(&format!("error: a.zip{place}")),
        "{}",
        refused.stderr
    );
    assert!(!scene.library().exists());
}

#[test]
fn a_damaged_member_is_one_problem_and_the_others_can_be_kept() {
    let scene = Scene::new();
    let mut damaged = archive(&[("a.md", &note("A Herb")), ("b.md", &note("B Herb"))]);
    // In the packed bytes of the first member.
    damaged[45] ^= 0x55;
    scene.write("a.zip", &damaged);
    let refused = scene.run("add a.zip");
    assert_eq!(refused.status, 2);
    assert!(
        refused
            .stderr
            .starts_with("error: a.zip!a.md:1:1: cannot be read: ")
    );
    assert!(!scene.library().exists());
    let kept = scene.run("add --keep-going a.zip");
    assert_eq!(kept.status, 2);
    assert!(
        kept.stderr.contains("valid entries were saved: 1 added"),
        "{}",
        kept.stderr
    );
    assert_eq!(scene.printed("list --source library"), "b-herb\n");
}

/// An archive of one member, stored as it is, of which everything can be a lie.
struct Lie<'b> {
    name: &'b [u8],
    bytes: &'b [u8],
    method: u16,
    flags: u16,
    packed: u32,
    unpacked: u32,
    extra: &'b [u8],
    offset: u32,
    attributes: u32,
    comment_length: u16,
}

impl<'b> Lie<'b> {
    /// Nothing is a lie yet.
    fn of(bytes: &'b [u8]) -> Self {
        let size = u32::try_from(bytes.len()).unwrap();
        Self {
            name: b"a.md",
            bytes,
            method: 0,
            flags: 0,
            packed: size,
            unpacked: size,
            extra: b"",
            offset: 0,
            attributes: 0,
            comment_length: 0,
        }
    }

    fn told(&self) -> Vec<u8> {
        let mut crc = flate2::Crc::new();
        crc.update(self.bytes);
        let mut common = Vec::new();
        common.extend(20_u16.to_le_bytes());
        common.extend(self.flags.to_le_bytes());
        common.extend(self.method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(crc.sum().to_le_bytes());
        common.extend(self.packed.to_le_bytes());
        common.extend(self.unpacked.to_le_bytes());
        common.extend(u16::try_from(self.name.len()).unwrap().to_le_bytes());
        common.extend(u16::try_from(self.extra.len()).unwrap().to_le_bytes());
        let local = [b"PK\x03\x04", &*common, self.name, self.extra, self.bytes].concat();
        let mut list = [b"PK\x01\x02\x14\x03", &*common, &[0; 6]].concat();
        list.extend(self.attributes.to_le_bytes());
        list.extend(self.offset.to_le_bytes());
        list.extend(self.name);
        list.extend(self.extra);
        let mut end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
        end.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
        end.extend(u32::try_from(local.len()).unwrap().to_le_bytes());
        end.extend(self.comment_length.to_le_bytes());
        [local, list, end].concat()
    }
}

/// The extra field of an archive that may be large, with these numbers.
fn large(numbers: &[u64]) -> Vec<u8> {
    let mut field = vec![1, 0];
    field.extend(u16::try_from(numbers.len() * 8).unwrap().to_le_bytes());
    field.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    field
}

/// So many members without bytes, in an archive that says it has `count`.
fn many(members: u32, count: u16) -> Vec<u8> {
    let mut files = Vec::new();
    let mut list = Vec::new();
    for number in 0..members {
        let name = format!("{number:06}.md");
        let offset = u32::try_from(files.len()).unwrap();
        let common = [
            20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0,
        ];
        files.extend([b"PK\x03\x04", &common[..], name.as_bytes()].concat());
        list.extend([b"PK\x01\x02\x14\x03", &common[..], &[0; 10]].concat());
        list.extend(offset.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
    end.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    end.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
    end.extend(u32::try_from(files.len()).unwrap().to_le_bytes());
    end.extend([0; 2]);
    [files, list, end].concat()
}

/// Everything hostile, with what is told of it after `FILE` or `FILE!`.
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let note = note("A Herb");
    let lie = Lie::of(&note);
    let zeros = vec![0; (16 << 20) + 12_345];
    let bomb = archive(&[("zeros.json", &zeros)]);
    let mut lying_bomb = bomb.clone();
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    for at in 0..bomb.len() - 4 {
        if bomb[at..at + 4] == size {
            lying_bomb[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    let mut deep = note.clone();
    for _ in 0..20 {
        deep = archive(&[("x.zip", &deep)]);
    }
    let ten_gigabytes = large(&[10 << 30, 9 << 20]);
    let nowhere = large(&[10, 10, 1 << 62]);
    let end = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let mut odd_list = archive(&[("a.md", &note)]);
    let at = odd_list.len() - 6;
    odd_list[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
    let far_window = {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.window_log(30).unwrap();
        encoder.write_all(&zeros).unwrap();
        encoder.finish().unwrap()
    };
    let packed = zstandard(&note);
    vec![
        (
            "zeros",
            bomb,
            "zeros.json:1:1: it unpacks to more than 250 times its size",
        ),
        (
            "zeros that lie",
            lying_bomb,
            "zeros.json:1:1: cannot be read: ",
        ),
        (
            "zeros in gzip",
            gzipped(&zeros),
            ":1:1: cannot be read: it unpacks to more than 250",
        ),
        (
            "zeros in zstd",
            zstandard(&zeros),
            ":1:1: cannot be read: it unpacks to more than 250",
        ),
        (
            "10 GB",
            Lie {
                packed: u32::MAX,
                unpacked: u32::MAX,
                extra: &ten_gigabytes,
                ..lie
            }
            .told(),
            ":1:1: the archive has members that overlap",
        ),
        (
            "no such place",
            Lie {
                packed: u32::MAX,
                unpacked: u32::MAX,
                offset: u32::MAX,
                extra: &nowhere,
                ..lie
            }
            .told(),
            ":1:1: the archive cannot be read: ",
        ),
        (
            "100,000 members",
            many(100_000, u16::MAX),
            ":1:1: the archive has more than 50000 members",
        ),
        (
            "members that are not said",
            many(66_000, 464),
            ":1:1: the archive has more members than it says",
        ),
        (
            "members before a comment",
            [many(60_000, 60_000), end.to_vec()].concat(),
            ":1:1: the archive has more than 50000 members",
        ),
        (
            "nested",
            deep,
            "x.zip!x.zip:1:1: an archive or a compressed file lies more than 2 deep",
        ),
        (
            "nested gzip",
            gzipped(&gzipped(&gzipped(&note))),
            ":1:1: an archive or a compressed file lies more than 2 deep",
        ),
        (
            "shorter",
            Lie { unpacked: 5, ..lie }.told(),
            "a.md:1:1: cannot be read: ",
        ),
        (
            "longer",
            Lie {
                unpacked: 500,
                ..lie
            }
            .told(),
            "a.md:1:1: cannot be read: it is shorter than the archive says",
        ),
        (
            "packed to more",
            Lie {
                packed: 0xFFFF_FFF0,
                ..lie
            }
            .told(),
            ":1:1: the archive has members that overlap",
        ),
        (
            "encrypted",
            Lie { flags: 1, ..lie }.told(),
            "a.md:1:1: cannot be unpacked: it is encrypted",
        ),
        (
            "bzip2",
            Lie { method: 12, ..lie }.told(),
            "a.md:1:1: its compression method is not supported, only deflate",
        ),
        (
            "unknown",
            Lie {
                method: 1234,
                ..lie
            }
            .told(),
            "a.md:1:1: its compression method is not supported, only deflate",
        ),
        (
            "link",
            Lie {
                attributes: 0o120_777 << 16,
                ..lie
            }
            .told(),
            "a.md:1:1: it is a symbolic link",
        ),
        (
            "up",
            Lie {
                name: b"../a.md",
                ..lie
            }
            .told(),
            "../a.md:1:1: its name leads out of the archive",
        ),
        (
            "absolute",
            Lie {
                name: b"/etc/a.md",
                ..lie
            }
            .told(),
            "/etc/a.md:1:1: its name leads out of the archive",
        ),
        (
            "drive",
            Lie {
                name: b"C:\\a.md",
                ..lie
            }
            .told(),
            "C:\\a.md:1:1: its name leads out of the archive",
        ),
        (
            "escapes",
            Lie {
                name: b"\x1b[2J\xff.md",
                bytes: b"",
                packed: 0,
                unpacked: 0,
                ..lie
            }
            .told(),
            "\\u{1b}[2J",
        ),
        (
            "wrong extra field",
            Lie {
                extra: &[0xFF; 9],
                ..lie
            }
            .told(),
            ":1:1: the archive cannot be read: ",
        ),
        (
            "odd place",
            Lie { offset: 7, ..lie }.told(),
            ":1:1: the archive cannot be read: ",
        ),
        ("odd list", odd_list, ":1:1: the archive cannot be read: "),
        (
            "comment",
            Lie {
                comment_length: 0xFFFF,
                ..lie
            }
            .told(),
            ":1:1: the archive cannot be read: ",
        ),
        (
            "only an end",
            end.to_vec(),
            ":1:1: the archive holds no source documents",
        ),
        (
            "only a beginning",
            b"PK\x03\x04".to_vec(),
            ":1:1: the archive cannot be read: ",
        ),
        (
            "cut gzip",
            gzipped(&note)[..30].to_vec(),
            ":1:1: cannot be read: ",
        ),
        (
            "gzip and more",
            [gzipped(&note), b"garbage".to_vec()].concat(),
            ":1:1: cannot be read: ",
        ),
        (
            "gzip without an end",
            [
                b"\x1f\x8b\x08\x08\0\0\0\0\0\0".to_vec(),
                vec![b'a'; 1 << 20],
            ]
            .concat(),
            ":1:1: cannot be read: ",
        ),
        (
            "cut zstd",
            packed[..packed.len() - 4].to_vec(),
            ":1:1: cannot be read: ",
        ),
        (
            "zstd and more",
            [packed, b"garbage".to_vec()].concat(),
            ":1:1: cannot be read: ",
        ),
        ("far window", far_window, ":1:1: cannot be read: "),
    ]
}

#[test]
fn what_means_harm_is_refused_in_a_moment_with_its_place() {
    let scene = Scene::new();
    for (name, bytes, wanted) in hostile() {
        scene.write("a.zip", &bytes);
        let separator = if wanted.starts_with(':') { "" } else { "!" };
        for (source, line) in [("a.zip", "check a.zip"), ("standard input", "check -")] {
            let begun = Instant::now();
            let told = with_input(&scene, line, &bytes);
            let took = begun.elapsed();
            assert!(took < MOMENT, "{name}: {took:?}");
            assert_eq!((told.status, told.stderr.as_str()), (1, ""), "{name}");
            let wanted = format!("{source}{separator}{wanted}");
            assert!(told.stdout.starts_with(&wanted), "{name}: {}", told.stdout);
            assert_eq!(told.stdout.lines().count(), 1, "{name}");
        }
    }
}

#[test]
fn files_that_tell_of_others_are_left_out_and_so_is_what_a_folder_says() {
    let scene = Scene::new();
    for folder in ["notes", "notes/drafts", "notes/deep"] {
        std::fs::create_dir(scene.folder.path().join(folder)).unwrap();
    }
    for name in [
        "Readme.MD",
        "LICENSE.txt",
        "CONTRIBUTING.md",
        "changelog.markdown",
    ] {
        scene.write(&format!("notes/{name}"), "No entry.");
    }
    scene.write("notes/a.md", note("A Herb"));
    scene.write("notes/drafts/b.md", note("B Herb"));
    scene.write("notes/deep/c.md", note("C Herb"));
    scene.write("notes/deep/d-old.md", "No entry.");
    scene.write("notes/.stackwiseignore", "# not yet\n/drafts/\n");
    scene.write("notes/deep/.stackwiseignore", "*-old.md\n");
    assert_eq!(scene.printed("check notes"), "");
    scene.printed("add notes");
    assert_eq!(scene.printed("list --source library"), "a-herb\nc-herb\n");
    // One that is named is read.
    assert_eq!(scene.run("check notes/Readme.MD").status, 1);
    scene.write("notes/.stackwiseignore", "[z-a].md\n");
    let told = scene.run("check notes");
    assert_eq!(told.status, 1);
    assert!(
        told.stdout
            .starts_with("notes:1:1: the folder cannot be read: "),
        "{}",
        told.stdout
    );
}
