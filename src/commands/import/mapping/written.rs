//! The mapping that the first import writes, for people to edit. Entry point: [`Mapping::to_text`].

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Key, Table, value};

use super::Mapping;
use crate::commands::table::{LIST_SEPARATOR, Sheet, UnknownWords, fold};
use crate::edit::{FieldPath, Fields};
use crate::text::visible_line;

impl Mapping {
    /// The mapping as a file, in the order of the headings.
    pub(in crate::commands::import) fn to_text(
        &self,
        sheet: &Sheet,
        table: &str,
        fields: &Fields<'_>,
        unknown: &UnknownWords,
    ) -> String {
        let mut text = format!(
            "# How `vitrine import` reads `{}`: written by the first import; edit it as you need.\n\n\
             # The line of the headings; lines above it are ignored.\n\
             headings = {}\n\n\
             # The separator of several values in one cell.\n\
             between = {}\n\n\
             # What 03/04/2026 means: \"day-first\" (3 April) or \"month-first\" (4 March).\n\
             dates = \"{}\"\n\n\
             # What 1,490 means, where the other numbers of the column do not show it: \",\" for 1.49, \".\" for 1490.\n\
             # decimal = \".\"\n\n\
             # The folder for new records below `partners/`; \"\" is `partners/` itself.\n\
             folder = \"\"\n\n\
             # Each heading with its field of the record; \"\" leaves the column out.\n\
             # Fields are named as in a record: name, summary.{}, programmes.<programme>.tier, offices.1.city, \
             contacts.1.email.\n\
             # specializations.*.id accepts several words in one cell.\n\
             # contacts.1.person is published only with contacts.1.consent, the date on which the person agreed.\n\
             [columns]\n",
            visible_line(table),
            self.headings.unwrap_or(1),
            quoted(&self.separator.unwrap_or(LIST_SEPARATOR).to_string()),
            if self.month_first {
                "month-first"
            } else {
                "day-first"
            },
            fields.records.languages[0],
        );
        let mut columns = Table::new();
        for heading in &sheet.headings {
            let heading = heading.text.trim();
            if let Some(field) = self.columns.get(heading) {
                let field = field.as_ref().map(FieldPath::to_string);
                columns.insert(heading, value(field.unwrap_or_default()));
            }
        }
        text.push_str(&columns.to_string());
        text.push_str(
            "\n# Words in cells, and the word of the project that they mean: \"Platinium\" = \"platinum\"; \
             \"\" leaves the word out.\n\
             # They are used where a cell has no meaning without them. Words of one field are in another table, such as \
             [words.types].\n\
             [words]\n",
        );
        let mut of_fields: BTreeMap<&str, String> = BTreeMap::new();
        let elsewhere = self.fields_of_words(sheet, unknown);
        for (word, fields) in unknown {
            for (field, kind) in fields {
                let line = format!("# {} = \"…\"", quoted(word));
                let line = format!("{line:38} # unknown {kind}\n");
                let others = elsewhere.get(&fold(word));
                if others.is_some_and(|others| others.iter().any(|other| other != field)) {
                    of_fields.entry(field).or_default().push_str(&line);
                } else {
                    text.push_str(&line);
                }
            }
        }
        for (field, lines) in of_fields {
            let key = Key::new(field);
            text.push_str(&format!("\n[words.{key}]\n{lines}"));
        }
        text.push_str(
            "\n# Default values for new records: types = \"reseller\", status = \"draft\".\n\
             [new]\n",
        );
        let mut new = Table::new();
        for (path, default) in &self.new {
            new.insert(&path.to_string(), value(default));
        }
        text + &new.to_string()
    }

    /// The fields in whose columns unknown words are, by folded word.
    fn fields_of_words(
        &self,
        sheet: &Sheet,
        unknown: &UnknownWords,
    ) -> BTreeMap<String, BTreeSet<String>> {
        let mut fields: BTreeMap<String, BTreeSet<String>> = unknown
            .keys()
            .map(|word| (fold(word), BTreeSet::new()))
            .collect();
        if fields.is_empty() {
            return fields;
        }
        for (column, heading) in sheet.headings.iter().enumerate() {
            let Some(field) = self.field(&heading.text).map(FieldPath::to_string) else {
                continue;
            };
            for cell in sheet.rows.iter().filter_map(|row| row.get(column)) {
                if let Some(others) = fields.get_mut(&fold(&cell.text))
                    && !others.contains(&field)
                {
                    others.insert(field.clone());
                }
            }
        }
        fields
    }
}

/// A text as a string of TOML in one line: a line end in a cell does not begin a line of the file.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
