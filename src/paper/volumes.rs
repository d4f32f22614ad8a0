//! A book of many partners, set tome by tome: each is done with before the next is begun, so that memory does not grow
//! with the book, and each knows the pages of all others.

use super::page_positions::Landmarks;
use super::{Volume, theme_problem};
use crate::diagnostic::Diagnostics;

/// How often a book is set anew because its first tome has grown or shrunk by what it says of the others. That changes
/// numbers only: once has always been enough.
const ROUNDS: usize = 4;

/// A tome, and what is known of its book.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) tome: Volume,
    /// Of each tome; empty where it has not been set yet.
    pub(super) book: Vec<Landmarks>,
}

impl Bound {
    /// The number of a tome's first page: pages are counted through the whole book.
    pub(super) fn first_page(&self, number: usize) -> usize {
        let before = self.book.iter().take(number - 1);
        1 + before.map(|tome| tome.pages).sum::<usize>()
    }
}

/// Which tomes are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    One(usize),
}

/// Why a tome is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// Only to see where its parts come to stand.
    Trial,
    /// To be kept.
    Final,
}

/// A tome that was set: what became of it in a final pass, and where its parts stand.
pub(super) type Set<T> = Result<(Option<T>, Landmarks), Diagnostics>;

/// Sets the tomes that are wanted, in their order.
///
/// The contents in the first tome name the pages of all that follow, and these begin where the first ends: so it is set
/// once more at the end. The last has the indexes, and is told where all others have their entries.
pub(super) fn bind<T>(
    of: usize,
    wanted: Wanted,
    mut set: impl FnMut(&Bound, Pass) -> Set<T>,
) -> Result<Vec<T>, Diagnostics> {
    let mut bound = Bound {
        tome: Volume::ONLY,
        book: vec![Landmarks::default(); of],
    };
    let mut set = |bound: &mut Bound, number, pass| {
        bound.tome = Volume { number, of };
        let (made, landmarks) = set(bound, pass)?;
        bound.book[number - 1] = landmarks;
        Ok(made)
    };
    if of == 1 {
        return Ok(set(&mut bound, 1, Pass::Final)?.into_iter().collect());
    }
    set(&mut bound, 1, Pass::Trial)?;
    for _ in 0..ROUNDS {
        let pages = bound.book[0].pages;
        let mut made = Vec::new();
        for number in (2..=of).chain([1]) {
            let is_wanted = wanted == Wanted::All || wanted == Wanted::One(number);
            let pass = if is_wanted { Pass::Final } else { Pass::Trial };
            made.extend(set(&mut bound, number, pass)?);
            if number > 1 && wanted == Wanted::One(number) {
                return Ok(made);
            }
        }
        if bound.book[0].pages == pages {
            if wanted == Wanted::All {
                made.rotate_right(1);
            }
            return Ok(made);
        }
    }
    Err(theme_problem(
        "the contents of the first volume take another number of pages each time, so that no page number is right",
    ))
}

#[cfg(test)]
mod tests {
    use super::{Landmarks, Pass, Wanted, bind};

    #[test]
    fn a_book_is_set_again_where_its_first_tome_grows() {
        let mut passes = Vec::new();
        let made = bind(3, Wanted::All, |bound, pass| {
            // Its contents take a page more as soon as they are known.
            let number = bound.tome.number;
            let grown = usize::from(number == 1 && bound.book[2].pages > 0);
            let landmarks = Landmarks {
                pages: 4 + grown,
                ..Landmarks::default()
            };
            let first = bound.first_page(number);
            passes.push((number, first));
            Ok(((pass == Pass::Final).then_some((number, first)), landmarks))
        });
        assert_eq!(made.unwrap(), [(1, 1), (2, 6), (3, 10)]);
        assert_eq!(passes.len(), 7, "{passes:?}");
    }

    #[test]
    fn one_tome_alone_takes_those_before_it() {
        let mut passes = Vec::new();
        let made = bind(4, Wanted::One(2), |bound, pass| {
            passes.push(bound.tome.number);
            let made = (pass == Pass::Final).then_some(bound.tome.number);
            Ok((made, Landmarks::default()))
        });
        assert_eq!((made.unwrap(), passes), (vec![2], vec![1, 2]));
    }
}
