//! Hints: how to answer a question. Entry point: [`hint`].

use super::context::ReportContext;
use crate::questionnaire::{AnswerSource, Question};

/// All ways of answering a question, as one sentence; keys are in backticks.
pub(super) fn hint(context: ReportContext<'_>, question: &Question) -> String {
    let ways: Vec<String> = question
        .answered_by
        .iter()
        .map(|source| hint_for(context, question, source))
        .collect();
    ways.join(&context.string("audit_or"))
}

fn hint_for(context: ReportContext<'_>, question: &Question, source: &AnswerSource) -> String {
    let key = match *source {
        AnswerSource::Fields(keys) => {
            return context.message("audit_hint_fields", &[("keys", quoted(keys))]);
        }
        AnswerSource::Entry {
            list,
            with,
            required,
        } => {
            let args = [("entry", entry(list, with)), ("keys", quoted(required))];
            let key = if required.is_empty() {
                "audit_hint_entry"
            } else {
                "audit_hint_entry_keys"
            };
            return context.message(key, &args);
        }
        AnswerSource::Quantity(axis) => {
            let entry = entry("benefits", &[("axis", axis)]);
            return context.message("audit_hint_quantity", &[("entry", entry)]);
        }
        AnswerSource::Named { required } => {
            let entry = format!("answers = [\"{}\"]", question.id);
            let args = [("entry", entry), ("keys", quoted(required))];
            let key = if required.is_empty() {
                "audit_hint_named"
            } else {
                "audit_hint_named_keys"
            };
            return context.message(key, &args);
        }
        AnswerSource::Page => "audit_hint_page",
        AnswerSource::LowestTier => "audit_hint_lowest_tier",
        AnswerSource::TiersDiffer => "audit_hint_tiers_differ",
        AnswerSource::ProcessPages | AnswerSource::ProcessPagesOf(_) => "audit_hint_process_pages",
        AnswerSource::ProcessReviews => "audit_hint_process_reviews",
        AnswerSource::Countries => "audit_hint_countries",
        AnswerSource::PartnerContacts => "audit_hint_contacts",
        AnswerSource::PartnerAccess => "audit_hint_portal_access",
        AnswerSource::PartnerVerified => "audit_hint_last_verified",
        AnswerSource::Project => "audit_hint_project",
    };
    context.string(key)
}

/// "`benefits`, `processes`".
fn quoted(keys: &[&str]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}

/// `[[resources]] kit = "sales-kit", kind = "training"`.
fn entry(list: &str, with: &[(&str, &str)]) -> String {
    let values: Vec<String> = with
        .iter()
        .map(|(key, value)| format!("{key} = \"{value}\""))
        .collect();
    let entry = format!("[[{list}]] {}", values.join(", "));
    entry.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::load;
    use crate::questionnaire::{AREAS, questions};

    #[test]
    fn the_theme_has_a_text_for_each_question_and_area_and_no_others() {
        let empty = tempfile::tempdir().unwrap();
        let theme = load::project(empty.path()).theme;
        let expected: BTreeSet<String> = questions()
            .map(|question| question.message_key())
            .chain(AREAS.map(|area| format!("audit_area_{area}")))
            .collect();
        for language in ["en", "fr", "de"] {
            let is_text =
                |key: &&String| key.starts_with("question_") || key.starts_with("audit_area_");
            let strings: &BTreeMap<_, _> = &theme.strings[language];
            let actual: BTreeSet<String> = strings.keys().filter(is_text).cloned().collect();
            assert_eq!(actual, expected, "{language}");
        }
    }
}
