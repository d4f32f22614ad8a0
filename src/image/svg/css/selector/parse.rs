//! Parsing of selectors. Entry point: [`list`].

use std::rc::Rc;

use cssparser::{ParseError, Parser, Token, parse_nth};

use super::super::ParseResult;
use super::{AttributeTest, Combinator, Parent, Part, Selector};

/// How many parts a selector may have between its combinators: matching recurses over them.
const MAX_COMPOUNDS: usize = 128;

fn unknown<T>() -> ParseResult<T> {
    Err(ParseError::custom(()))
}

/// The selectors between commas.
pub(super) fn list(parser: &mut Parser<'_>, parent: Parent<'_>) -> ParseResult<Rc<[Selector]>> {
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
    if compounds.len() > MAX_COMPOUNDS {
        return unknown();
    }
    let dangles = combinator.is_some_and(|combinator| combinator != Combinator::Descendant);
    if compounds.is_empty() || dangles || (is_relative && parent.is_none()) {
        return unknown();
    }
    if let Some(parent) = parent.filter(|_| is_relative || !mentions_parent) {
        let parent = vec![Part::Is(Rc::clone(parent))];
        compounds.insert(0, (Combinator::Descendant, parent));
    }
    Ok(Selector::new(compounds))
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
    let selector = |parts| Selector::new(vec![(Combinator::Descendant, parts)]);
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
