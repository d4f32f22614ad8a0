//! Where a book of many partners is cut into tomes.

use std::ops::Range;

/// The partners of each tome, by their positions in the book: about as many in each and at most `limit`, cut between
/// two sections where there is such a place nearby. `sections` has the number of partners of each.
pub(super) fn tomes(sections: &[usize], count: usize, limit: usize) -> Vec<Range<usize>> {
    let mut ends = Vec::new();
    let mut partners = 0;
    for section in sections {
        partners += section;
        ends.push(partners);
    }
    let mut tomes = Vec::new();
    let mut start = 0;
    for tomes_left in (1..=count).rev() {
        let left = partners - start;
        let even = left.div_ceil(tomes_left);
        // What follows must fit into the tomes that are left.
        let least = left.saturating_sub((tomes_left - 1) * limit);
        let near = even - even / 8..=(even + even / 8).min(limit);
        let lengths = ends
            .iter()
            .filter(|end| **end > start)
            .map(|end| end - start);
        let length = lengths
            .filter(|length| near.contains(length) && *length >= least)
            .min_by_key(|length| length.abs_diff(even))
            .filter(|_| tomes_left > 1)
            .unwrap_or(even);
        tomes.push(start..start + length);
        start += length;
    }
    tomes
}

#[cfg(test)]
mod tests {
    use super::tomes;

    #[test]
    fn tomes_end_with_a_section_where_one_ends_nearby() {
        assert_eq!(tomes(&[9, 11, 20], 2, 25), [0..20, 20..40]);
        assert_eq!(tomes(&[9, 10, 21], 2, 25), [0..19, 19..40]);
        assert_eq!(tomes(&[5, 30, 5], 2, 25), [0..20, 20..40]);
    }

    #[test]
    fn no_tome_has_more_than_the_limit_and_every_partner_is_in_one() {
        for partners in 1..120 {
            for limit in 1..20_usize {
                for section in [1, 3, 7, 50] {
                    let sections = vec![section; partners / section];
                    let partners: usize = sections.iter().sum();
                    let count = partners.div_ceil(limit).max(1);
                    let cut = tomes(&sections, count, limit);
                    assert_eq!(cut.len(), count);
                    assert!(cut.iter().all(|tome| tome.len() <= limit), "{cut:?}");
                    assert!(
                        partners == 0 || cut.iter().all(|tome| !tome.is_empty()),
                        "{cut:?}"
                    );
                    assert_eq!((cut[0].start, cut[count - 1].end), (0, partners));
                    assert!(cut.windows(2).all(|two| two[0].end == two[1].start));
                }
            }
        }
    }
}
