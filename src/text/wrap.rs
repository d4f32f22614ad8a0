//! Word wrap for terminals, which would break lines inside words. Entry point: [`wrap`].

/// The maximum length of a line in characters, also in wider windows: longer lines are hard to read.
const WIDTH: usize = 80;

/// Wraps long lines between words, except excerpts of files.
pub fn wrap(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| match line.strip_suffix('\n') {
            Some(line) => wrap_line(line) + "\n",
            None => wrap_line(line),
        })
        .collect()
}

fn wrap_line(line: &str) -> String {
    let bare = without_colors(line);
    if bare.chars().count() <= WIDTH || is_excerpt(&bare) {
        return line.to_owned();
    }
    let indent = " ".repeat(indent(&bare));
    let mut wrapped = String::new();
    let mut used = 0;
    // A word includes the spaces before it.
    let mut rest = line;
    while !rest.is_empty() {
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let end = rest[spaces..]
            .find(' ')
            .map_or(rest.len(), |end| spaces + end);
        let (word, after) = rest.split_at(end);
        let width = without_colors(word).chars().count();
        if used > indent.len() && used + width > WIDTH {
            wrapped.push('\n');
            wrapped.push_str(&indent);
            wrapped.push_str(&word[spaces..]);
            used = indent.len() + width - spaces;
        } else {
            wrapped.push_str(word);
            used += width;
        }
        rest = after;
    }
    wrapped
}

/// The indentation of continued lines: below the text of the first line, after its label.
fn indent(line: &str) -> usize {
    let spaces = line.len() - line.trim_start().len();
    let text = &line[spaces..];
    for label in ["= help: ", "= note: "] {
        if text.starts_with(label) {
            return spaces + label.len();
        }
    }
    let number = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    match text[number..].strip_prefix(": ") {
        Some(_) if number > 0 => spaces + number + ": ".len(),
        _ => spaces + 2,
    }
}

/// Whether a line is part of an excerpt: a line of a file, or its markers.
fn is_excerpt(line: &str) -> bool {
    let text = line
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let text = text.trim_start();
    ["|", "-->", ":::", "..."]
        .iter()
        .any(|marker| text.starts_with(marker))
}

/// The line without escape sequences for colours.
fn without_colors(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('\u{1b}') {
        bare.push_str(&rest[..start]);
        let sequence = &rest[start..];
        let end = sequence.find('m').map_or(sequence.len(), |end| end + 1);
        rest = &sequence[end..];
    }
    bare + rest
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, without_colors, wrap};

    #[test]
    fn wraps_long_lines_between_words_except_excerpts() {
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
                    .all(|line| without_colors(line).chars().count() <= WIDTH)
            );
            assert!(
                wrapped.lines().nth(1).unwrap().starts_with(indent),
                "{wrapped}"
            );
            let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(without_spaces(&wrapped), without_spaces(&line));
        }
        for unwrapped in [
            format!("12 | {words}\n"),
            format!("  --> {}\n", "x".repeat(100)),
            "x".repeat(100),
            "short\n\nlines".to_owned(),
        ] {
            assert_eq!(wrap(&unwrapped), unwrapped);
        }
    }
}
