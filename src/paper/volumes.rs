//! Typesetting of an edition volume by volume. Entry point: [`bind`].
//!
//! Each volume is finished before the next begins, so that memory does not grow with the edition, and each receives the
//! page positions of all others.

use super::page_positions::PagePositions;
use super::{Volume, theme_problem};
use crate::diagnostic::Diagnostics;

/// The maximum number of rounds, in case the length of the first volume depends on the page numbers of the others. That
/// changes numbers only: so far one round has always been enough.
const MAX_ROUNDS: usize = 4;

/// A volume and what is known of its edition.
#[derive(Debug, Clone)]
pub(super) struct VolumeContext {
    pub(super) volume: Volume,
    /// The page positions of each volume; empty for a volume that has not been typeset yet.
    pub(super) positions: Vec<PagePositions>,
}

impl VolumeContext {
    /// The number of a volume's first page: pages are counted through all volumes.
    pub(super) fn first_page(&self, number: usize) -> usize {
        let before = self.positions.iter().take(number - 1);
        1 + before.map(|volume| volume.pages).sum::<usize>()
    }
}

/// The volumes to render.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VolumeSelection {
    All,
    /// The one with this number.
    One(usize),
}

impl VolumeSelection {
    fn contains(self, number: usize) -> bool {
        self == Self::All || self == Self::One(number)
    }
}

/// The purpose of typesetting a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// Only for its page positions.
    Trial,
    /// For its result.
    Final,
}

/// A typeset volume: the result of a final pass, and the page positions.
pub(super) type VolumeResult<T> = Result<(Option<T>, PagePositions), Diagnostics>;

/// Typesets the selected volumes of `count` and returns their results in order.
///
/// The contents in the first volume name the pages of all that follow, which begin where the first ends: so the first is
/// typeset twice, at the beginning and at the end. The last has the indexes, and receives the positions of all entries.
pub(super) fn bind<T>(
    count: usize,
    selection: VolumeSelection,
    mut typeset: impl FnMut(&VolumeContext, Pass) -> VolumeResult<T>,
) -> Result<Vec<T>, Diagnostics> {
    let mut context = VolumeContext {
        volume: Volume::ONLY,
        positions: vec![PagePositions::default(); count],
    };
    let mut typeset = |context: &mut VolumeContext, number, pass| {
        context.volume = Volume { number, of: count };
        let (result, positions) = typeset(context, pass)?;
        context.positions[number - 1] = positions;
        Ok(result)
    };
    if count == 1 {
        return Ok(typeset(&mut context, 1, Pass::Final)?.into_iter().collect());
    }
    typeset(&mut context, 1, Pass::Trial)?;
    for _ in 0..MAX_ROUNDS {
        let pages = context.positions[0].pages;
        let mut results = Vec::new();
        for number in (2..=count).chain([1]) {
            let pass = if selection.contains(number) {
                Pass::Final
            } else {
                Pass::Trial
            };
            results.extend(typeset(&mut context, number, pass)?);
            if number > 1 && selection == VolumeSelection::One(number) {
                return Ok(results);
            }
        }
        if context.positions[0].pages == pages {
            if selection == VolumeSelection::All {
                results.rotate_right(1);
            }
            return Ok(results);
        }
    }
    Err(theme_problem(
        "the contents of the first volume take a different number of pages each time, so that no page number is right",
    ))
}

#[cfg(test)]
mod tests {
    use super::{PagePositions, Pass, VolumeSelection, bind};

    #[test]
    fn repeats_the_round_if_the_first_volume_grows() {
        let mut passes = Vec::new();
        let results = bind(3, VolumeSelection::All, |context, pass| {
            // The contents take one page more as soon as they are known.
            let number = context.volume.number;
            let growth = usize::from(number == 1 && context.positions[2].pages > 0);
            let positions = PagePositions {
                pages: 4 + growth,
                ..PagePositions::default()
            };
            let first = context.first_page(number);
            passes.push((number, first));
            Ok(((pass == Pass::Final).then_some((number, first)), positions))
        });
        assert_eq!(results.unwrap(), [(1, 1), (2, 6), (3, 10)]);
        assert_eq!(passes.len(), 7, "{passes:?}");
    }

    #[test]
    fn a_single_volume_needs_only_those_before_it() {
        let mut passes = Vec::new();
        let results = bind(4, VolumeSelection::One(2), |context, pass| {
            passes.push(context.volume.number);
            let result = (pass == Pass::Final).then_some(context.volume.number);
            Ok((result, PagePositions::default()))
        });
        assert_eq!((results.unwrap(), passes), (vec![2], vec![1, 2]));
    }
}
