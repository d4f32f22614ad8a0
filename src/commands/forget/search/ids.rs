//! Ids of a partner in texts: in addresses and in cells of tables. Entry points: [`has_address`], [`has_cell`].

use crate::text::url::percent_decode;

/// What is before a cell: of tables, JSON and XML.
const BEFORE: [char; 8] = ['\n', ',', ';', '\t', '|', ':', '[', '>'];
/// What is after a cell.
const AFTER: [char; 9] = ['\n', '\r', ',', ';', '\t', '|', ']', '}', '<'];

/// Whether a text has the address of a partner's page or file.
pub(super) fn has_address(text: &str, id: &str) -> bool {
    let is_in = |text: &str| {
        ["partners/", "/p/"].iter().any(|folder| {
            let address = format!("{folder}{id}");
            let mut places = text.match_indices(&address);
            places.any(|(start, _)| !goes_on(&text[start + address.len()..]))
        })
    };
    is_in(text) || (text.contains('%') && is_in(&percent_decode(text)))
}

/// Whether an id goes on, so that it is another one: `zwickau-south`.
fn goes_on(rest: &str) -> bool {
    let mut rest = rest.trim_start_matches(['-', '_']).chars();
    rest.next().is_some_and(char::is_alphanumeric)
}

/// Whether a file is a table, or lists as tables do.
pub(super) fn is_table(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    ["csv", "tsv", "tab", "json", "xlsx", "ods"].contains(&extension.as_str())
}

/// Whether a table has a cell with nothing but the id.
pub(super) fn has_cell(text: &str, id: &str) -> bool {
    let is_padding = |c: char| matches!(c, ' ' | '"' | '\'' | '\u{feff}');
    let mut places = text.match_indices(id);
    places.any(|(start, _)| {
        let before = text[..start].trim_end_matches(is_padding);
        let after = text[start + id.len()..].trim_start_matches(is_padding);
        (before.is_empty() || before.ends_with(BEFORE))
            && (after.is_empty() || after.starts_with(AFTER))
    })
}

#[cfg(test)]
mod tests {
    use super::{has_address, has_cell};

    #[test]
    fn finds_an_id_in_addresses() {
        for text in [
            "https://a.example/en/partners/zwickau",
            "https://a.example/en/partners/zwickau?x",
            "(/p/zwickau)",
            "partners/zwickau.toml",
            "partners%2Fzwickau%2F",
        ] {
            assert!(has_address(text, "zwickau"), "{text}");
        }
        assert!(has_address("/partners/s%C3%B6hne", "söhne"));
        for text in ["/partners/zwickau-south/", "/partners/zwickauer", "zwickau"] {
            assert!(!has_address(text, "zwickau"), "{text}");
        }
    }

    #[test]
    fn finds_an_id_in_cells() {
        for table in [
            "zwickau",
            "programme,partner\nsolutions,zwickau\n",
            "solutions;\"zwickau\";x",
            "{\"partner\": \"zwickau\"}",
            "<t>zwickau</t>",
        ] {
            assert!(has_cell(table, "zwickau"), "{table}");
        }
        for table in ["near zwickau, east", "zwickau-south,x"] {
            assert!(!has_cell(table, "zwickau"), "{table}");
        }
    }
}
