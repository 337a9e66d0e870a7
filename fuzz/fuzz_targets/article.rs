//! Articles as they are published. Their words are kept as they are: but for blanks, every piece of
//! the entry stands so in the document.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stackwise::internals::ingest::Kind;
use stackwise::internals::text::Text;

fuzz_target!(|document: &[u8]| {
    let text = words(&stackwise_fuzz::decoded(document));
    for entry in stackwise_fuzz::read(document, Some(Kind::Article)) {
        let is_there = |piece: &str| assert!(text.contains(&words(piece)), "{piece}");
        is_there(entry.title.as_str());
        for section in entry.all_sections() {
            section.texts().into_iter().for_each(is_there);
        }
        entry
            .risks
            .iter()
            .for_each(|risk| is_there(risk.text.as_str()));
        let disclaimer = entry.disclaimer.as_ref().map_or("", Text::as_str);
        disclaimer.split(' ').for_each(is_there);
    }
});

/// Text with a blank wherever there are some, and after each bullet.
fn words(text: &str) -> String {
    let text = text.replace('•', "• ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
