//! Selectors of style sheets: read by [`Selector::parse_list`], matched by [`Selector::matches`].

use std::cell::Cell;
use std::rc::Rc;

use cssparser::{ParseError, Parser, Token, parse_nth};
use usvg::roxmltree::Node;

use super::{ParseResult, is_too_deep};

/// A selector such as `g > .name:not(:first-child)`.
#[derive(Debug, Clone)]
pub(super) struct Selector {
    /// From left to right; the combinator of the first is not used.
    compounds: Vec<(Combinator, Vec<Part>)>,
}

/// How many steps are left: a selector of many parts may be tried in more ways than there is time for.
#[derive(Debug)]
pub(super) struct Steps(Cell<u64>);

impl Steps {
    /// Enough for a hundred times the style sheets of the largest drawings seen.
    pub(super) fn new() -> Self {
        Self(Cell::new(50_000_000))
    }

    /// Takes some steps; false if there are none left.
    fn take(&self, count: u64) -> bool {
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
        list(&mut Parser::new(text), parent).ok()
    }

    /// Which of two selectors for one element wins.
    pub(super) fn specificity(&self) -> Specificity {
        let parts = self.compounds.iter().flat_map(|(_, parts)| parts);
        parts.fold([0; 3], |sum, part| {
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
        })
    }

    /// Whether the selector selects an element.
    pub(super) fn matches(&self, node: Node<'_, '_>, steps: &Steps) -> bool {
        self.matches_up_to(self.compounds.len(), node, steps)
    }

