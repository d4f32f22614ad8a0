//! Style sheets as browsers read them: nested rules, layers, and the at-rules that do not depend on the visitor. Built by
//! [`StyleSheet::new`].

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Lost;
use super::condition;
use super::selector::Selector;

/// How deep rules may be nested.
const MAX_DEPTH: usize = 32;
/// How many layers a layer may have: each is looked up by its name.
const MAX_LAYERS: usize = 256;

/// A value of a property, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CssDeclaration {
    /// In lowercase, except for custom properties.
    pub(super) name: String,
    pub(super) value: String,
    pub(super) is_important: bool,
}

/// The rank of a layer: ranks are compared part by part, and a rule outside of all layers wins.
pub(super) type CssLayer = Rc<[usize]>;

/// Declarations for the elements that selectors select.
pub(super) struct Rule {
    pub(super) selectors: Rc<[Selector]>,
    pub(super) declarations: Vec<CssDeclaration>,
    pub(super) layer: CssLayer,
}

/// All rules of a document, in their order.
#[derive(Default)]
pub(super) struct StyleSheet {
    pub(super) rules: Vec<Rule>,
    /// The initial values of custom properties that `@property` registers.
    pub(super) initial: BTreeMap<String, String>,
    layers: LayerTree,
}

/// The layers within a layer, in the order of their first mention.
#[derive(Default)]
struct LayerTree(Vec<(String, LayerTree)>);

/// The place of a rule.
#[derive(Clone)]
struct RuleScope {
    parent: Option<Rc<[Selector]>>,
    /// The names of the layers around it.
    layers: Vec<String>,
    depth: usize,
}

/// A part of a style sheet.
enum Item<'a> {
    Block { prelude: &'a str, body: &'a str },
    Statement(&'a str),
}

impl StyleSheet {
    /// Reads the texts of the style sheets of a document.
    pub(super) fn new(texts: &[String], lost: &mut Lost) -> Self {
        let mut sheet = Self::default();
        for text in texts {
            let text = without_comments(text);
            let scope = RuleScope {
                parent: None,
                layers: Vec::new(),
                depth: 0,
            };
            sheet.read(&text, &scope, lost);
        }
        sheet
    }

    fn read(&mut self, css: &str, scope: &RuleScope, lost: &mut Lost) {
        if scope.depth > MAX_DEPTH {
            lost.style("rules nested too deeply");
            return;
        }
        let mut declarations = Vec::new();
        for item in items(css) {
            match item {
                Item::Statement(text) if text.starts_with('@') => {
                    self.statement(text, scope, lost);
                }
                Item::Statement(text) => declarations.extend(declaration(text)),
                Item::Block { prelude, body } => {
                    self.push(std::mem::take(&mut declarations), scope);
                    let inside = RuleScope {
                        depth: scope.depth + 1,
                        ..scope.clone()
                    };
                    if let Some(at_rule) = prelude.strip_prefix('@') {
                        self.at_rule(at_rule, body, inside, lost);
                    } else if !prelude.starts_with("--") {
                        match Selector::parse_list(prelude, scope.parent.as_ref()) {
                            Some(selectors) => {
                                let inside = RuleScope {
                                    parent: Some(selectors),
                                    ..inside
                                };
                                self.read(body, &inside, lost);
                            }
                            None => lost.style(prelude),
                        }
                    }
                }
            }
        }
        self.push(declarations, scope);
    }

    fn push(&mut self, declarations: Vec<CssDeclaration>, scope: &RuleScope) {
        let Some(selectors) = &scope.parent else {
            return;
        };
        if !declarations.is_empty() {
            // Layers are ranked when all are known.
            let layer = self.layers.rank(&scope.layers);
            self.rules.push(Rule {
                selectors: Rc::clone(selectors),
                declarations,
                layer,
            });
        }
    }

    /// An at-rule without a block.
    fn statement(&mut self, text: &str, scope: &RuleScope, lost: &mut Lost) {
        if let Some(names) = text.strip_prefix("@layer") {
            for name in names.split(',') {
                let path = layer_path(&scope.layers, name);
                if path.len() > MAX_DEPTH || self.layers.0.len() == MAX_LAYERS {
                    return lost.style("more layers than are known");
                }
                self.layers.rank(&path);
            }
        }
    }

    fn at_rule(&mut self, rule: &str, body: &str, inside: RuleScope, lost: &mut Lost) {
        let end = rule
            .find(|c: char| c.is_whitespace() || c == '(')
            .unwrap_or(rule.len());
        let (name, condition) = (rule[..end].to_ascii_lowercase(), rule[end..].trim());
        let applies = match name.as_str() {
            "media" => condition::media(condition),
            "supports" => condition::supports(condition),
            "layer" => {
                let mut layers = layer_path(&inside.layers, condition);
                if condition.is_empty() {
                    // A layer without a name is different from all others.
                    layers.push(format!("{:p}", body.as_ptr()));
                }
                if layers.len() > MAX_DEPTH {
                    lost.style("layers nested too deeply");
                    return;
                }
                return self.read(body, &RuleScope { layers, ..inside }, lost);
            }
            "property" => {
                let initial = declarations(body)
                    .into_iter()
                    .rfind(|declaration| declaration.name == "initial-value");
                if let Some(initial) = initial {
                    self.initial.insert(condition.to_owned(), initial.value);
                }
                return;
            }
            // Fonts and animations have a message of their own.
            "font-face" | "page" | "charset" | "namespace" | "counter-style" => return,
            _ if name.ends_with("keyframes") => return lost.animation(),
            _ => condition::Truth::Unknown,
        };
        match applies {
            condition::Truth::True => self.read(body, &inside, lost),
            condition::Truth::False => {}
            condition::Truth::Unknown => lost.style(&format!("@{rule}")),
        }
    }
}

