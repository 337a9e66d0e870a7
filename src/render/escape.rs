//! How JSON is laid out, with every character escaped in its strings that a terminal would act on.
//! Its readers get the same strings.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::text::{has_hostile, is_hostile};

/// A layout of JSON, made safe to print. JSON itself only asks to escape the control characters below
/// the blank.
pub struct EscapeControls<F>(pub F);

impl<F: Formatter> Formatter for EscapeControls<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if !has_hostile(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| is_hostile(c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize as _;
    use serde_json::ser::{CompactFormatter, PrettyFormatter, Serializer};
    use serde_json::{Value, json};

    use super::*;

    fn written<F: Formatter>(value: &Value, layout: F) -> String {
        let mut out = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut out, layout);
        value.serialize(&mut serializer).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_terminal_would_act_on_is_escaped_and_nothing_else() {
        let hostile: String = (char::MIN..=char::MAX).filter(|&c| is_hostile(c)).collect();
        let value = json!({ "é \"氯": [hostile, "🧊\u{9b}2J\u{202e}x"], "b": {} });
        let safe = written(&value, EscapeControls(CompactFormatter));
        assert!(!safe.contains(is_hostile), "{safe}");
        assert!(safe.contains("🧊\\u009b2J\\u202ex"), "{safe}");
        assert_eq!(serde_json::from_str::<Value>(&safe).unwrap(), value);
        let plain = json!({ "é \"氯": ["\n\\", 1, {}], "b": { "c": [] } });
        let pretty = written(&plain, EscapeControls(PrettyFormatter::new()));
        assert_eq!(pretty, serde_json::to_string_pretty(&plain).unwrap());
    }
}
