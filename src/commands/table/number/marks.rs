//! What points and commas mean in the numbers of a column. Entry point: [`NumberMarks::with_column`].

use super::{Core, NumberShape, Parts};

/// What is known of the points and commas in a column of numbers.
#[derive(Debug, Default, Clone, Copy)]
pub(in crate::commands) struct NumberMarks {
    /// The decimal mark that the mapping declares.
    declared: Option<char>,
    point: Roles,
    comma: Roles,
}

/// The roles of a mark that cells of a column prove.
#[derive(Debug, Default, Clone, Copy)]
struct Roles {
    /// It separates thousands, as in `1,234,567` and `12,500.00`.
    groups: bool,
    /// It separates decimals, as in `99,50`.
    decimals: bool,
}

impl NumberMarks {
    /// What a mapping declares.
    pub(in crate::commands) fn declared(decimal: Option<char>) -> Self {
        Self {
            declared: decimal,
            ..Self::default()
        }
    }

    /// With what the cells of a column prove.
    pub(in crate::commands::table) fn with_column<'a>(
        mut self,
        cells: impl Iterator<Item = &'a str>,
    ) -> Self {
        for text in cells {
            let Some(Parts { core, .. }) = Parts::of(text) else {
                continue;
            };
            if let Some((mantissa, _)) = core.split_once(['e', 'E']) {
                if let Some(mark) = mantissa.chars().find(|c| matches!(c, '.' | ',')) {
                    self.roles(mark).decimals = true;
                }
                continue;
            }
            let Some(core) = Core::of(&core) else {
                continue;
            };
            let groups = match core.decimal_mark() {
                NumberShape::Decimal(mark) => {
                    self.roles(mark).decimals = true;
                    let other = if mark == '.' { ',' } else { '.' };
                    core.text.contains(other).then_some(other)
                }
                NumberShape::Whole => core.text.chars().find(|c| !c.is_ascii_digit()),
                NumberShape::Either(_) | NumberShape::Invalid => None,
            };
            if let Some(mark) = groups {
                self.roles(mark).groups = true;
            }
        }
        self
    }

    fn roles(&mut self, mark: char) -> &mut Roles {
        if mark == '.' {
            &mut self.point
        } else {
            &mut self.comma
        }
    }

    /// Whether a mark before exactly three digits separates decimals; `None` if that is not known. A column with `99,50`
    /// shows its decimal mark, but `120,000` beside it is rather from somebody who separates thousands with it.
    pub(super) fn is_decimal(mut self, mark: char) -> Option<bool> {
        if let Some(declared) = self.declared {
            return Some(declared == mark);
        }
        (self.roles(mark).groups && !self.contradict()).then_some(false)
    }

    /// Whether no cell shows what a comma means, or all show that it separates thousands.
    pub(in crate::commands::table) fn allow_comma_groups(self) -> bool {
        self.declared.is_none() && !self.comma.decimals && !self.point.groups
    }

    /// Whether a column has numbers of both conventions: `1.234,56` and `1,234.56`.
    pub(in crate::commands::table) fn contradict(self) -> bool {
        (self.point.groups || self.comma.decimals) && (self.comma.groups || self.point.decimals)
    }
}
