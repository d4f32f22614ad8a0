//! Distribution of an edition's partners over its volumes. Entry point: [`volumes`].

use std::ops::Range;

/// The partners of each volume, by their positions in the edition: about as many in each and at most `limit`, split
/// between two sections where such a place is near. `sections` has the number of partners of each section.
pub(super) fn volumes(sections: &[usize], count: usize, limit: usize) -> Vec<Range<usize>> {
    let mut ends = Vec::new();
    let mut partners = 0;
    for section in sections {
        partners += section;
        ends.push(partners);
    }
    let mut volumes = Vec::new();
    let mut start = 0;
    for volumes_left in (1..=count).rev() {
        let left = partners - start;
        let even = left.div_ceil(volumes_left);
        // The rest must fit into the remaining volumes.
        let minimum = left.saturating_sub((volumes_left - 1) * limit);
        let near = even - even / 8..=(even + even / 8).min(limit);
        let length = ends
            .iter()
            .filter(|end| **end > start)
            .map(|end| end - start)
            .filter(|length| near.contains(length) && *length >= minimum)
            .min_by_key(|length| length.abs_diff(even))
            .filter(|_| volumes_left > 1)
            .unwrap_or(even);
        volumes.push(start..start + length);
        start += length;
    }
    volumes
}

#[cfg(test)]
mod tests {
    use super::volumes;

    #[test]
    fn splits_at_the_end_of_a_section_if_one_is_near() {
        assert_eq!(volumes(&[9, 11, 20], 2, 25), [0..20, 20..40]);
        assert_eq!(volumes(&[9, 10, 21], 2, 25), [0..19, 19..40]);
        assert_eq!(volumes(&[5, 30, 5], 2, 25), [0..20, 20..40]);
    }

    #[test]
    fn covers_every_partner_once_within_the_limit() {
        for partners in 1..120 {
            for limit in 1..20_usize {
                for section in [1, 3, 7, 50] {
                    let sections = vec![section; partners / section];
                    let partners: usize = sections.iter().sum();
                    let count = partners.div_ceil(limit).max(1);
                    let split = volumes(&sections, count, limit);
                    assert_eq!(split.len(), count);
                    assert!(
                        split.iter().all(|volume| volume.len() <= limit),
                        "{split:?}"
                    );
                    assert!(
                        partners == 0 || split.iter().all(|volume| !volume.is_empty()),
                        "{split:?}"
                    );
                    assert_eq!((split[0].start, split[count - 1].end), (0, partners));
                    assert!(split.windows(2).all(|pair| pair[0].end == pair[1].start));
                }
            }
        }
    }
}
