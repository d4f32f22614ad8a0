//! From one system of coordinates to another, as PDFs write it.

/// Both are the same.
pub(super) const IDENTITY: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// One change of coordinates after another.
pub(super) fn times(inner: &[f32], outer: [f32; 6]) -> [f32; 6] {
    let &[a, b, c, d, e, f] = inner else {
        return outer;
    };
    let [oa, ob, oc, od, oe, of] = outer;
    [
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    ]
}

/// What lies in a rectangle (left, bottom, right, top), in the inner coordinates; nothing if the matrix makes all flat.
pub(super) fn within(area: [f32; 4], matrix: [f32; 6]) -> Option<[f32; 4]> {
    let [a, b, c, d, e, f] = matrix;
    let flat = a * d - b * c;
    if flat.abs() < f32::EPSILON {
        return None;
    }
    let [left, bottom, right, top] = area;
    let corners = [(left, bottom), (right, bottom), (left, top), (right, top)];
    let corners = corners.map(|(x, y)| {
        let (x, y) = (x - e, y - f);
        [(d * x - c * y) / flat, (a * y - b * x) / flat]
    });
    let least = |part: usize| corners.iter().map(|it| it[part]).fold(f32::MAX, f32::min);
    let most = |part: usize| corners.iter().map(|it| it[part]).fold(f32::MIN, f32::max);
    Some([least(0), least(1), most(0), most(1)])
}

#[cfg(test)]
mod tests {
    use super::{times, within};

    #[test]
    fn what_is_within_an_area_covers_it() {
        let turned = times(
            &[2.0, 0.0, 0.0, -4.0, 10.0, 20.0],
            [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        );
        assert_eq!(
            within([-20.0, 10.0, -12.0, 14.0], turned),
            Some([0.0, 0.0, 2.0, 2.0])
        );
        assert_eq!(within([0.0; 4], [1.0, 1.0, 1.0, 1.0, 0.0, 0.0]), None);
    }
}
