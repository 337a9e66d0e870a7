//! Blocks → lines of plain text, for what an entry has no marks for: titles, risks, the disclaimer.

use crate::entry::{Block, MarkKind, Prose};

/// The words, each link followed by where it leads unless that is what its words say.
pub fn of_prose(prose: &Prose) -> String {
    let links = prose.marks().iter().filter_map(|mark| {
        let url = mark.url.as_ref().filter(|_| mark.kind == MarkKind::Link)?;
        Some((mark.start, mark.end, url.as_str()))
    });
    let mut ends: Vec<(usize, usize, &str)> = links.collect();
    if ends.is_empty() {
        return prose.as_str().to_owned();
    }
    ends.sort_by_key(|(_, end, _)| *end);
    let mut ends = ends.into_iter().peekable();
    let mut plain = String::new();
    // Where each character begins in `plain`, and behind the last.
    let mut places = Vec::new();
    for (index, c) in prose.as_str().chars().map(Some).chain([None]).enumerate() {
        while let Some((start, _, url)) = ends.next_if(|(_, end, _)| *end == index) {
            let words = &plain[places[start]..];
            if words != url && Some(words) != url.strip_prefix("mailto:") {
                plain.push_str(" (");
                plain.push_str(url);
                plain.push(')');
            }
        }
        places.push(plain.len());
        plain.extend(c);
    }
    plain
}

/// The lines of a block: a paragraph, an item, a row or a line of code each.
pub fn lines(block: &Block) -> Vec<String> {
    let mut lines = Vec::new();
    push_lines(block, 0, &mut lines);
    lines
}

fn push_lines(block: &Block, lists: usize, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(prose) => lines.push(of_prose(prose)),
        Block::Figure(words) => lines.push(words.to_string()),
        Block::Code(code) => {
            let shown = code.as_str().lines().map(str::trim);
            lines.extend(shown.filter(|line| !line.is_empty()).map(str::to_owned));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|it| push_lines(it, lists, lines)),
        Block::List(list) => {
            for (index, item) in list.items().iter().enumerate() {
                let sign = match (list.start(), &item.mark) {
                    (Some(start), _) => format!("{}.", index + start as usize),
                    (None, Some(mark)) => mark.to_string(),
                    (None, None) if lists > 0 => "◦".to_owned(),
                    (None, None) => "•".to_owned(),
                };
                let first = lines.len();
                let content = item.content.iter();
                content.for_each(|it| push_lines(it, lists + 1, lines));
                if let Some(line) = lines.get_mut(first) {
                    line.insert_str(0, &format!("{sign} "));
                }
            }
        }
        Block::Table(table) => {
            for row in table.head().iter().chain(table.rows()) {
                let cells = row.iter().map(|cell| {
                    let mut words = Vec::new();
                    let content = cell.content.iter();
                    content.for_each(|it| push_lines(it, lists, &mut words));
                    words.join(" ")
                });
                let cells: Vec<String> = cells.collect();
                lines.push(cells.join(" | ").trim().to_owned());
            }
        }
    }
}
