//! Minifies style sheets: comments and indentation are removed.

/// The style sheet without comments, indentation and empty lines; a comment that begins with `/*!`, as licences do, stays.
pub(super) fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    let mut quote = None;
    while let Some(c) = rest.chars().next() {
        if quote.is_none() && rest.starts_with("/*") && !rest.starts_with("/*!") {
            // A comment separates tokens, as a space does.
            out.push(' ');
            rest = rest[2..].split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        let escaped = c == '\\' && quote.is_some();
        match quote {
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
        let length = c.len_utf8() + if escaped { following(rest) } else { 0 };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The length of the character after the first.
fn following(text: &str) -> usize {
    text.chars().nth(1).map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn removes_comments_and_indentation_and_keeps_strings() {
        let sheet = "/* Head */\n@layer a {\n  p::after { content: \"/* \\\" no */\"; }/* end */\n\n  /*! OFL */\n}\n";
        let sent = "@layer a {\np::after { content: \"/* \\\" no */\"; }\n/*! OFL */\n}\n";
        assert_eq!(without_comments(sheet), sent);
    }

    #[test]
    fn an_unterminated_comment_ends_the_sheet() {
        assert_eq!(without_comments("a{b:c}\n/* d{e:f}"), "a{b:c}\n");
        assert_eq!(without_comments("a/**/b \"'\\"), "a b \"'\\\n");
    }
}
