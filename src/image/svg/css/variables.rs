//! Custom properties: `--brand: #c00` and `var(--brand, red)`. Entry points: [`Variables::of_element`] and
//! [`Variables::substituted`].

use std::collections::BTreeMap;
use std::rc::Rc;

use super::selector::Steps;

/// The longest value after substitution: values of values grow without limit.
const MAX_LENGTH: usize = 16 << 10;
/// How deep values may refer to values.
const MAX_DEPTH: usize = 16;

/// The custom properties of an element, with those of the elements around it.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables(Rc<BTreeMap<String, String>>);

impl Variables {
    /// The initial values of the document.
    pub(super) fn initial(values: BTreeMap<String, String>) -> Self {
        Self(Rc::new(values))
    }

    /// The custom properties of an element that declares some; these are the ones around it.
    pub(super) fn of_element(&self, declared: &BTreeMap<String, String>, steps: &Steps) -> Self {
        if declared.is_empty() || !steps.take(self.0.len() as u64) {
            return self.clone();
        }
        let mut values = (*self.0).clone();
        for name in declared.keys() {
            match self.declared_value(name, declared, 0, steps) {
                Some(value) => values.insert(name.clone(), value),
                None => values.remove(name),
            };
        }
        Self(Rc::new(values))
    }

    fn declared_value(
        &self,
        name: &str,
        declared: &BTreeMap<String, String>,
        depth: usize,
        steps: &Steps,
    ) -> Option<String> {
        let Some(value) = declared.get(name) else {
            return self.0.get(name).cloned();
        };
        if depth == MAX_DEPTH {
            return None;
        }
        match value.as_str() {
            "initial" => None,
            "inherit" | "unset" => self.0.get(name).cloned(),
            value => substitute(value, depth, steps, &|name| {
                self.declared_value(name, declared, depth + 1, steps)
            }),
        }
    }

    /// A value with its references replaced; absent if one of them has no value.
    pub(super) fn substituted(&self, value: &str, steps: &Steps) -> Option<String> {
        substitute(value, 0, steps, &|name| self.0.get(name).cloned())
    }
}

/// The names of the custom properties that a value refers to.
pub(super) fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("var(").skip(1).map(|rest| {
        let end = rest.find([',', ')']).unwrap_or(rest.len());
        rest[..end].trim()
    })
}

/// Whether a value refers to custom properties, or to values of the browser.
pub(super) fn has_references(value: &str) -> bool {
    value.contains("var(") || value.contains("env(")
}

fn substitute(
    value: &str,
    depth: usize,
    steps: &Steps,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    if depth > MAX_DEPTH || value.len() > MAX_LENGTH {
        return None;
    }
    let mut text = String::new();
    let mut rest = value;
    while let Some(start) = ["var(", "env("]
        .iter()
        .filter_map(|function| rest.find(function))
        .min()
    {
        // Each reference is looked for in the rest of the value.
        if !steps.take(1 + rest.len() as u64 / 16) {
            return None;
        }
        let arguments = &rest[start + 4..];
        let (mut open, mut comma, mut end) = (1usize, None, arguments.len());
        for (index, byte) in arguments.bytes().enumerate() {
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        end = index;
                        break;
                    }
                }
                b',' if open == 1 => comma = comma.or(Some(index)),
                _ => {}
            }
        }
        let name = arguments[..comma.unwrap_or(end)].trim();
        let known = lookup(name).filter(|_| rest[start..].starts_with("var("));
        let replacement = match (known, comma) {
            (Some(known), _) => known,
            (None, Some(comma)) => {
                substitute(arguments[comma + 1..end].trim(), depth + 1, steps, lookup)?
            }
            (None, None) => return None,
        };
        text.push_str(&rest[..start]);
        text.push_str(&replacement);
        steps.take(replacement.len() as u64 / 16);
        if text.len() > MAX_LENGTH {
            return None;
        }
        rest = arguments.get(end + 1..).unwrap_or_default();
    }
    text.push_str(rest);
    Some(text)
}