impl LayerTree {
    /// The rank of a layer, which is added if it is new. Beyond the most that are known, all have the rank of the last.
    fn rank(&mut self, path: &[String]) -> CssLayer {
        let mut rank = Vec::with_capacity(path.len() + 1);
        let mut tree = self;
        for name in path {
            let position = tree.0.iter().position(|(known, _)| known == name);
            let position = position.unwrap_or_else(|| {
                if tree.0.len() == MAX_LAYERS {
                    return MAX_LAYERS - 1;
                }
                tree.0.push((name.clone(), LayerTree::default()));
                tree.0.len() - 1
            });
            rank.push(position);
            tree = &mut tree.0[position].1;
        }
        // Rules of a layer win over those of the layers within it.
        rank.push(usize::MAX);
        rank.into()
    }
}

/// The names of the layers `a.b` within other layers.
fn layer_path(around: &[String], name: &str) -> Vec<String> {
    let names = name
        .split('.')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    around
        .iter()
        .cloned()
        .chain(names.map(str::to_owned))
        .collect()
}

/// The declarations of a `style` attribute.
pub(super) fn declarations(css: &str) -> Vec<CssDeclaration> {
    let css = without_comments(css);
    let statements = items(&css).into_iter().filter_map(|item| match item {
        Item::Statement(text) => declaration(text),
        Item::Block { .. } => None,
    });
    statements.collect()
}

fn declaration(text: &str) -> Option<CssDeclaration> {
    let (name, value) = text.split_once(':')?;
    let name = name.trim();
    let (value, is_important) = match value.rsplit_once('!') {
        Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => (value, true),
        _ => (value, false),
    };
    let name = if name.starts_with("--") {
        name.to_owned()
    } else {
        name.to_ascii_lowercase()
    };
    let value = value.trim().to_owned();
    let is_empty = value.is_empty() && !name.starts_with("--");
    (!is_empty && !name.contains(char::is_whitespace)).then_some(CssDeclaration {
        name,
        value,
        is_important,
    })
}

fn without_comments(css: &str) -> String {
    let css = css.replace("<!--", " ").replace("-->", " ");
    let mut text = String::with_capacity(css.len());
    let (mut rest, mut quote) = (css.as_str(), None);
    while let Some(character) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") {
            rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
            text.push(' ');
            continue;
        }
        let length = match character {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            character => character.len_utf8(),
        };
        match quote {
            Some(open) if open == character || character == '\n' => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            _ => {}
        }
        text.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    text
}

/// The blocks and statements of a style sheet or of a rule.
fn items(css: &str) -> Vec<Item<'_>> {
    let bytes = css.as_bytes();
    let mut items = Vec::new();
    let (mut start, mut index) = (0, 0);
    // How many parentheses and braces are open, and where the block began.
    let (mut parentheses, mut braces, mut block) = (0usize, 0usize, 0);
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index += 1,
            quote @ (b'"' | b'\'') => {
                let rest = &bytes[index + 1..];
                let mut escaped = false;
                let end = rest.iter().position(|&byte| {
                    let ends = !escaped && (byte == quote || byte == b'\n');
                    escaped = !escaped && byte == b'\\';
                    ends
                });
                index += end.map_or(rest.len(), |end| end + 1);
            }
            b'(' | b'[' => parentheses += 1,
            b')' | b']' => parentheses = parentheses.saturating_sub(1),
            b'{' if parentheses == 0 => {
                if braces == 0 {
                    block = index;
                }
                braces += 1;
            }
            b'}' if parentheses == 0 => {
                match braces {
                    1 => items.push(Item::Block {
                        prelude: css[start..block].trim(),
                        body: &css[block + 1..index],
                    }),
                    0 => {}
                    _ => {
                        braces -= 1;
                        index += 1;
                        continue;
                    }
                }
                braces = 0;
                start = index + 1;
            }
            b';' if parentheses == 0 && braces == 0 => {
                items.push(Item::Statement(css[start..index].trim()));
                start = index + 1;
            }
            _ => {}
        }
        index += 1;
    }
    if braces > 0 {
        // Browsers close what is open at the end.
        items.push(Item::Block {
            prelude: css[start..block].trim(),
            body: &css[block + 1..],
        });
    } else {
        items.push(Item::Statement(css[start.min(css.len())..].trim()));
    }
    items
}
