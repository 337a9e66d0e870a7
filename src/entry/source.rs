//! Where the text of an entry comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Object;
use crate::text::Text;

/// Where openFDA gives its text of a label, by the set id.
pub const OPENFDA_LABELS: &str = "https://api.fda.gov/drug/label.json?search=set_id:";

/// Where an entry's text comes from. What is not known is left out, never made up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, from = "Object<ReadSource>")]
pub struct Source {
    /// Who published it; for a drug label its labeler.
    pub name: Text,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub authors: Vec<Text>,
    /// When it was published, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Text>,
    /// When it was last reviewed, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Text>,
    /// When it is to be reviewed again, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_due: Option<Text>,
    /// Under which terms it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<Text>,
    /// What it refers to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub references: Vec<Reference>,
    /// The set id of a drug label: the same for all its versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_id: Option<Text>,
    /// The version of a drug label in its set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Text>,
    /// The effective date of a drug label, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_date: Option<Text>,
    /// The document that a library which is kept to a folder has it from: its path in the git checkout
    /// or, where it was in none, in the folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Text>,
    /// The git commit in which that document says this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<Text>,
}

/// A publication that a text refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, from = "Object<ReadReference>")]
pub struct Reference {
    /// How the author names it.
    pub text: Text,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Text>,
}

impl Source {
    /// A source of which the name alone is known.
    #[must_use]
    pub fn named(name: Text) -> Self {
        Self {
            name,
            url: None,
            authors: Vec::new(),
            published: None,
            reviewed: None,
            review_due: None,
            license: None,
            references: Vec::new(),
            set_id: None,
            version: None,
            effective_date: None,
            path: None,
            commit: None,
        }
    }

    /// How new its text is: the day on which it became effective or, where that is not known, was last
    /// reviewed or published, as [`newness`] has it. 0 where no day is known.
    #[must_use]
    pub fn newness(&self) -> i64 {
        let days = [&self.effective_date, &self.reviewed, &self.published];
        let day = days.into_iter().flatten().next();
        day.map_or(0, |day| newness(day.as_str()))
    }

    /// Whether it is openFDA's text of a label, in which the structure of the label is lost.
    #[must_use]
    pub fn is_of_openfda(&self) -> bool {
        let url = self.url.as_ref().map_or("", Text::as_str);
        url.starts_with(OPENFDA_LABELS)
    }

    /// The same without authors, license and references, which may be long, and without the document
    /// that it was read from.
    #[must_use]
    pub fn in_short(&self) -> Self {
        Self {
            authors: Vec::new(),
            license: None,
            references: Vec::new(),
            path: None,
            commit: None,
            ..self.clone()
        }
    }
}

/// The number of a day that is written as `YYYY-MM-DD`: the later the greater. What is not known of it is
/// 0, as is what is written in another way.
#[must_use]
pub fn newness(day: &str) -> i64 {
    let mut parts = day.split('-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|_| is_number)
    };
    let Some(year) = number(4) else {
        return 0;
    };
    let Some(month) = number(2) else {
        return year * 10_000;
    };
    year * 10_000 + month * 100 + number(2).unwrap_or(0)
}

/// A source as it is read. What it shadows says where the entry was kept when it was printed, not what
/// it is, so that is ignored.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadSource {
    name: Text,
    url: Option<Text>,
    #[serde(default)]
    authors: Vec<Text>,
    published: Option<Text>,
    reviewed: Option<Text>,
    review_due: Option<Text>,
    license: Option<Text>,
    #[serde(default)]
    references: Vec<Reference>,
    set_id: Option<Text>,
    version: Option<Text>,
    effective_date: Option<Text>,
    path: Option<Text>,
    commit: Option<Text>,
    #[serde(rename = "shadows")]
    _shadows: Option<Text>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadReference {
    text: Text,
    url: Option<Text>,
}

impl From<Object<ReadSource>> for Source {
    fn from(Object(read): Object<ReadSource>) -> Self {
        Self {
            name: read.name,
            url: read.url,
            authors: read.authors,
            published: read.published,
            reviewed: read.reviewed,
            review_due: read.review_due,
            license: read.license,
            references: read.references,
            set_id: read.set_id,
            version: read.version,
            effective_date: read.effective_date,
            path: read.path,
            commit: read.commit,
        }
    }
}

impl From<Object<ReadReference>> for Reference {
    fn from(Object(read): Object<ReadReference>) -> Self {
        Self {
            text: read.text,
            url: read.url,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::newness;

    #[test]
    fn a_later_day_is_newer() {
        for (day, number) in [
            ("2026-04-06", 20_260_406),
            ("2026-04", 20_260_400),
            ("2026", 20_260_000),
            ("2026-4-6", 20_260_000),
            ("2026-+1-06", 20_260_000),
            ("2026-04-ab", 20_260_400),
            ("April 2026", 0),
            ("20260406", 0),
            ("", 0),
        ] {
            assert_eq!(newness(day), number, "{day}");
        }
    }
}
