//! Selectors of style sheets: read by [`Selector::parse_list`], matched by [`Selector::matches`].

mod parse;

use std::cell::Cell;
use std::rc::Rc;

use cssparser::Parser;
use usvg::roxmltree::Node;

use super::is_too_deep;

/// A selector such as `g > .name:not(:first-child)`.
#[derive(Debug, Clone)]
pub(super) struct Selector {
    /// From left to right; the combinator of the first is not used.
    compounds: Vec<(Combinator, Vec<Part>)>,
    /// Computed once: selectors within selectors share their parts.
    specificity: Specificity,
}

/// How many steps are left: a selector of many parts may be tried in more ways than there is time for.
#[derive(Debug)]
pub(super) struct Steps(Cell<u64>);

/// Enough for ten times the style sheets of the largest drawings seen; less in tests, which need not wait.
const MAX_STEPS: u64 = if cfg!(test) { 500_000 } else { 20_000_000 };

impl Steps {
    pub(super) fn new() -> Self {
        Self(Cell::new(MAX_STEPS))
    }

    /// Takes some steps; false if there are none left.
    pub(super) fn take(&self, count: u64) -> bool {
        self.0.set(self.0.get().saturating_sub(count));
        self.0.get() > 0
    }

    /// Whether none are left.
    pub(super) fn are_used_up(&self) -> bool {
        self.0.get() == 0
    }
}

/// How an element relates to the one before it in a selector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Combinator {
    Descendant,
    Child,
    NextSibling,
    LaterSibling,
}

/// One condition on an element.
#[derive(Debug, Clone)]
enum Part {
    Any,
    Tag(String),
    Id(String),
    Class(String),
    Attribute {
        name: String,
        test: Option<(AttributeTest, String)>,
    },
    Root,
    Empty,
    /// What a still picture never is, such as `:hover`.
    Never,
    Is(Rc<[Selector]>),
    Where(Rc<[Selector]>),
    Not(Rc<[Selector]>),
    Nth {
        step: i32,
        offset: i32,
        from_end: bool,
        of_type: bool,
    },
}

#[derive(Debug, Clone, Copy)]
enum AttributeTest {
    Equals,
    Includes,
    Dash,
    Prefix,
    Suffix,
    Substring,
}

/// Ids, then classes and attributes, then names of elements.
pub(super) type Specificity = [u32; 3];

/// The selectors of the rule around a nested one.
type Parent<'a> = Option<&'a Rc<[Selector]>>;

impl Selector {
    /// The selectors of a rule; absent if one of them is not understood. `parent` replaces `&`.
    pub(super) fn parse_list(text: &str, parent: Parent<'_>) -> Option<Rc<[Selector]>> {
        if is_too_deep(text) {
            return None;
        }
        parse::list(&mut Parser::new(text), parent).ok()
    }

    fn new(compounds: Vec<(Combinator, Vec<Part>)>) -> Self {
        let parts = compounds.iter().flat_map(|(_, parts)| parts);
        let specificity = parts.fold([0; 3], |sum: Specificity, part| {
            let more = match part {
                Part::Any | Part::Where(_) => [0; 3],
                Part::Tag(_) => [0, 0, 1],
                Part::Id(_) => [1, 0, 0],
                Part::Is(list) | Part::Not(list) => {
                    let all = list.iter().map(Selector::specificity);
                    all.max().unwrap_or_default()
                }
                _ => [0, 1, 0],
            };
            [0, 1, 2].map(|index| sum[index].saturating_add(more[index]))
        });
        Self {
            compounds,
            specificity,
        }
    }

    /// Which of two selectors for one element wins.
    pub(super) fn specificity(&self) -> Specificity {
        self.specificity
    }

    /// Whether the selector selects an element.
    pub(super) fn matches(&self, node: Node<'_, '_>, steps: &Steps) -> bool {
        self.matches_up_to(self.compounds.len(), node, steps) == Match::Yes
    }

