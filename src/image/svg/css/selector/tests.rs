use usvg::roxmltree::{Document, Node};

use super::{Combinator, Selector, Steps};

/// Whether a selector matches, by trying every way.
fn matches_in_any_way(selector: &Selector, count: usize, node: Node<'_, '_>) -> bool {
    let steps = Steps::new();
    let Some((combinator, parts)) = count.checked_sub(1).map(|last| &selector.compounds[last])
    else {
        return true;
    };
    if !parts.iter().all(|part| part.matches(node, &steps)) {
        return false;
    }
    let before: Vec<Node<'_, '_>> = match combinator {
        _ if count == 1 => return true,
        Combinator::Child => node.parent_element().into_iter().collect(),
        Combinator::Descendant => node.ancestors().skip(1).filter(Node::is_element).collect(),
        Combinator::NextSibling => node.prev_sibling_element().into_iter().collect(),
        Combinator::LaterSibling => {
            let first = node.prev_sibling_element();
            std::iter::successors(first, Node::prev_sibling_element).collect()
        }
    };
    let mut before = before.into_iter();
    before.any(|node| matches_in_any_way(selector, count - 1, node))
}

#[test]
fn skips_no_way_in_which_a_selector_matches() {
    let xml =
        "<a><b/><c><a><b><a/></b><c><b/><a/><b/></c></a></c><b><c><b/></c><a><b/></a></b></a>";
    let document = Document::parse(xml).unwrap();
    let names = ["a", "b", "c"];
    let combinators = [" ", " > ", " + ", " ~ "];
    let mut count = 0;
    for index in 0..(27 * 64 * 3) {
        let mut rest = index;
        let mut take = |of: usize| {
            let part = rest % of;
            rest /= of;
            part
        };
        let mut text = names[take(3)].to_owned();
        for _ in 0..3 {
            text += combinators[take(4)];
            text += names[take(3)];
        }
        let list = Selector::parse_list(&text, None).unwrap();
        for node in document.descendants().filter(Node::is_element) {
            let steps = Steps::new();
            let expected = matches_in_any_way(&list[0], list[0].compounds.len(), node);
            assert_eq!(list[0].matches(node, &steps), expected, "{text}");
            count += usize::from(expected);
        }
    }
    assert!(count > 300, "{count}");
}

#[test]
fn tries_no_way_twice() {
    let xml = format!("{}<b/>{}", "<a>".repeat(100), "</a>".repeat(100));
    let document = Document::parse(&xml).unwrap();
    let node = document.descendants().find(|node| node.has_tag_name("b"));
    let text = format!("c {} b", "a ".repeat(50));
    let list = Selector::parse_list(&text, None).unwrap();
    let steps = Steps::new();
    assert!(!list[0].matches(node.unwrap(), &steps));
    assert!(Steps::new().0.get() - steps.0.get() < 1_000);
}
