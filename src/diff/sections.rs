//! Which section of one entry is which of the other, and which were moved.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Placed;
use super::runs::{Run, runs};
use crate::entry::{Entry, Section};
use crate::name::fold;

/// The sections of two entries, at any depth, each before those in it.
pub(super) struct Sections<'a> {
    before: Vec<Node<'a>>,
    after: Vec<Node<'a>>,
    /// Those of the later entry that were moved, by place.
    moved: HashSet<usize>,
}

/// A section in its place.
pub(super) struct Node<'a> {
    pub(super) section: &'a Section,
    parent: Option<(usize, &'a Section)>,
    /// Its own place.
    at: usize,
    /// The place of the same section in the other entry.
    other: Option<usize>,
}

impl<'a> Node<'a> {
    /// The section with the one that it lies in.
    pub(super) fn placed(&self) -> Placed<'a> {
        Placed {
            section: self.section,
            parent: self.parent.map(|(_, section)| section),
        }
    }
}

/// The ways in which two sections may be the same one, the surest first: id; code and title; title;
/// code.
const WAYS: [fn(&Section) -> Option<String>; 4] = [
    |section| Some(section.id.to_string()),
    |section| {
        let code = section.code.as_ref()?;
        Some(format!("{code} {}", fold(section.title.as_str())))
    },
    |section| Some(fold(section.title.as_str())),
    |section| section.code.as_ref().map(ToString::to_string),
];

impl<'a> Sections<'a> {
    pub(super) fn of(before: &'a Entry, after: &'a Entry) -> Self {
        let mut sections = Self {
            before: Vec::new(),
            after: Vec::new(),
            moved: HashSet::new(),
        };
        take(&before.sections, None, &mut sections.before);
        take(&after.sections, None, &mut sections.after);
        for way in WAYS {
            sections.pair(way);
        }
        sections.find_moved();
        sections
    }

    /// Pairs those that this says are the same, in order.
    fn pair(&mut self, key: fn(&Section) -> Option<String>) {
        let mut free: HashMap<String, Vec<usize>> = HashMap::new();
        for node in self.before.iter().rev().filter(|it| it.other.is_none()) {
            if let Some(key) = key(node.section) {
                free.entry(key).or_default().push(node.at);
            }
        }
        for node in self.after.iter_mut().filter(|it| it.other.is_none()) {
            let same = key(node.section).and_then(|key| free.get_mut(&key)?.pop());
            if let Some(same) = same {
                node.other = Some(same);
                self.before[same].other = Some(node.at);
            }
        }
    }

    /// Finds the sections that lie in another section now, or after others.
    fn find_moved(&mut self) {
        // Those that stayed in one section: in their earlier order, and in their later one.
        let mut stayed: BTreeMap<Option<usize>, [Vec<usize>; 2]> = BTreeMap::new();
        for node in &self.after {
            let Some(other) = node.other else { continue };
            let parent = node.parent.map(|(at, _)| at);
            let parent_before = self.before[other].parent;
            let is_there = match (parent_before, parent) {
                (None, None) => true,
                (Some((before, _)), Some(_)) => self.before[before].other == parent,
                _ => false,
            };
            if is_there {
                stayed.entry(parent).or_default()[1].push(node.at);
            } else {
                self.moved.insert(node.at);
            }
        }
        for node in &self.before {
            let Some(other) = node.other.filter(|it| !self.moved.contains(it)) else {
                continue;
            };
            let parent = self.after[other].parent.map(|(at, _)| at);
            stayed.entry(parent).or_default()[0].push(other);
        }
        for orders in stayed.values() {
            for run in runs(&orders[0], &orders[1]) {
                if let Run::Different(_, come) = run {
                    self.moved.extend(&orders[1][come]);
                }
            }
        }
    }

    /// Whether this section of the later entry was moved.
    pub(super) fn is_moved(&self, after: &Node) -> bool {
        self.moved.contains(&after.at)
    }

    /// The sections in the order of the later entry, each as it was and as it is. Those that were
    /// removed stand after what was before them.
    pub(super) fn in_order(&self) -> Vec<(Option<&Node<'a>>, Option<&Node<'a>>)> {
        let mut removed: BTreeMap<Option<usize>, Vec<&Node>> = BTreeMap::new();
        let mut latest = None;
        for node in &self.before {
            match node.other {
                Some(other) => latest = Some(other),
                None => removed.entry(latest).or_default().push(node),
            }
        }
        let mut gone_after = |at| {
            let gone = removed.remove(&at).unwrap_or_default();
            gone.into_iter().map(|node| (Some(node), None))
        };
        let mut order: Vec<_> = gone_after(None).collect();
        for node in &self.after {
            let before = node.other.map(|at| &self.before[at]);
            order.push((before, Some(node)));
            order.extend(gone_after(Some(node.at)));
        }
        order
    }
}

fn take<'a>(
    sections: &'a [Section],
    parent: Option<(usize, &'a Section)>,
    nodes: &mut Vec<Node<'a>>,
) {
    for section in sections {
        let at = nodes.len();
        nodes.push(Node {
            section,
            parent,
            at,
            other: None,
        });
        take(&section.sections, Some((at, section)), nodes);
    }
}
