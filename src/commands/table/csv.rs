//! CSV as spreadsheets write it: rows of cells with their positions. Entry points: [`read`], [`write`](fn@write).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use csv::ReaderBuilder;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// A table: its headings and its rows.
#[derive(Debug)]
pub(in crate::commands) struct Sheet {
    pub(in crate::commands) delimiter: char,
    pub(in crate::commands) headings: Vec<Cell>,
    pub(in crate::commands) rows: Vec<Vec<Cell>>,
}

/// The text of a cell, and its position.
#[derive(Debug, Clone)]
pub(in crate::commands) struct Cell {
    pub(in crate::commands) text: String,
    pub(in crate::commands) span: Span,
}

/// How many columns a table may have.
const MAX_COLUMNS: usize = 1_000;
/// How many rows a table may have.
pub(in crate::commands) const MAX_ROWS: usize = 100_000;
/// How many cells a table may have.
const MAX_CELLS: usize = 4_000_000;
/// How many rows may be above the headings: a title, a date, groups of columns.
const MAX_ROWS_ABOVE_HEADINGS: usize = 12;

impl Sheet {
    /// All rows, the headings first.
    pub(in crate::commands) fn all_rows(&self) -> impl Iterator<Item = &Vec<Cell>> {
        std::iter::once(&self.headings).chain(&self.rows)
    }

    /// The texts of the rows that may hold the headings.
    pub(in crate::commands) fn top_rows(&self) -> Vec<Vec<&str>> {
        fn texts(row: &[Cell]) -> Vec<&str> {
            row.iter().map(|cell| cell.text.as_str()).collect()
        }
        self.all_rows()
            .take(MAX_ROWS_ABOVE_HEADINGS)
            .map(|row| texts(row))
            .collect()
    }

    /// Makes the row at a position the headings, and drops the rows above it. Returns its first cell.
    pub(in crate::commands) fn set_headings(&mut self, row: usize) -> &Cell {
        if row > 0 && row <= self.rows.len() {
            self.headings = self.rows.drain(..row).next_back().unwrap_or_default();
        }
        self.name_columns();
        &self.headings[0]
    }

    /// Gives every column with values a heading: `Phone (2)` to the second `Phone`, `column 3` to the third
    /// without a heading.
    fn name_columns(&mut self) {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for index in 0..self.headings.len() {
            let mut name = self.headings[index].text.trim().to_owned();
            if name.is_empty() {
                let mut cells = self.rows.iter().filter_map(|row| row.get(index));
                if cells.all(|cell| cell.text.trim().is_empty()) {
                    continue;
                }
                name = format!("column {}", index + 1);
            }
            let mut unique = name.clone();
            let mut number = 1;
            while !names.insert(unique.clone()) {
                number += 1;
                unique = format!("{name} ({number})");
            }
            self.headings[index].text = unique;
        }
    }
}

/// Reads a table. A quotation mark without an end and a table that is too large are errors, and nothing is read.
pub(in crate::commands) fn read(
    text: &str,
    file: FileId,
    delimiter: Option<char>,
    problems: &mut Diagnostics,
) -> Option<Sheet> {
    let (found, start_of_table) = find_delimiter(text);
    let delimiter = delimiter.unwrap_or(found);
    let body = &text[start_of_table..];
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(body.as_bytes());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut cell_count = 0;
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let start = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        // Spreadsheets may write empty cells up to their last column.
        let is_used = |index: &usize| {
            record
                .get(*index)
                .is_some_and(|cell| !cell.trim().is_empty())
        };
        let used = (0..record.len())
            .rev()
            .find(is_used)
            .map_or(0, |last| last + 1);
        cell_count += used;
        if let Some((message, help)) = too_large(used, rows.len(), cell_count) {
            let span = file.span(start_of_table + start..start_of_table + start);
            problems.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
            return None;
        }
        let count = record.len().min(MAX_COLUMNS);
        let ranges = cell_ranges(body, start, delimiter, count);
        let cells = record.iter().zip(ranges).map(|(text, range)| Cell {
            text: without_text_formula(text)
                .replace("\r\n", "\n")
                .replace('\r', "\n"),
            span: file.span(start_of_table + range.start..start_of_table + range.end),
        });
        let cells: Vec<Cell> = cells.collect();
        if let Some(open) = cells.iter().find(|cell| is_open(text, cell.span)) {
            let message = "the quotation mark has no end";
            let help = "write another one at the end of the cell, or delete this one";
            let mark = Span {
                end: open.span.start + 1,
                ..open.span
            };
            problems.push(Diagnostic::new(Code::InvalidValue, mark, message).help(help));
            return None;
        }
        if cells.iter().any(|cell| !cell.text.trim().is_empty()) {
            rows.push(cells);
        }
    }
    if rows.is_empty() {
        let message = "the file has no rows";
        problems.push(Diagnostic::new(Code::InvalidValue, file.start(), message));
        return None;
    }
    let headings = rows.remove(0);
    Some(Sheet {
        delimiter,
        headings,
        rows,
    })
}

/// Why a table is too large, and what to do, if it is.
fn too_large(columns: usize, rows: usize, cells: usize) -> Option<(String, &'static str)> {
    let parts = "import it in parts";
    if columns > MAX_COLUMNS {
        let message = format!("the row has {columns} cells, and at most {MAX_COLUMNS} are read");
        return Some((message, "delete the columns that are not needed"));
    }
    if rows > MAX_ROWS {
        return Some((format!("the table has more than {MAX_ROWS} rows"), parts));
    }
    let message = || format!("the table has more than {MAX_CELLS} cells");
    (cells > MAX_CELLS).then(|| (message(), parts))
}

/// Whether a character can be between cells.
pub(in crate::commands) fn is_delimiter(c: char) -> bool {
    (c.is_ascii_punctuation() || matches!(c, ' ' | '\t')) && c != '"'
}

