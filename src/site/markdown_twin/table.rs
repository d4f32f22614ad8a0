//! A table as Markdown, which has one row of headings and no cells that span others: [`table`](fn@table).

use super::PageUrl;
use super::inline::inline;
use super::tree::{PageElement, PageNode, is_left_out};

/// The blocks of a table: its caption, and its rows.
pub(super) fn table(table: &PageElement, page: PageUrl<'_>) -> Vec<String> {
    let mut grid = TableGrid::default();
    grid.read(&table.children, page, false);
    let caption = grid.caption.map(|text| format!("**{text}**"));
    let mut blocks = Vec::from_iter(caption);
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or_default();
    if width == 0 {
        return blocks;
    }
    let mut rows = grid.rows.into_iter();
    // A table of Markdown has exactly one row of headings.
    let head = if grid.head > 0 {
        rows.next().unwrap_or_default()
    } else {
        Vec::new()
    };
    let line = |mut cells: Vec<String>| {
        cells.resize(width, String::new());
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![line(head), format!("|{}", " --- |".repeat(width))];
    lines.extend(rows.map(line));
    blocks.push(lines.join("\n"));
    blocks
}

/// The cells of a table by row and column.
#[derive(Default)]
struct TableGrid {
    caption: Option<String>,
    rows: Vec<Vec<String>>,
    /// Rows of headings.
    head: usize,
    /// By column: how many further rows a cell covers.
    covered: Vec<usize>,
}

impl TableGrid {
    fn read(&mut self, nodes: &[PageNode], page: PageUrl<'_>, in_head: bool) {
        for node in nodes {
            let PageNode::Element(element) = node else {
                continue;
            };
            if is_left_out(element) {
                continue;
            }
            match element.name.as_str() {
                "caption" => {
                    let text = inline(&element.children, page);
                    self.caption = Some(text).filter(|text| !text.is_empty());
                }
                "tr" => {
                    self.row(element, page);
                    self.head += usize::from(in_head);
                }
                name => self.read(&element.children, page, in_head || name == "thead"),
            }
        }
    }

    fn row(&mut self, row: &PageElement, page: PageUrl<'_>) {
        let mut cells = Vec::new();
        let covered = std::mem::take(&mut self.covered);
        let mut next = Vec::new();
        let skip = |cells: &mut Vec<String>, next: &mut Vec<usize>| {
            while let Some(rows @ 1..) = covered.get(cells.len()) {
                next.resize(cells.len(), 0);
                next.push(rows - 1);
                cells.push(String::new());
            }
        };
        for node in &row.children {
            let PageNode::Element(cell) = node else {
                continue;
            };
            if is_left_out(cell) {
                continue;
            }
            skip(&mut cells, &mut next);
            let span = |name| {
                let number = cell.attribute(name).and_then(|it| it.parse::<usize>().ok());
                number.unwrap_or(1).clamp(1, 100)
            };
            for column in 0..span("colspan") {
                next.resize(cells.len(), 0);
                next.push(span("rowspan") - 1);
                cells.push(if column == 0 {
                    inline(&cell.children, page)
                } else {
                    String::new()
                });
            }
        }
        skip(&mut cells, &mut next);
        self.covered = next;
        self.rows.push(cells);
    }
}
