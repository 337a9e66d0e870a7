//! Bytes → text, in the encoding that they have or declare.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a document its declaration is sought.
const MAX_DECLARATION: usize = 256;

/// A document that is not text in the encoding that it has.
pub struct Undecodable {
    /// The text before that.
    pub before: String,
    /// The name of the encoding.
    pub encoding: &'static str,
}

/// A document as text. It is UTF-8, unless it has the marks of UTF-16 or declares itself, as XML, to be
/// in another encoding. ISO-8859-1 is read as Windows-1252, of which it is a part.
///
/// # Errors
/// When it is no text in that encoding.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Undecodable> {
    let encoding = encoding_of(bytes);
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => {
                let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                Err(Undecodable {
                    before: valid.into_owned(),
                    encoding: encoding.name(),
                })
            }
        };
    }
    let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
    if has_errors {
        let before = text.split('\u{fffd}').next().unwrap_or("");
        return Err(Undecodable {
            before: before.to_owned(),
            encoding: encoding.name(),
        });
    }
    Ok(text)
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', ..] => UTF_16BE,
        _ => declared(bytes).unwrap_or(UTF_8),
    }
}

/// The encoding that an XML declaration names. One that can be read byte by byte is not in UTF-16,
/// whatever it says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.trim_ascii_start();
    let head = &head[..head.len().min(MAX_DECLARATION)];
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.iter().position(|&byte| byte == b'>')?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value[1..].split(quote).next()?;
    let encoding = Encoding::for_label(name.as_bytes())?;
    encoding.is_ascii_compatible().then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        match decode(bytes) {
            Ok(text) => text.into_owned(),
            Err(error) => format!("{} but not {}", error.before, error.encoding),
        }
    }

    #[test]
    fn documents_are_read_in_the_encoding_that_they_have_or_declare() {
        let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        assert_eq!(text("é".as_bytes()), "é");
        assert_eq!(text(&wide("\u{feff}é", u16::to_le_bytes)), "é");
        assert_eq!(text(&wide("\u{feff}é", u16::to_be_bytes)), "é");
        assert_eq!(text(&wide("<é", u16::to_le_bytes)), "<é");
        assert_eq!(text(&wide("<é", u16::to_be_bytes)), "<é");
        for name in ["ISO-8859-1", "windows-1252", "latin1"] {
            let document = [format!("<?xml encoding='{name}'?>").as_bytes(), b"\xe9\x99"].concat();
            assert!(text(&document).ends_with("é™"), "{name}");
        }
        let utf_16 = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>é";
        assert_eq!(text(utf_16.as_bytes()), utf_16);
        assert_eq!(text(b"a\xe9"), "a but not UTF-8");
        assert_eq!(text(b"\xff\xfea\0\0\xd8b\0"), "a but not UTF-16LE");
    }
}