/// The delimiter of the cells, and where the table begins: Excel may name it in a first line `sep=;`.
fn find_delimiter(text: &str) -> (char, usize) {
    let first = text.lines().next().unwrap_or("");
    if let Some(named) = first.strip_prefix("sep=")
        && let Some(delimiter) = named.chars().next().filter(|c| is_delimiter(*c))
    {
        let after = text.find('\n').map_or(text.len(), |end| end + 1);
        return (delimiter, after);
    }
    // A title or a text may contain other delimiters: the one that most lines have equally often is the right one.
    const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
    const MAX_LINES: usize = 100;
    let mut lines: Vec<[usize; 4]> = vec![[0; 4]];
    let mut quoted = false;
    for c in text.trim_start().chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted && lines.len() == MAX_LINES => break,
            '\n' if !quoted => lines.push([0; 4]),
            c if !quoted => {
                if let Some(position) = DELIMITERS.iter().position(|delimiter| *delimiter == c)
                    && let Some(line) = lines.last_mut()
                {
                    line[position] += 1;
                }
            }
            _ => {}
        }
    }
    let score = |position: usize| {
        let mut lines_by_count: BTreeMap<usize, usize> = BTreeMap::new();
        for line in lines.iter().filter(|line| line[position] > 0) {
            *lines_by_count.entry(line[position]).or_default() += 1;
        }
        let scores = lines_by_count
            .into_iter()
            .map(|(count, lines)| (lines, count));
        scores.max().unwrap_or((0, 0))
    };
    let best = (0..DELIMITERS.len())
        .rev()
        .max_by_key(|position| score(*position));
    (best.map_or(',', |position| DELIMITERS[position]), 0)
}

/// The byte ranges of the cells of a row.
fn cell_ranges(text: &str, start: usize, delimiter: char, count: usize) -> Vec<Range<usize>> {
    // The reader's position may be at the line breaks before the row.
    let skipped = text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
    let mut position = start + skipped;
    let mut ranges = Vec::with_capacity(count);
    let mut begin = position;
    // Quotation marks count only in a cell that begins with one.
    let (mut quoted, mut with_quotes) = (false, false);
    for c in text[position..].chars() {
        match c {
            '"' if position == begin => (quoted, with_quotes) = (true, true),
            '"' if with_quotes => quoted = !quoted,
            '\r' | '\n' if !quoted => break,
            c if c == delimiter && !quoted => {
                ranges.push(begin..position);
                if ranges.len() == count {
                    return ranges;
                }
                begin = position + c.len_utf8();
                with_quotes = false;
            }
            _ => {}
        }
        position += c.len_utf8();
    }
    ranges.push(begin..position);
    ranges.resize(count.max(ranges.len()), position..position);
    ranges.truncate(count);
    ranges
}

/// The text in a formula such as `="007"`, by which spreadsheets keep the zeros of a number.
fn without_text_formula(cell: &str) -> &str {
    let inside = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|text| !text.contains('"')).unwrap_or(cell)
}

/// Whether a cell begins with a quotation mark that has no end.
fn is_open(text: &str, span: Span) -> bool {
    let cell = &text[span.start as usize..span.end as usize];
    cell.starts_with('"') && cell.matches('"').count() % 2 == 1
}

/// Writes a table, with the byte order mark by which Excel recognizes UTF-8.
pub(in crate::commands) fn write(headings: &[String], rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        writer
            .write_record(row)
            .expect("all rows have the length of the headings, and memory does not fail");
    }
    let bytes = writer.into_inner().expect("memory does not fail");
    String::from_utf8(bytes).expect("texts are UTF-8")
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diagnostic::Diagnostics;
    use crate::source::Sources;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut problems = Diagnostics::default();
        let mut sources = Sources::default();
        let file = sources.add("a.csv", text);
        let sheet = read(text, file, None, &mut problems).unwrap();
        for row in &sheet.rows {
            for cell in row {
                let place = &text[cell.span.start as usize..cell.span.end as usize];
                let quoted = place
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'));
                let unquoted = quoted.unwrap_or(place).replace("\"\"", "\"");
                assert_eq!(unquoted.replace("\r\n", "\n"), cell.text);
            }
        }
        let texts = |row: &Vec<super::Cell>| row.iter().map(|cell| cell.text.clone()).collect();
        std::iter::once(&sheet.headings)
            .chain(&sheet.rows)
            .map(texts)
            .collect()
    }

    #[test]
    fn reads_tables_as_excel_writes_them() {
        let expected = vec![vec!["Name", "Text"], vec!["A; B", "one\ntwo \"2\""]];
        for text in [
            "Name,Text\nA; B,\"one\ntwo \"\"2\"\"\"\n",
            "Name;Text\r\n\"A; B\";\"one\r\ntwo \"\"2\"\"\"\r\n;;\r\n",
            "sep=;\r\nName;Text\r\n\"A; B\";\"one\ntwo \"\"2\"\"\"",
            "Name\tText\nA; B\t\"one\ntwo \"\"2\"\"\"\n",
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_title_does_not_hide_the_delimiter() {
        let text = "Partners, of all kinds, in 2026\nName;Text\nA;one, two, three\nB;four\n";
        assert_eq!(rows(text)[1], ["Name", "Text"]);
        assert_eq!(rows(text)[2], ["A", "one, two, three"]);
    }

    #[test]
    fn refuses_a_quotation_mark_without_an_end() {
        let text = "Name,Text\nA,\"one\nB,two\n";
        let mut problems = Diagnostics::default();
        let file = Sources::default().add("a.csv", text);
        assert!(read(text, file, None, &mut problems).is_none());
        assert_eq!(problems.errors(), 1);
    }
}