    /// Whether the first parts match an element. As browsers do it, an element further up is tried only if it can change
    /// the answer: otherwise `a a a a …` would be tried in more ways than can be counted.
    fn matches_up_to(&self, count: usize, node: Node<'_, '_>, steps: &Steps) -> Match {
        if !steps.take(1) {
            return Match::Never;
        }
        let Some((combinator, parts)) = count.checked_sub(1).map(|last| &self.compounds[last])
        else {
            return Match::Yes;
        };
        if !parts.iter().all(|part| part.matches(node, steps)) {
            return Match::OtherSibling;
        }
        if count == 1 {
            return Match::Yes;
        }
        let is_sibling = matches!(
            combinator,
            Combinator::NextSibling | Combinator::LaterSibling
        );
        let mut next = node;
        loop {
            let candidate = match is_sibling {
                true => next.prev_sibling_element(),
                false => next.parent_element(),
            };
            next = match candidate {
                Some(candidate) => candidate,
                None if is_sibling => return Match::OtherAncestor,
                None => return Match::Never,
            };
            match (self.matches_up_to(count - 1, next, steps), combinator) {
                (result @ (Match::Yes | Match::Never), _)
                | (result, Combinator::NextSibling)
                | (result @ Match::OtherAncestor, Combinator::LaterSibling) => return result,
                (_, Combinator::Child) => return Match::OtherAncestor,
                (_, Combinator::Descendant | Combinator::LaterSibling) => {}
            }
        }
    }
}

/// Whether the first parts of a selector match, and if not, which other element may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    Yes,
    /// Another sibling, or another ancestor.
    OtherSibling,
    OtherAncestor,
    Never,
}

impl Part {
    fn matches(&self, node: Node<'_, '_>, steps: &Steps) -> bool {
        let any = |list: &[Selector]| list.iter().any(|selector| selector.matches(node, steps));
        match self {
            Part::Any => true,
            Part::Never => false,
            Part::Tag(name) => node.tag_name().name() == name,
            Part::Id(id) => node.attribute("id") == Some(id),
            Part::Class(class) => {
                let classes = node.attribute("class").unwrap_or_default();
                steps.take(classes.len() as u64 / 4)
                    && classes.split_ascii_whitespace().any(|one| one == class)
            }
            Part::Attribute { name, test } => {
                let mut attributes = node.attributes();
                let attribute = attributes.find(|attribute| attribute.name() == name);
                attribute.is_some_and(|attribute| {
                    test.as_ref().is_none_or(|(test, value)| {
                        steps.take(attribute.value().len() as u64 / 16)
                            && test.holds(attribute.value(), value)
                    })
                })
            }
            Part::Root => node.parent_element().is_none(),
            Part::Empty => !node
                .children()
                .any(|child| child.is_element() || child.is_text()),
            Part::Is(list) | Part::Where(list) => any(list),
            Part::Not(list) => !any(list),
            Part::Nth {
                step,
                offset,
                from_end,
                of_type,
            } => {
                let same = |other: &Node<'_, '_>| {
                    !*of_type || other.tag_name().name() == node.tag_name().name()
                };
                let others = |first, next: fn(&_) -> _| {
                    let others = std::iter::successors(first, next);
                    others.take_while(|_| steps.take(1)).filter(same).count()
                };
                let before = match from_end {
                    true => others(node.next_sibling_element(), Node::next_sibling_element),
                    false => others(node.prev_sibling_element(), Node::prev_sibling_element),
                };
                let rest = i64::try_from(before).unwrap_or(i64::MAX - 1) + 1 - i64::from(*offset);
                match i64::from(*step) {
                    0 => rest == 0,
                    step => rest % step == 0 && rest / step >= 0,
                }
            }
        }
    }
}

impl AttributeTest {
    fn holds(self, value: &str, expected: &str) -> bool {
        let is_part = !expected.is_empty();
        match self {
            AttributeTest::Equals => value == expected,
            AttributeTest::Includes => value.split_ascii_whitespace().any(|word| word == expected),
            AttributeTest::Dash => value
                .strip_prefix(expected)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
            AttributeTest::Prefix => is_part && value.starts_with(expected),
            AttributeTest::Suffix => is_part && value.ends_with(expected),
            AttributeTest::Substring => is_part && value.contains(expected),
        }
    }
}

#[cfg(test)]
mod tests;
