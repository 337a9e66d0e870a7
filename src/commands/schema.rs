//! `schema`: the JSON Schema of what the program prints.

use std::io::Write;

use super::{Failure, Outcome};
use crate::render::json;

/// Prints the schema.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(out: &mut dyn Write) -> Result<Outcome, Failure> {
    json::schema(out)?;
    Ok(Outcome::Found)
}
