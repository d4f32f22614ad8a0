//! Rows of a table as values with their fields. Entry point: [`rows`].

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::context::ImportContext;
use super::mapping::Mapping;
use crate::commands::table::{Cell, CellError, CellParser, FOLDER, ID, Sheet, unescape_formula};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edit::{FieldPath, FieldValue, Fields, Step};
use crate::load::ValueType;
use crate::source::Span;

/// The values of a row.
pub(super) struct Row {
    /// The position of its first cell.
    pub(super) span: Span,
    pub(super) id: Option<String>,
    pub(super) folder: Option<String>,
    pub(super) values: Vec<(FieldPath, FieldValue)>,
    /// The positions of the values while cells are read.
    positions: HashMap<FieldPath, usize>,
    /// The dates of consent for which the row says that there is no consent.
    pub(super) without_consent: Vec<FieldPath>,
    /// Whether it has an error, which was reported: then it only shows which record it is about.
    pub(super) is_faulty: bool,
    /// The positions of the cells of some fields.
    pub(super) cells: Vec<(FieldPath, Span)>,
}

impl Row {
    /// A row at a position, without values.
    pub(super) fn new(span: Span) -> Self {
        Self {
            span,
            id: None,
            folder: None,
            values: Vec::new(),
            positions: HashMap::new(),
            without_consent: Vec::new(),
            is_faulty: false,
            cells: Vec::new(),
        }
    }

    /// The position of the cell of a field, or of the row.
    pub(super) fn place(&self, path: &FieldPath) -> Span {
        let mut cells = self.cells.iter();
        let cell = cells.find(|(known, _)| known == path);
        cell.map_or(self.span, |(_, span)| *span)
    }

    /// Adds a value. Lists of two columns for one field are joined; two other values are an error.
    fn add(&mut self, path: FieldPath, value: FieldValue, span: Span) -> Option<Diagnostic> {
        self.cells.push((path.clone(), span));
        let position = self.positions.get(&path);
        let known = position.and_then(|position| self.values.get_mut(*position));
        match (known, value) {
            (None, value) => {
                self.positions.insert(path.clone(), self.values.len());
                self.values.push((path, value));
            }
            (Some((_, FieldValue::List(known))), FieldValue::List(items)) => {
                let mut all: HashSet<String> = known.iter().cloned().collect();
                known.extend(items.into_iter().filter(|item| all.insert(item.clone())));
            }
            (Some((_, known)), value) if *known == value => {}
            (Some(_), _) => {
                let message = format!("two columns have different values for `{path}`");
                let help = "leave one of them out under `[columns]` of the mapping, or map it to another field";
                return Some(Diagnostic::new(Code::InvalidValue, span, message).help(help));
            }
        }
        None
    }
}

