//! Questions on a terminal. Entry points: [`ask`] for `vitrine init`, [`confirm`] for commands that delete or publish.

use std::io::{BufRead, Write};

use crate::commands::InitOptions;

/// Asks for the values that the flags do not have. An empty answer means the default in brackets.
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
        None => question(
            "Which company is the partner programme of?",
            "Sorrelby, an example",
        )?,
        name => name,
    };
    let languages = if options.languages.is_empty() {
        question(
            "Which languages does the catalogue have, the default first?",
            "en",
        )?
        .map_or_else(Vec::new, |answer| codes(&answer))
    } else {
        options.languages
    };
    let base_url = match options.base_url {
        None => question(
            "What is the address of the website? You can change it later.",
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

/// Asks for confirmation. The default is no.
pub(super) fn confirm(
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
    answer
        .split([',', ';', ' '])
        .map(str::trim)
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect()
}

fn address(answer: &str) -> String {
    if answer.contains("://") {
        answer.to_owned()
    } else {
        format!("https://{answer}")
    }
}

#[cfg(test)]
mod tests {
    use super::ask;
    use crate::commands::InitOptions;

    #[test]
    fn asks_only_for_missing_values() {
        let mut output = Vec::new();
        let options = InitOptions {
            languages: vec!["fr".to_owned()],
            ..InitOptions::default()
        };
        let answers = "Kerguelen & Fils\npartners.kerguelen.example\n";
        let options = ask(options, &mut answers.as_bytes(), &mut output).unwrap();
        assert_eq!(options.name.as_deref(), Some("Kerguelen & Fils"));
        assert_eq!(options.languages, ["fr"]);
        let url = options.base_url.as_deref();
        assert_eq!(url, Some("https://partners.kerguelen.example"));
        assert!(!String::from_utf8(output).unwrap().contains("languages"));
    }

    #[test]
    fn empty_answers_mean_the_defaults() {
        let mut output = Vec::new();
        let options = ask(
            InitOptions::default(),
            &mut "\n\n\n".as_bytes(),
            &mut output,
        )
        .unwrap();
        assert_eq!(options.name, None);
        assert!(options.languages.is_empty() && options.base_url.is_none());
    }
}
