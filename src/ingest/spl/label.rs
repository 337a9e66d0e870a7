//! What a label says about itself in its structured data: title, labeler and version.

use super::products;
use super::tree::Element;
use super::words::{gathered, slug, text};
use crate::entry::{ID_DIGITS, RiskLevel, RiskRating, Slug, Source};
use crate::ingest::draft::{Draft, Header};
use crate::text::Text;

/// Where the National Library of Medicine publishes labels, by their set ids.
const DAILYMED: &str = "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=";
/// How many bytes of the title are, so that an id is at most 33 columns wide.
const MAX_TITLE_BYTES: usize = 24;

/// The label's data. No label has a rating. What is missing is complained of.
pub fn header(document: &Element<'_>, draft: &mut Draft) -> Header {
    let mut expect = |value: Option<Text>, missing: &str| {
        if value.is_none() {
            draft.complain(document.offset, missing);
        }
        value
    };
    let products = products::of(document);
    let title = expect(
        products.iter().find_map(|product| products::name(product)),
        "the label names no product to take the title from",
    );
    let labeler = expect(labeler(document), "the label names no labeler");
    let set_id = expect(value(document, "setId", "root"), "the label has no set id");
    let digits = set_id.as_ref().and_then(|id| first_digits(id.as_str()));
    if let (Some(set_id), None) = (&set_id, &digits) {
        let message = format!("the set id \"{set_id}\" is not a UUID");
        let offset = document.child("setId").map_or(0, |element| element.offset);
        draft.complain(offset, message);
    }
    let url = |set_id: &Text| text(format!("{DAILYMED}{set_id}"));
    let about = products::about(document, &products);
    Header {
        id: title.as_ref().and_then(|title| entry_id(title, &digits?)),
        aliases: title.as_ref().map_or_else(Vec::new, |title| {
            products::other_names(&products, about.as_ref(), title)
        }),
        risk: Some(RiskRating {
            level: RiskLevel::Unknown,
            label: None,
        }),
        about,
        source: labeler.map(|name| Source {
            url: set_id.as_ref().and_then(url),
            set_id,
            version: value(document, "versionNumber", "value"),
            effective_date: effective_date(document),
            ..Source::named(name)
        }),
        title,
    }
}

/// Early labels may name only the manufacturer of the product.
fn labeler(document: &Element<'_>) -> Option<Text> {
    let author = [
        "author",
        "assignedEntity",
        "representedOrganization",
        "name",
    ];
    document.at(&author).and_then(gathered).or_else(|| {
        let mut elements = document.descendants();
        let maker = elements.find(|element| element.name == "manufacturerOrganization")?;
        gathered(maker.child("name")?)
    })
}

/// The attribute of one of the label's own elements.
fn value(document: &Element<'_>, element: &str, attribute: &str) -> Option<Text> {
    text(document.child(element)?.attribute(attribute)?.to_owned())
}

/// The beginning of a set id, in lower case, if it looks like the UUID that it should be.
pub fn first_digits(set_id: &str) -> Option<String> {
    let is_uuid = set_id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let digits = set_id.get(..ID_DIGITS)?;
    (is_uuid && !digits.contains('-')).then(|| digits.to_ascii_lowercase())
}

/// The title in as many whole words as fit before the digits.
pub fn entry_id(title: &Text, digits: &str) -> Option<Slug> {
    let title = slug(title.as_str(), MAX_TITLE_BYTES);
    let id = if title.is_empty() {
        digits.to_owned()
    } else {
        format!("{title}-{digits}")
    };
    Slug::try_from(id).ok()
}

/// The effective date of the label, or the first day of its effective period.
fn effective_date(document: &Element<'_>) -> Option<Text> {
    let time = document.child("effectiveTime")?;
    let low = || time.child("low")?.attribute("value");
    date(time.attribute("value").or_else(low)?)
}

/// The date that a time begins with.
pub fn date(time: &str) -> Option<Text> {
    let digits = time.trim().get(..8)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..]);
    let is_date = ("01"..="12").contains(&month) && ("01"..="31").contains(&day);
    is_date.then(|| text(format!("{year}-{month}-{day}")))?
}
