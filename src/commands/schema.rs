//! `schema`: the JSON Schema of what the program prints.

use std::io::Write;

use super::Done;
use crate::error::{Exit, Failure};
use crate::render::json;

/// Prints the schema.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(out: &mut dyn Write) -> Result<Done, Failure> {
    json::schema(out)?;
    Ok(Exit::Done.into())
}
