//! Entries as lines, in which tests see what is in them.

use crate::entry::{Block, Entry, MarkKind, Prose, Risk, Row, Section};

/// Everything in an entry.
pub fn shown(entry: &Entry) -> String {
    let (risk, source) = (&entry.risk, &entry.source);
    let mut lines = vec![format!("{} | {}", entry.id, entry.title)];
    lines.extend(entry.aliases.iter().map(|alias| format!("alias {alias}")));
    let label = risk.label.as_ref().map_or("-", |label| label.as_str());
    lines.push(format!("risk {} {label}", risk.level));
    let about = entry.about.as_ref().unwrap();
    let identifiers = |of: &[crate::entry::Identifier]| {
        let of = of.iter().map(|id| format!(" {} {}", id.system, id.value));
        of.collect::<String>()
    };
    for substance in &about.substances {
        let identifiers = identifiers(&substance.identifiers);
        lines.push(format!("about {}{identifiers}", substance.name));
    }
    for product in &about.products {
        let [form, route] = [&product.form, &product.route]
            .map(|fact| fact.as_ref().map_or("-", |fact| fact.as_str()));
        let identifiers = identifiers(&product.identifiers);
        lines.push(format!(
            "product {} | {form} | {route}{identifiers}",
            product.name
        ));
    }
    lines.push(format!("from {}", source.name));
    for fact in [
        &source.url,
        &source.set_id,
        &source.version,
        &source.effective_date,
    ] {
        lines.push(format!(
            "from {}",
            fact.as_ref().map_or("-", |fact| fact.as_str())
        ));
    }
    for section in &entry.sections {
        self::section(section, 1, &mut lines);
    }
    lines.extend([String::new(), "risks".to_owned()]);
    lines.extend(entry.risks.iter().map(risk_line));
    for section in &entry.risk_sections {
        let listed = if section.listed {
            "listed"
        } else {
            "not listed"
        };
        lines.push(format!(
            "{}: {}, {listed}",
            section.section,
            section.kind.words()
        ));
    }
    lines.join("\n") + "\n"
}

/// A risk, behind its section and the sentence that it hangs on.
pub fn risk_line(risk: &Risk) -> String {
    let section = risk
        .section
        .as_ref()
        .map_or("-", |section| section.as_str());
    let lead = risk
        .lead
        .as_ref()
        .map_or(String::new(), |lead| format!("{lead} >> "));
    format!("{section} {}: {lead}{}", risk.kind.words(), risk.text)
}

fn section(section: &Section, depth: usize, lines: &mut Vec<String>) {
    let code = section.code.as_ref().map_or("-", |code| code.as_str());
    lines.push(String::new());
    let level = "#".repeat(depth);
    lines.push(format!(
        "{level} [{} {code}] {}",
        section.id,
        section.heading()
    ));
    lines.extend(blocks(&section.highlights).map(|line| format!("! {line}")));
    lines.extend(blocks(&section.content));
    for nested in &section.sections {
        self::section(nested, depth + 1, lines);
    }
}

/// Blocks in lines: items behind their marks, rows between bars.
pub fn blocks(blocks: &[Block]) -> impl Iterator<Item = String> {
    let mut lines = Vec::new();
    for block in blocks {
        self::block(block, &mut lines);
    }
    lines.into_iter()
}

fn block(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(prose) => lines.push(marked(prose)),
        Block::Figure(words) => lines.push(format!("[Figure: {words}]")),
        Block::List(list) => {
            for (at, item) in list.items().iter().enumerate() {
                let number = list
                    .start()
                    .map(|start| format!("{}:", start as usize + at));
                let mark = item.mark.as_ref().map(|mark| format!("{mark}:"));
                let mark = number.or(mark).unwrap_or_else(|| "-".to_owned());
                let mut content = blocks(&item.content);
                lines.push(format!("{mark} {}", content.next().unwrap_or_default()));
                lines.extend(content.map(|line| format!("  {line}")));
            }
        }
        Block::Table(table) => {
            lines.extend(table.caption().map(|caption| format!("= {caption}")));
            lines.extend(table.head().iter().map(|row| format!("|| {}", cells(row))));
            lines.extend(table.rows().iter().map(|row| format!("| {}", cells(row))));
            lines.extend(
                table
                    .notes()
                    .iter()
                    .map(|note| format!("= {}", marked(note))),
            );
        }
        _ => unreachable!("labels have no such blocks"),
    }
}

/// The cells of a row, their lines between slashes and their spans in brackets.
fn cells(row: &Row) -> String {
    let cells = row.iter().map(|cell| {
        let lines: Vec<_> = blocks(&cell.content).collect();
        let spans = match (cell.colspan, cell.rowspan) {
            (1, 1) => String::new(),
            (columns, rows) => format!(" <{columns}x{rows}>"),
        };
        format!("{}{spans}", lines.join(" / "))
    });
    cells.collect::<Vec<_>>().join(" | ")
}

/// A paragraph with signs where its marks begin and end.
fn marked(prose: &Prose) -> String {
    let mut chars: Vec<String> = prose.as_str().chars().map(String::from).collect();
    chars.push(String::new());
    // The inner ones first, so that the outer lie around them.
    for mark in prose.marks().iter().rev() {
        let sign = match mark.kind {
            MarkKind::Strong => "**",
            MarkKind::Emphasis => "_",
            MarkKind::Code => "`",
            MarkKind::Link => "^",
        };
        let url = mark
            .url
            .as_ref()
            .map_or(String::new(), |url| format!("({url})"));
        chars[mark.start].insert_str(0, sign);
        let end = format!("{sign}{url}");
        chars[mark.end - 1].push_str(&end);
    }
    chars.concat()
}
