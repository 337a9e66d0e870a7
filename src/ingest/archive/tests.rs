//! Archives as they are published, and as somebody who means harm makes them.

use std::io::{Cursor, Write as _};

use pretty_assertions::assert_eq;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const NOTE: &str = "# Valerian Root\n\nLow Risk\n\nA herb.\n";

fn note(title: &str) -> Vec<u8> {
    NOTE.replace("Valerian Root", title).into_bytes()
}

/// An archive with these members.
fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(9));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What is read of a file: ids with their places, and problems.
fn read(file: &[u8]) -> Vec<String> {
    let mut readings = Vec::new();
    let Ok(()) = Unpacker::<std::convert::Infallible>::new(None, None, &mut |reading| {
        readings.push(match reading {
            Reading::Entry(entry, place) => format!("{} at {place}", entry.id),
            Reading::Problem(problem) | Reading::Note(problem) => problem.to_string(),
        });
        Ok(())
    })
    .file("a.zip", Cursor::new(file), 0);
    readings
}

#[test]
fn documents_are_read_out_of_archives_in_archives_and_other_files_are_passed_over() {
    let inner = archive(&[
        ("valerian.md", &note("Valerian")),
        ("root.jpg", b"\xff\xd8"),
    ]);
    let outer = archive(&[
        ("prescription/one.zip", &inner),
        ("readme.pdf", b"%PDF"),
        ("__MACOSX/._x.md", b"x"),
        (".hidden.md", b"x"),
        ("kava.md.gz", &gzipped(&note("Kava"))),
        ("hops.md.zst", &zstd::encode_all(&*note("Hops"), 1).unwrap()),
    ]);
    let wanted = [
        "valerian at a.zip!prescription/one.zip!valerian.md:1:1",
        "kava at a.zip!kava.md.gz:1:1",
        "hops at a.zip!hops.md.zst:1:1",
    ];
    assert_eq!(read(&outer), wanted);
    assert_eq!(read(&gzipped(&note("Kava"))), ["kava at a.zip:1:1"]);
}

#[test]
fn a_damaged_member_is_one_problem_in_its_place() {
    let mut damaged = archive(&[("a.md", &note("A Herb")), ("b.md", &note("B Herb"))]);
    // In the packed bytes of the first member.
    damaged[45] ^= 0x55;
    let read = read(&damaged);
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(
        read[0].starts_with("a.zip!a.md:1:1: cannot be read: "),
        "{read:?}"
    );
    assert_eq!(read[1], "b-herb at a.zip!b.md:1:1");
    let cut = read_cut(&archive(&[("a.md", &note("A Herb"))]));
    assert!(
        cut.starts_with("a.zip:1:1: the archive cannot be read: "),
        "{cut}"
    );
}

fn read_cut(archive: &[u8]) -> String {
    read(&archive[..archive.len() - 30]).join("\n")
}

#[test]
fn what_would_take_too_much_is_refused_with_its_place() {
    let zeros = vec![0; 8 << 20];
    let ratio = "it unpacks to more than 250 times its size, which is the limit";
    let bomb = archive(&[("zeros.json", &zeros)]);
    assert_eq!(read(&bomb), [format!("a.zip!zeros.json:1:1: {ratio}")]);
    let packed = read(&gzipped(&zeros));
    assert_eq!(packed, [format!("a.zip:1:1: cannot be read: {ratio}")]);
    let mut deep = note("Valerian");
    for _ in 0..20 {
        deep = archive(&[("x.zip", &deep)]);
    }
    assert_eq!(
        read(&deep),
        [
            "a.zip!x.zip!x.zip:1:1: an archive or a compressed file lies more than 2 deep in others, \
             which is the limit"
        ]
    );
    // The number stands in the record at the end, before the comment's length.
    let mut many = archive(&[("a.md", b"x")]);
    let end = many.len() - 12;
    many[end..end + 2].copy_from_slice(&50_001_u16.to_le_bytes());
    assert_eq!(
        read(&many),
        ["a.zip:1:1: the archive has more than 50000 members, which is the limit"]
    );
}

#[test]
fn what_an_archive_says_of_itself_is_not_believed() {
    let note = note("Valerian");
    let sound = archive(&[("valerian.md", &note)]);
    let size = u8::try_from(note.len()).unwrap();
    let central = sound.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    // The size and the way of packing stand before the name, in the local header and at the end.
    let lying = |offset: usize, from: u8, to: u8| {
        let mut lying = sound.clone();
        for at in [offset, central + offset + 2] {
            assert_eq!(lying[at], from);
            lying[at] = to;
        }
        read(&lying).join("\n")
    };
    for wrong_size in [size - 1, size + 1] {
        let told = lying(22, size, wrong_size);
        assert!(
            told.starts_with("a.zip!valerian.md:1:1: cannot be read: "),
            "{told}"
        );
    }
    assert_eq!(
        lying(8, 8, 12),
        "a.zip!valerian.md:1:1: its compression method is not supported, only deflate"
    );
    assert_eq!(
        lying(6, 0, 1),
        "a.zip!valerian.md:1:1: cannot be unpacked: it is encrypted"
    );
    for name in ["../valerian.md", "/etc/valerian.md", "a/../../valerian.md"] {
        let read = read(&archive(&[(name, &note)]));
        assert_eq!(
            read,
            [format!(
                "a.zip!{name}:1:1: its name leads out of the archive"
            )]
        );
    }
    assert_eq!(
        read(&archive(&[("a.pdf", b"x")])),
        [
            "a.zip:1:1: the archive holds no source documents (files that end in json, jsonl, ndjson, xml, \
          md, markdown, txt, zip, gz, zst)"
        ]
    );
}

#[test]
fn members_that_overlap_are_refused() {
    let mut overlapping = archive(&[("a.md", &note("A Herb")), ("b.md", &note("B Herb"))]);
    let central: Vec<usize> = (0..overlapping.len() - 4)
        .filter(|&at| overlapping[at..].starts_with(b"PK\x01\x02"))
        .collect();
    // The second says that it begins where the first does.
    overlapping.copy_within(central[0] + 42..central[0] + 46, central[1] + 42);
    assert_eq!(
        read(&overlapping),
        ["a.zip:1:1: the archive has members that overlap"]
    );
}