/// Reads the rows, and reports each error.
pub(super) fn rows(
    sheet: &Sheet,
    mapping: &Mapping,
    fields: &Fields<'_>,
    parser: &CellParser<'_>,
    context: &mut ImportContext<'_>,
) -> Vec<Row> {
    let mut problems = Diagnostics::default();
    let columns: Vec<Option<(&FieldPath, CellParser<'_>)>> = sheet
        .headings
        .iter()
        .enumerate()
        .map(|(index, heading)| {
            let path = mapping.field(&heading.text)?;
            let cells = sheet.rows.iter().filter_map(|row| row.get(index));
            Some((path, parser.of_column(cells.map(|cell| cell.text.as_str()))))
        })
        .collect();
    let rows = sheet
        .rows
        .iter()
        .map(|cells| row(cells, &columns, fields, &mut problems))
        .collect();
    context.report_once(&problems);
    rows
}

fn row(
    cells: &[Cell],
    columns: &[Option<(&FieldPath, CellParser<'_>)>],
    fields: &Fields<'_>,
    problems: &mut Diagnostics,
) -> Row {
    let mut row = Row::new(cells[0].span);
    let mut own = Diagnostics::default();
    read_cells(&mut row, cells, columns, fields, &mut own);
    row.is_faulty = own.errors() > 0;
    problems.append(own);
    row.positions = HashMap::new();
    row
}

fn read_cells(
    row: &mut Row,
    cells: &[Cell],
    columns: &[Option<(&FieldPath, CellParser<'_>)>],
    fields: &Fields<'_>,
    problems: &mut Diagnostics,
) {
    if let Some(extra) = cells[columns.len().min(cells.len())..]
        .iter()
        .find(|cell| !cell.text.trim().is_empty())
    {
        let message = format!(
            "the row has {} cells, but there are {} headings",
            cells.len(),
            columns.len()
        );
        let help = "put cells that contain the delimiter into quotation marks";
        problems.push(Diagnostic::new(Code::InvalidValue, extra.span, message).help(help));
        // Which record it is about is clear nevertheless.
        let cells = &cells[..columns.len()];
        return read_cells(row, cells, columns, fields, &mut Diagnostics::default());
    }
    for (cell, path) in cells.iter().zip(columns) {
        let Some((path, parser)) = path else { continue };
        let text = cell.text.trim();
        if parser.is_empty(text) {
            continue;
        }
        match path.to_string().as_str() {
            ID => row.id = Some(unescape_formula(text).to_owned()),
            FOLDER => row.folder = Some(unescape_formula(text).trim_matches('/').to_owned()),
            _ => match value(&cell.text, path, fields, parser) {
                Ok(values) => {
                    if parser.refuses_consent(text, path) {
                        row.without_consent.push((*path).clone());
                    }
                    for (path, value) in values {
                        if let Some(problem) = row.add(path, value, cell.span) {
                            problems.push(problem);
                        }
                    }
                }
                Err(error) => {
                    let context = format!("in the column of `{path}`");
                    problems.push(error.diagnostic(cell.span, &context));
                }
            },
        }
    }
}

/// The value of a cell, with its field; for a path with `*` the value is a list.
pub(super) fn value(
    cell: &str,
    path: &FieldPath,
    fields: &Fields<'_>,
    parser: &CellParser<'_>,
) -> Result<Vec<(FieldPath, FieldValue)>, CellError> {
    let value_type = fields.value_type(path).unwrap_or(ValueType::Text);
    let mut path = path.clone();
    if fields.is_texts(&path) {
        let default = fields.records.languages[0].clone();
        path.0.push(Step::Key(default));
    }
    let value_type = match value_type {
        ValueType::Declared(words) if path.is_each() => ValueType::DeclaredList(words),
        ValueType::Text if path.is_each() => ValueType::List,
        value_type => value_type,
    };
    let value = parser.parse(cell, &path, &value_type)?;
    Ok(value.map(|value| (path, value)).into_iter().collect())
}

/// Renumbers new entries of lists without gaps: a table may have `offices.2` but no `offices.1`. The lists of entries, such
/// as the figures of a reference, come after the list that they are in.
pub(super) fn renumber(
    values: &mut [(FieldPath, FieldValue)],
    existing: impl Fn(&FieldPath) -> usize,
) {
    let most = values.iter().map(|(path, _)| path.0.len()).max();
    for depth in 0..most.unwrap_or(0) {
        renumber_at(depth, values, &existing);
    }
}

/// Renumbers the entries whose numbers are at this step of their paths.
fn renumber_at(
    depth: usize,
    values: &mut [(FieldPath, FieldValue)],
    existing: impl Fn(&FieldPath) -> usize,
) {
    let mut numbers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (path, _) in values.iter() {
        if let Some((list, index)) = item_at(path, depth) {
            numbers.entry(list.to_string()).or_default().insert(index);
        }
    }
    // In rising order, to be found in a time that hardly grows with their number.
    let numbers: BTreeMap<String, Vec<usize>> = numbers
        .into_iter()
        .map(|(list, numbers)| (list, numbers.into_iter().collect()))
        .collect();
    for (path, _) in values.iter_mut() {
        let Some((list, index)) = item_at(path, depth) else {
            continue;
        };
        let count = existing(&list);
        if index < count {
            continue;
        }
        let numbers = &numbers[&list.to_string()];
        let below = |number: usize| numbers.partition_point(|known| *known < number);
        let new_before = below(index) - below(count);
        path.0[depth] = Step::Item(count + new_before);
    }
}

/// The list that a path goes through at this step, with `*` for the entry, and the index of the entry.
fn item_at(path: &FieldPath, depth: usize) -> Option<(FieldPath, usize)> {
    let Some(Step::Item(index)) = path.0.get(depth) else {
        return None;
    };
    let mut list = FieldPath(path.0[..depth].to_vec());
    list.0.push(Step::Each);
    Some((list, *index))
}

#[cfg(test)]
mod tests {
    use super::renumber;
    use crate::edit::{FieldPath, FieldValue, Step};

    #[test]
    fn new_entries_have_no_gaps_at_any_depth() {
        let paths = [
            "references.3.customer",
            "references.3.figures.2.value",
            "references.3.figures.2.label",
            "references.5.figures.4.value",
            "references.1.figures.3.value",
        ];
        let value = || FieldValue::Text("x".to_owned());
        let mut values: Vec<_> = paths
            .iter()
            .map(|path| (FieldPath::parse(path), value()))
            .collect();
        // The record has one reference with one figure.
        renumber(&mut values, |list| match &list.0[..] {
            [Step::Key(_), Step::Each] => 1,
            [Step::Key(_), Step::Item(0), ..] => 1,
            _ => 0,
        });
        let renumbered: Vec<String> = values.iter().map(|(path, _)| path.to_string()).collect();
        assert_eq!(
            renumbered,
            [
                "references.2.customer",
                "references.2.figures.1.value",
                "references.2.figures.1.label",
                "references.3.figures.1.value",
                "references.1.figures.2.value",
            ]
        );
    }
}
