//! Transformation matrices of PDFs. Entry points: [`times`] and [`within`].

/// The matrix that changes nothing.
pub(super) const IDENTITY: [f32; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The transformation by `inner`, then by `outer`.
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

/// The bounding box of a rectangle (left, bottom, right, top) in inner coordinates; nothing if the matrix is singular.
pub(super) fn within(area: [f32; 4], matrix: [f32; 6]) -> Option<[f32; 4]> {
    let [a, b, c, d, e, f] = matrix;
    let determinant = a * d - b * c;
    if determinant.abs() < f32::EPSILON {
        return None;
    }
    let [left, bottom, right, top] = area;
    let corners = [(left, bottom), (right, bottom), (left, top), (right, top)];
    let corners = corners.map(|(x, y)| {
        let (x, y) = (x - e, y - f);
        [(d * x - c * y) / determinant, (a * y - b * x) / determinant]
    });
    let minimum = |axis: usize| {
        corners
            .iter()
            .map(|corner| corner[axis])
            .fold(f32::MAX, f32::min)
    };
    let maximum = |axis: usize| {
        corners
            .iter()
            .map(|corner| corner[axis])
            .fold(f32::MIN, f32::max)
    };
    Some([minimum(0), minimum(1), maximum(0), maximum(1)])
}

#[cfg(test)]
mod tests {
    use super::{times, within};

    #[test]
    fn the_bounding_box_covers_the_area() {
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
