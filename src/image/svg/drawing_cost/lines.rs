//! Measures of the lines of a path. Entry points: [`dashes`] and [`heights`].

use usvg::tiny_skia_path::{PathSegment, Point};
use usvg::{Path, Stroke};

/// How many dashes a line has; at most as many as are drawn.
pub(super) fn dashes(path: &Path, stroke: &Stroke) -> f64 {
    let Some(pattern) = stroke.dasharray() else {
        return 0.0;
    };
    let period: f64 = pattern.iter().map(|&length| f64::from(length)).sum();
    sum_of_lines(path, |from, to| from.distance(to)) / period * pattern.len() as f64
}

/// The sum of the heights of all lines.
pub(super) fn heights(path: &Path) -> f64 {
    sum_of_lines(path, |from, to| (from.y - to.y).abs())
}

/// The sum of a measure of all lines; curves are longer than their ends are apart, and shorter than their controls.
fn sum_of_lines(path: &Path, measure: impl Fn(Point, Point) -> f32) -> f64 {
    let (mut sum, mut start, mut end) = (0.0, Point::zero(), Point::zero());
    let measure = |from: Point, to: Point| f64::from(measure(from, to));
    for segment in path.data().segments() {
        let from = end;
        match segment {
            PathSegment::MoveTo(point) => (start, end) = (point, point),
            PathSegment::LineTo(point) => {
                end = point;
                sum += measure(from, point);
            }
            PathSegment::QuadTo(control, point) => {
                end = point;
                sum += measure(from, control) + measure(control, point);
            }
            PathSegment::CubicTo(first, second, point) => {
                end = point;
                sum += measure(from, first) + measure(first, second) + measure(second, point);
            }
            PathSegment::Close => {
                end = start;
                sum += measure(from, start);
            }
        }
    }
    sum
}
