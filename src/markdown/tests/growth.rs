//! No text takes time that grows with the square of its length, whatever is repeated in it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::markdown::{
    Trust, anchors, excess, html, links, plain, published, remarks, tree, unread_links, visible,
};

/// What is repeated.
const UNITS: &[&str] = &[
    "# a\n\n",
    "# a {#x}\n\n",
    "a\n-\n\n",
    "# [a](/b) ",
    "[^a",
    "a[^1] ",
    "[^1]: a\n\n",
    "](",
    "[a](/b c",
    "![",
    "[",
    "[a]: /b\n",
    "[a][b] ",
    "*a_",
    "`` a ` ",
    "|-",
    "|a|b|c|\n|-|\n|d|e|\n",
    "<?",
    "<![CDATA[",
    "<!-- ",
    "a <!-- b --> ",
    "<b>",
    "</i><b>",
    "<b><i></b>",
    "<div>",
    "<div>\n\n",
    "<td>",
    "<table><tr><td>",
    "<b><table></b></table><p>",
    "<ul><li>",
    "<details><summary>a",
    "<pre>",
    "<script>",
    "<a href=\"/b?c&amp;d\">e</a> ",
    "> <b\n> c>\n",
    "https://a.example/b ",
    "https://",
    "*_",
    "> ",
    "- ",
    "1. a\n",
    "Z\u{301}",
];

fn all_entry_points(source: &str) {
    for trust in [Trust::Owner, Trust::Partner] {
        black_box(html(source, trust, 2, &str::to_owned));
        black_box(tree(source, trust));
        black_box(remarks(source, trust));
        black_box(published(&source.into(), trust));
    }
    black_box(links(source));
    black_box(anchors(source));
    black_box(plain(source));
    black_box(unread_links(source));
    black_box(visible(source, Trust::Partner, &str::to_owned));
    black_box(excess(source));
}

fn time(source: &str) -> Duration {
    let runs = (0..3).map(|_| {
        let (started, on_processor) = (Instant::now(), processor_time());
        all_entry_points(source);
        match (on_processor, processor_time()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => started.elapsed(),
        }
    });
    runs.min().unwrap_or_default()
}

/// How long this thread has run, where the system is Linux: a busy machine interrupts long runs more often than short ones.
fn processor_time() -> Option<Duration> {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = times.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[test]
fn four_times_the_text_takes_about_four_times_as_long() {
    const BYTES: usize = 1_500;
    let grows = |unit: &str| {
        let source = unit.repeat(BYTES / unit.len());
        let (short, long) = (time(&source), time(&source.repeat(4)));
        // A square grows sixteenfold.
        (long > 10 * short + Duration::from_millis(20))
            .then(|| format!("{unit:?}: {short:?} → {long:?}"))
    };
    // A busy machine may disturb a measurement, but not three times.
    let suspects = UNITS.iter().filter(|unit| grows(unit).is_some());
    let again = suspects.filter(|unit| grows(unit).is_some());
    let slow: Vec<String> = again.filter_map(|unit| grows(unit)).collect();
    assert!(slow.is_empty(), "{slow:#?}");
}
