//! Lists and tables of YAML, which go over several lines. Entry point: [`block`].

use super::{LINE_AT_MOST, Repair, is_toml, key, split_comment, split_entry, value};

/// How many lines are read.
const LINES_AT_MOST: usize = 200;

/// Lines of YAML below a key without a value: `types:`, `- reseller`. Returns what is wrong with the first line, and how
/// many of the lines that follow belong to it.
pub(in super::super) fn block<'a>(
    first: &str,
    following: impl Iterator<Item = &'a str>,
) -> Option<(Repair, usize)> {
    let text = split_comment(first).0.trim();
    let key_text = text.strip_suffix([':', '='])?.trim_end();
    let key_name = key(key_text)?.text;
    let mut items = Vec::new();
    let mut entries = Vec::new();
    let following: Vec<&str> = following.take(LINES_AT_MOST).collect();
    if let Some(item) = following
        .first()
        .and_then(|line| line.trim().strip_prefix("- "))
        && item
            .split_once(": ")
            .is_some_and(|(name, _)| key(name).is_some())
    {
        let is_inner = |line: &&&str| line.starts_with([' ', '\t', '-']) || line.is_empty();
        let start = first.len() - first.trim_start().len();
        let repair = Repair {
            message: "a list of tables has a header for each of its tables".to_owned(),
            help: format!("write `[[{key_name}]]` above each, and its lines as `key = value`"),
            range: start..first.trim_end().len(),
        };
        return Some((repair, following.iter().take_while(is_inner).count()));
    }
    for line in following {
        let is_inner = line.starts_with([' ', '\t', '-', '*']) && !line.trim().is_empty();
        let body = split_comment(line).0.trim();
        if let Some(item) = body.strip_prefix("- ").or_else(|| body.strip_prefix("* ")) {
            items.push(
                value::readings(item.trim())?
                    .options
                    .into_iter()
                    .next()?
                    .value,
            );
        } else if is_inner && items.is_empty() {
            let entry = split_entry(body)?;
            let value = value::readings(entry.value)?
                .options
                .into_iter()
                .next()?
                .value;
            entries.push(format!("{} = {value}", entry.key));
        } else {
            break;
        }
    }
    let (what, value) = match (&items[..], &entries[..]) {
        ([], []) => return None,
        (items, []) => (
            "a list is in square brackets",
            format!("[{}]", items.join(", ")),
        ),
        ([], entries) => (
            "a table is in braces",
            format!("{{ {} }}", entries.join(", ")),
        ),
        _ => return None,
    };
    let line = format!("{key_name} = {value}");
    if !is_toml(&line) {
        return None;
    }
    let help = match line.len() > LINE_AT_MOST || line.contains('`') {
        true => format!(
            "write `{key_name} = {}`",
            if items.is_empty() {
                "{ en = \"…\" }"
            } else {
                "[\"…\", \"…\"]"
            }
        ),
        false => format!("write `{line}`"),
    };
    let start = first.len() - first.trim_start().len();
    let repair = Repair {
        message: what.to_owned(),
        help,
        range: start..first.trim_end().len(),
    };
    Some((repair, items.len() + entries.len()))
}
