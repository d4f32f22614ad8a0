//! Tables: cells that span columns or rows are followed by empty ones. Entry point: [`TableState`].

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::builder::{Builder, LineContext};
use crate::markdown::pieces::OpeningTag;

/// No cell is wider.
const MOST_COLUMNS: usize = 40;
/// The most empty cells in a text beside and below wide and high cells: more are not added, and the cells move together.
const MOST_EMPTY_CELLS: usize = 10_000;

/// A table that is being read.
#[derive(Default)]
pub(super) struct TableState {
    pub(super) in_head: bool,
    pub(super) row_is_open: bool,
    pub(super) cell_is_open: bool,
    /// Whether the table has begun: it does with its first row, so that its caption is before it.
    open: bool,
    has_head: bool,
    columns: Vec<Alignment>,
    /// For each column, how many further rows its last cell takes up.
    taken: Vec<usize>,
    /// The next column.
    column: usize,
    row_start: usize,
    /// Whether all cells of the row are headings.
    all_headings: bool,
    row_in_head: bool,
}

impl TableState {
    /// Whether it has a row.
    pub(super) fn has_begun(&self) -> bool {
        self.open
    }

    pub(super) fn open_row(&mut self, builder: &mut Builder) {
        if !self.open {
            self.open = true;
            builder.open(Tag::Table(Vec::new()), LineContext::Table);
        }
        self.row_is_open = true;
        self.row_start = builder.position();
        self.column = 0;
        self.all_headings = true;
        self.row_in_head = self.in_head;
        builder.open(Tag::TableRow, LineContext::Table);
    }

    /// Opens a cell; returns the number of further columns that it takes up.
    pub(super) fn open_cell(&mut self, builder: &mut Builder, tag: &OpeningTag) -> usize {
        self.skip_taken(builder);
        self.cell_is_open = true;
        self.all_headings &= tag.name == "th";
        let number = |name| {
            tag.attribute(name)
                .and_then(|text| text.trim().parse().ok())
        };
        let wide = number("colspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
        let high: usize = number("rowspan").unwrap_or(1).clamp(1, 1000);
        let end = self.column + wide;
        if self.columns.len() < end {
            self.columns.resize(end, Alignment::None);
            self.taken.resize(end, 0);
        }
        self.taken[self.column..end].fill(high - 1);
        if self.columns[self.column] == Alignment::None {
            self.columns[self.column] = alignment(tag);
        }
        self.column = end;
        builder.open(Tag::TableCell, LineContext::Tight);
        wide - 1
    }

    pub(super) fn close_cell(&mut self, builder: &mut Builder, further: usize) {
        self.cell_is_open = false;
        builder.close();
        for _ in 0..further {
            empty_cell(builder);
        }
    }

    /// Empty cells where cells of the rows above are.
    fn skip_taken(&mut self, builder: &mut Builder) {
        while let Some(rows @ 1..) = self.taken.get_mut(self.column) {
            *rows -= 1;
            self.column += 1;
            empty_cell(builder);
        }
    }

    pub(super) fn close_row(&mut self, builder: &mut Builder) {
        self.row_is_open = false;
        self.skip_taken(builder);
        let is_head = !self.has_head && (self.row_in_head || self.all_headings);
        if is_head {
            builder.retag(Tag::TableHead);
        }
        if builder.close() && !self.has_head {
            self.has_head = true;
            if !is_head {
                let head = [Event::Start(Tag::TableHead), Event::End(TagEnd::TableHead)];
                builder.insert(self.row_start, head);
            }
        }
    }

    pub(super) fn close(mut self, builder: &mut Builder) {
        if self.open {
            // Rows without cells.
            if self.columns.is_empty() {
                self.columns.push(Alignment::None);
            }
            builder.retag(Tag::Table(self.columns));
            builder.close();
        }
    }
}

fn empty_cell(builder: &mut Builder) {
    if builder.may_add_empty_cell(MOST_EMPTY_CELLS) {
        builder.open(Tag::TableCell, LineContext::Tight);
        builder.close();
    }
}

fn alignment(tag: &OpeningTag) -> Alignment {
    let class = tag
        .attribute("class")
        .into_iter()
        .flat_map(str::split_whitespace);
    let written = tag.attribute("align").into_iter().chain(class);
    let mut known = written.filter_map(|word| match word {
        "start" | "left" => Some(Alignment::Left),
        "center" => Some(Alignment::Center),
        "end" | "right" => Some(Alignment::Right),
        _ => None,
    });
    known.next().unwrap_or(Alignment::None)
}
