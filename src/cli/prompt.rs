//! What `vitrine init` asks on a terminal.

use std::io::{BufRead, Write};

use crate::commands::InitOptions;

/// Asks for what the flags did not say; an empty answer takes what stands in brackets.
pub(super) fn ask(
    options: InitOptions,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> anyhow::Result<InitOptions> {
    let mut question = |text: &str, default: &str| -> anyhow::Result<Option<String>> {
        write!(output, "{text} [{default}]: ")?;
        output.flush()?;
        let mut answer = String::new();
        input.read_line(&mut answer)?;
        let answer = answer.trim();
        Ok((!answer.is_empty()).then(|| answer.to_owned()))
    };
    let name = match options.name {
        None => question("Whose partner programme is it?", "Sorrelby, an example")?,
        name => name,
    };
    let languages = match options.languages.is_empty() {
        true => question(
            "In which languages is the catalogue, the main one first?",
            "en",
        )?
        .map_or_else(Vec::new, |answer| codes(&answer)),
        false => options.languages,
    };
    let base_url = match options.base_url {
        None => question(
            "Where will the website be? You can change it later.",
            "an example address",
        )?
        .map(|answer| address(&answer)),
        url => url,
    };
    Ok(InitOptions {
        name,
        languages,
        base_url,
    })
}

/// Asks whether something is to be done; no, unless it is said.
pub(super) fn agree(
    question: &str,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> anyhow::Result<bool> {
    write!(output, "{question} [y/N]: ")?;
    output.flush()?;
    let mut answer = String::new();
    input.read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn codes(answer: &str) -> Vec<String> {
    let codes = answer.split([',', ';', ' ']).map(str::trim);
    let codes = codes.filter(|code| !code.is_empty());
    codes.map(str::to_owned).collect()
}

fn address(answer: &str) -> String {
    match answer.contains("://") {
        true => answer.to_owned(),
        false => format!("https://{answer}"),
    }
}

#[cfg(test)]
mod tests {
    use super::ask;
    use crate::commands::InitOptions;

    #[test]
    fn only_what_was_not_said_is_asked() {
        let mut asked = Vec::new();
        let options = InitOptions {
            languages: vec!["fr".to_owned()],
            ..InitOptions::default()
        };
        let answers = "Kerguelen & Fils\npartners.kerguelen.example\n";
        let options = ask(options, &mut answers.as_bytes(), &mut asked).unwrap();
        assert_eq!(options.name.as_deref(), Some("Kerguelen & Fils"));
        assert_eq!(options.languages, ["fr"]);
        let url = options.base_url.as_deref();
        assert_eq!(url, Some("https://partners.kerguelen.example"));
        assert!(!String::from_utf8(asked).unwrap().contains("languages"));
    }

    #[test]
    fn empty_answers_take_the_defaults() {
        let mut asked = Vec::new();
        let options = ask(InitOptions::default(), &mut "\n\n\n".as_bytes(), &mut asked).unwrap();
        assert_eq!(options.name, None);
        assert!(options.languages.is_empty() && options.base_url.is_none());
    }
}
