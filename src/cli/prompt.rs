//! Questions on a terminal. Entry points: [`ask`] for `vitrine init`, [`confirm`] for commands that delete or publish.

use std::cell::RefCell;
use std::io::{BufRead, Write};

use crate::commands::{InitOptions, language_codes};
use crate::text::visible_line;

/// Asks for the values that the flags do not have. An empty answer means the default in brackets.
pub(super) fn ask(
    options: InitOptions,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> anyhow::Result<InitOptions> {
    let output = RefCell::new(output);
    let mut question = |text: &str, default: &str| -> anyhow::Result<Option<String>> {
        let mut output = output.borrow_mut();
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
    let mut languages = options.languages;
    while languages.is_empty() {
        let Some(answer) = question(
            "Which languages does the catalogue have, the default first?",
            "en",
        )?
        else {
            break;
        };
        // A language that is not known is asked for again; the other answers stay.
        match language_codes(&[answer]) {
            Ok(codes) => languages = codes,
            Err(reason) => {
                let reason = reason.to_string();
                writeln!(output.borrow_mut(), "{}", visible_line(&reason))?;
            }
        }
    }
    let base_url = match options.base_url {
        None => question(
            "What is the address of the website? You can change it later.",
            "an example address",
        )?,
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
    write!(output, "{} [y/N]: ", visible_line(question))?;
    output.flush()?;
    let mut answer = String::new();
    input.read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
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
        assert_eq!(url, Some("partners.kerguelen.example"));
        assert!(!String::from_utf8(output).unwrap().contains("languages"));
    }

    #[test]
    fn an_unknown_language_is_asked_for_again_and_the_other_answers_stay() {
        let mut output = Vec::new();
        let answers = "Kerguelen\nKlingon, fr\nfrançais; German\nx.example\n";
        let options = ask(InitOptions::default(), &mut answers.as_bytes(), &mut output).unwrap();
        assert_eq!(options.name.as_deref(), Some("Kerguelen"));
        assert_eq!(options.languages, ["fr", "de"]);
        assert_eq!(options.base_url.as_deref(), Some("x.example"));
        let output = String::from_utf8(output).unwrap();
        assert!(output.contains("`Klingon`"), "{output}");
        assert_eq!(output.matches("Which languages").count(), 2);
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
