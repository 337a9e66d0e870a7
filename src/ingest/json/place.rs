//! Places in JSON text, and what serde says without them.

/// Where `piece`, which was borrowed from `text`, begins in it.
pub fn offset_in(text: &str, piece: &str) -> usize {
    piece.as_ptr() as usize - text.as_ptr() as usize
}

/// Where this line and column, as serde counts them (columns in bytes, from 1), are in `text`.
pub fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(text.len())
}

/// Where the name of the member begins whose value begins at `value`.
pub fn offset_of_name(text: &str, value: usize) -> usize {
    let name = text[..value].trim_end().trim_end_matches(':').trim_end();
    let Some(inside) = name.strip_suffix('"') else {
        return value;
    };
    // The quote that opens the name is the last one before it that no backslash escapes.
    inside
        .rmatch_indices('"')
        .map(|(at, _)| at)
        .find(|&at| {
            let escapes = inside[..at]
                .bytes()
                .rev()
                .take_while(|&b| b == b'\\')
                .count();
            escapes % 2 == 0
        })
        .unwrap_or(value)
}

/// What serde says, in the terms of JSON, without the place that it has in words.
pub fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = message.strip_suffix(&place).unwrap_or(&message);
    if let Some(within) = reason.strip_prefix("EOF while parsing ") {
        return format!("unexpected end of the text while reading {within}");
    }
    let Some(types) = reason.strip_prefix("invalid type: ") else {
        return reason.to_owned();
    };
    let (found, expected) = types.rsplit_once(", expected ").unwrap_or((types, ""));
    let found = match found {
        "sequence" => "array",
        "map" => "object",
        _ => found,
    };
    let expected = match expected {
        "a sequence" => "an array",
        _ => expected,
    };
    format!("invalid type: {found}, expected {expected}")
}