    fn matches_up_to(&self, count: usize, node: Node<'_, '_>, steps: &Steps) -> bool {
        if !steps.take(1) {
            return false;
        }
        let Some((combinator, parts)) = count.checked_sub(1).map(|last| &self.compounds[last])
        else {
            return true;
        };
        if !parts.iter().all(|part| part.matches(node, steps)) {
            return false;
        }
        if count == 1 {
            return true;
        }
        let rest = |node: Node<'_, '_>| self.matches_up_to(count - 1, node, steps);
        match combinator {
            Combinator::Child => node.parent_element().is_some_and(rest),
            Combinator::Descendant => node.ancestors().skip(1).filter(Node::is_element).any(rest),
            Combinator::NextSibling => node.prev_sibling_element().is_some_and(rest),
            Combinator::LaterSibling => {
                std::iter::successors(node.prev_sibling_element(), Node::prev_sibling_element)
                    .any(rest)
            }
        }
    }
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
                classes.split_ascii_whitespace().any(|one| one == class)
            }
            Part::Attribute { name, test } => {
                let mut attributes = node.attributes();
                let attribute = attributes.find(|attribute| attribute.name() == name);
                attribute.is_some_and(|attribute| {
                    test.as_ref()
                        .is_none_or(|(test, value)| test.holds(attribute.value(), value))
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
                let before = if *from_end {
                    std::iter::successors(node.next_sibling_element(), Node::next_sibling_element)
                        .filter(same)
                        .count()
                } else {
                    std::iter::successors(node.prev_sibling_element(), Node::prev_sibling_element)
                        .filter(same)
                        .count()
                };
                if !steps.take(before as u64) {
                    return false;
                }
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

fn unknown<T>() -> ParseResult<T> {
    Err(ParseError::custom(()))
}

fn list(parser: &mut Parser<'_>, parent: Parent<'_>) -> ParseResult<Rc<[Selector]>> {
    let selectors = parser.parse_comma_separated(|parser| complex(parser, parent))?;
    Ok(selectors.into())
}

fn complex(parser: &mut Parser<'_>, parent: Parent<'_>) -> ParseResult<Selector> {
    let mut compounds: Vec<(Combinator, Vec<Part>)> = Vec::new();
    let mut combinator = None;
    let mut mentions_parent = false;
    let mut is_relative = false;
    while let Ok(token) = parser.next_including_whitespace().cloned() {
        let explicit = match token {
            Token::WhiteSpace(_) => {
                combinator = combinator.or(Some(Combinator::Descendant));
                continue;
            }
            Token::Delim('>') => Some(Combinator::Child),
            Token::Delim('+') => Some(Combinator::NextSibling),
            Token::Delim('~') => Some(Combinator::LaterSibling),
            _ => None,
        };
        if let Some(explicit) = explicit {
            if !matches!(combinator, None | Some(Combinator::Descendant)) {
                return unknown();
            }
            is_relative |= compounds.is_empty();
            combinator = Some(explicit);
            continue;
        }
        // A prefix of a namespace: there is only that of SVG.
        if matches!(token, Token::Delim('|')) {
            if let Some((_, parts)) = compounds.last_mut() {
                parts.pop();
            }
            continue;
        }
        mentions_parent |= matches!(token, Token::Delim('&'));
        let part = part(parser, &token, parent)?;
        match (combinator.take(), compounds.last_mut()) {
            (None, Some((_, parts))) => parts.push(part),
            (combinator, _) => {
                compounds.push((combinator.unwrap_or(Combinator::Descendant), vec![part]));
            }
        }
    }
    let dangles = combinator.is_some_and(|combinator| combinator != Combinator::Descendant);
    if compounds.is_empty() || dangles || (is_relative && parent.is_none()) {
        return unknown();
    }
    if let Some(parent) = parent.filter(|_| is_relative || !mentions_parent) {
        let parent = vec![Part::Is(Rc::clone(parent))];
        compounds.insert(0, (Combinator::Descendant, parent));
    }
    Ok(Selector { compounds })
}

fn part(parser: &mut Parser<'_>, token: &Token<'_>, parent: Parent<'_>) -> ParseResult<Part> {
    Ok(match token {
        Token::Delim('*') => Part::Any,
        Token::Delim('&') => parent.map_or(Part::Root, |parent| Part::Is(Rc::clone(parent))),
        Token::Ident(name) => Part::Tag(name.to_string()),
        Token::IDHash(id) | Token::Hash(id) => Part::Id(id.to_string()),
        Token::Delim('.') => match parser.next_including_whitespace()? {
            Token::Ident(class) => Part::Class(class.to_string()),
            _ => return unknown(),
        },
        Token::SquareBracketBlock => parser.parse_nested_block(attribute)?,
        Token::Colon => match parser.next_including_whitespace()?.clone() {
            Token::Ident(name) => pseudo_class(&name.to_ascii_lowercase())?,
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                parser.parse_nested_block(|parser| function(parser, &name, parent))?
            }
            // A pseudo-element: SVG has none that are drawn.
            Token::Colon => {
                parser.expect_ident()?;
                Part::Never
            }
            _ => return unknown(),
        },
        _ => return unknown(),
    })
}

fn attribute(parser: &mut Parser<'_>) -> ParseResult<Part> {
    let name = parser.expect_ident()?.to_string();
    let test = match parser.next() {
        Err(_) => return Ok(Part::Attribute { name, test: None }),
        Ok(Token::Delim('=')) => AttributeTest::Equals,
        Ok(Token::IncludeMatch) => AttributeTest::Includes,
        Ok(Token::DashMatch) => AttributeTest::Dash,
        Ok(Token::PrefixMatch) => AttributeTest::Prefix,
        Ok(Token::SuffixMatch) => AttributeTest::Suffix,
        Ok(Token::SubstringMatch) => AttributeTest::Substring,
        Ok(_) => return unknown(),
    };
    let value = parser.expect_ident_or_string()?.to_string();
    parser.expect_exhausted()?;
    let test = Some((test, value));
    Ok(Part::Attribute { name, test })
}

fn pseudo_class(name: &str) -> ParseResult<Part> {
    let nth = |from_end, of_type| Part::Nth {
        step: 0,
        offset: 1,
        from_end,
        of_type,
    };
    let selector = |parts| Selector {
        compounds: vec![(Combinator::Descendant, parts)],
    };
    Ok(match name {
        "root" | "scope" => Part::Root,
        "empty" => Part::Empty,
        "first-child" => nth(false, false),
        "last-child" => nth(true, false),
        "first-of-type" => nth(false, true),
        "last-of-type" => nth(true, true),
        "only-child" => Part::Is(Rc::new([selector(vec![
            nth(false, false),
            nth(true, false),
        ])])),
        "only-of-type" => Part::Is(Rc::new([selector(vec![nth(false, true), nth(true, true)])])),
        "hover" | "focus" | "focus-within" | "focus-visible" | "active" | "visited" | "link"
        | "any-link" | "target" | "checked" | "disabled" | "before" | "after" => Part::Never,
        _ => return unknown(),
    })
}

fn function(parser: &mut Parser<'_>, name: &str, parent: Parent<'_>) -> ParseResult<Part> {
    let mut nth = |from_end, of_type| {
        let (step, offset) = parse_nth(parser)?;
        parser.expect_exhausted()?;
        Ok(Part::Nth {
            step,
            offset,
            from_end,
            of_type,
        })
    };
    // Selectors within parentheses are not relative to the parent.
    match name {
        "nth-child" => nth(false, false),
        "nth-last-child" => nth(true, false),
        "nth-of-type" => nth(false, true),
        "nth-last-of-type" => nth(true, true),
        "is" | "matches" | "-webkit-any" | "-moz-any" => Ok(Part::Is(inner(parser, parent)?)),
        "where" => Ok(Part::Where(inner(parser, parent)?)),
        "not" => Ok(Part::Not(inner(parser, parent)?)),
        _ => unknown(),
    }
}

/// The selectors within `:is(…)`, where `&` is the parent.
fn inner(parser: &mut Parser<'_>, parent: Parent<'_>) -> ParseResult<Rc<[Selector]>> {
    let text = {
        let start = parser.position();
        while parser.next_including_whitespace().is_ok() {}
        parser.slice_from(start)
    };
    let mentions_parent = text.contains('&');
    list(&mut Parser::new(text), parent.filter(|_| mentions_parent))
}
