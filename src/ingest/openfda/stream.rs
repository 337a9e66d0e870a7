//! openFDA's JSON as it comes, one record after the other: its archives unpack to documents of more
//! than a gigabyte. Knows nothing of what records say.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Deserializer;

use super::record::{Field, Record};
use crate::ingest::json;
use crate::ingest::limits::MAX_JSON;
use crate::ingest::place::Spot;

/// Takes what stands at a place: a record, or what is there instead. Says whether reading goes on.
pub type TakeRecord<'t> = dyn FnMut(Spot, Result<Record, String>) -> bool + 't;

/// Gives every record of a document to `take`: those in envelopes and arrays, and those that follow one
/// another.
///
/// # Errors
/// Where the document cannot be read on, and why.
pub fn read(source: &mut dyn BufRead, take: &mut TakeRecord) -> Result<(), (Spot, String)> {
    let reached = Rc::new(Cell::new(Reached::default()));
    let mut deserializer = Deserializer::from_reader(Counted {
        source: BufReader::with_capacity(64 * 1024, source),
        reached: Rc::clone(&reached),
    });
    let mut records = Records {
        take,
        reached: &reached,
        begin: reached.get().spot(),
        is_stopped: false,
    };
    loop {
        // This reads up to what comes next, and says so if anything does.
        let read = match deserializer.end() {
            Ok(()) => return Ok(()),
            Err(error) if error.is_syntax() => Value(&mut records).deserialize(&mut deserializer),
            Err(error) => Err(error),
        };
        if records.is_stopped {
            return Ok(());
        }
        read.map_err(|error| (reached.get().spot(), json::reason(&error)))?;
    }
}

/// How far a document was read.
#[derive(Clone, Copy, Default)]
struct Reached {
    /// How many lines have ended.
    lines: usize,
    /// How many characters of the line were read.
    columns: usize,
    /// How many bytes of the record were.
    bytes: usize,
}

impl Reached {
    /// The character that was read last.
    fn spot(self) -> Spot {
        Spot {
            line: self.lines + 1,
            column: self.columns.max(1),
        }
    }
}

/// A source that tells how far it was read.
struct Counted<R> {
    source: BufReader<R>,
    reached: Rc<Cell<Reached>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut reached = self.reached.get();
        if reached.bytes > MAX_JSON {
            let limit = MAX_JSON >> 20;
            return Err(io::Error::other(format!(
                "the record has more than {limit} MiB, which is the limit"
            )));
        }
        let count = self.source.read(bytes)?;
        for &byte in &bytes[..count] {
            match byte {
                b'\n' => (reached.lines, reached.columns) = (reached.lines + 1, 0),
                // The further bytes of a character.
                0x80..=0xBF => {}
                _ => reached.columns += 1,
            }
        }
        reached.bytes += count;
        self.reached.set(reached);
        Ok(count)
    }
}

/// Where records go.
struct Records<'r, 't> {
    take: &'r mut TakeRecord<'t>,
    reached: &'r Cell<Reached>,
    /// Where the value begins that was begun last.
    begin: Spot,
    is_stopped: bool,
}

impl Records<'_, '_> {
    fn give<E: serde::de::Error>(
        &mut self,
        at: Spot,
        record: Result<Record, String>,
    ) -> Result<(), E> {
        self.is_stopped = !(self.take)(at, record);
        if self.is_stopped {
            return Err(E::custom("stopped"));
        }
        Ok(())
    }

    /// Takes note of a value that begins with the character that was read last, and counts from there.
    fn begin(&mut self) {
        let mut reached = self.reached.get();
        reached.bytes = 0;
        self.reached.set(reached);
        self.begin = reached.spot();
    }

    fn refuse<E: serde::de::Error>(&mut self) -> Result<(), E> {
        let why = "this is no record of a label: it is no object";
        self.give(self.begin, Err(why.to_owned()))
    }
}

/// A value: a record, or what holds some.
struct Value<'v, 'r, 't>(&'v mut Records<'r, 't>);

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.begin();
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a record of a label")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let begin = self.0.begin;
        let mut record = Record::default();
        let mut is_envelope = false;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "results" => {
                    is_envelope = true;
                    map.next_value_seed(Value(self.0))?;
                }
                "meta" => {
                    is_envelope = true;
                    map.next_value::<IgnoredAny>()?;
                }
                _ => record.add(name, map.next_value::<Field>()?),
            }
        }
        if is_envelope {
            return Ok(());
        }
        self.0.give(begin, Ok(record))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while all.next_element_seed(Value(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.0.refuse()
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.0.refuse()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.0.refuse()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.0.refuse()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.0.refuse()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.0.refuse()
    }
}
