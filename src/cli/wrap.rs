//! Lines for a terminal: cut between words, as a terminal cuts in the middle of them.

/// How many characters a line has room for. Wider windows are as well served: nobody likes to read longer lines.
const WIDTH: usize = 80;

/// The text with its long lines cut between words; lines of files that are shown as they are stay as they are.
pub(super) fn wrap(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => wrap_line(line) + "\n",
            None => wrap_line(line),
        })
        .collect()
}

fn wrap_line(line: &str) -> String {
    let bare = without_colours(line);
    if bare.chars().count() <= WIDTH || is_excerpt(&bare) {
        return line.to_owned();
    }
    let indent = " ".repeat(indent(&bare));
    let mut wrapped = String::new();
    let mut used = 0;
    // A word begins with the blanks before it.
    let mut rest = line;
    while !rest.is_empty() {
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let end = rest[blanks..]
            .find(' ')
            .map_or(rest.len(), |at| blanks + at);
        let (word, after) = rest.split_at(end);
        let width = without_colours(word).chars().count();
        if used > indent.len() && used + width > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(&indent);
            wrapped.push_str(&word[blanks..]);
            used = indent.len() + width - blanks;
        } else {
            wrapped.push_str(word);
            used += width;
        }
        rest = after;
    }
    wrapped
}

/// Where a line goes on: below its own beginning, after what only introduces it.
fn indent(line: &str) -> usize {
    let blanks = line.len() - line.trim_start().len();
    let text = &line[blanks..];
    for introduction in ["= help: ", "= note: "] {
        if text.starts_with(introduction) {
            return blanks + introduction.len();
        }
    }
    let number = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    match text[number..].strip_prefix(": ") {
        Some(_) if number > 0 => blanks + number + ": ".len(),
        _ => blanks + 2,
    }
}

/// Whether it shows a line of a file, or what is marked in it.
fn is_excerpt(line: &str) -> bool {
    let text = line
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let text = text.trim_start();
    ["|", "-->", ":::", "..."]
        .iter()
        .any(|begin| text.starts_with(begin))
}

/// The line without what a terminal takes for colours.
fn without_colours(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\u{1b}') {
        bare.push_str(&rest[..at]);
        let sequence = &rest[at..];
        let end = sequence.find('m').map_or(sequence.len(), |end| end + 1);
        rest = &sequence[end..];
    }
    bare + rest
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, without_colours, wrap};

    #[test]
    fn long_lines_are_cut_between_words_and_excerpts_are_not() {
        let words = "word ".repeat(21);
        for (line, indent) in [
            (format!("{words}\n"), "  word"),
            (format!("   = help: {words}\n"), "           word"),
            (format!("     31: {words}\n"), "         word"),
            (
                format!("\u{1b}[1m\u{1b}[33mwarning\u{1b}[0m: {words}\n"),
                "  word",
            ),
        ] {
            let wrapped = wrap(&line);
            assert!(wrapped.lines().count() == 2, "{wrapped}");
            assert!(
                wrapped
                    .lines()
                    .all(|line| without_colours(line).chars().count() <= WIDTH)
            );
            assert!(
                wrapped.lines().nth(1).unwrap().starts_with(indent),
                "{wrapped}"
            );
            let together = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(together(&wrapped), together(&line));
        }
        for kept in [
            format!("12 | {words}\n"),
            format!("  --> {}\n", "x".repeat(100)),
            "x".repeat(100),
            "short\n\nlines".to_owned(),
        ] {
            assert_eq!(wrap(&kept), kept);
        }
    }
}
