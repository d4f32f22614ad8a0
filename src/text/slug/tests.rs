use super::{MAX_ID_LENGTH, ascii_slug, heading_anchor, slug};

#[test]
fn an_id_keeps_the_letters_of_a_name() {
    for (name, id) in [
        ("Étincelle_Coworking", "etincelle-coworking"),
        ("CS Systèmes d'information", "cs-systemes-d-information"),
        ("Straße & Łódź A/S", "strasse-lodz-a-s"),
        ("Dvořák", "dvorak"),
        ("Đuro Đaković", "duro-dakovic"),
        ("Doğan", "dogan"),
        ("Constanța", "constanta"),
        ("İstanbul Isı", "istanbul-isi"),
        ("Ķēniņš", "kenins"),
        ("Þór Ægisson", "thor-aegisson"),
        (
            "Socie\u{301}te\u{301} Ge\u{301}ne\u{301}rale",
            "societe-generale",
        ),
        ("co\u{ad}op ﬁnance Ⅳ", "coop-finance-iv"),
        ("Acme™ – Ελλάς", "acme-ellas"),
        ("Бета ООД", "beta-ood"),
        ("北京软件", "beijingruanjian"),
        ("★", ""),
        ("--", ""),
    ] {
        assert_eq!(slug(name, "en"), id, "{name}");
    }
}

#[test]
fn umlauts_are_spelled_out_in_german_only() {
    for name in [
        "Müller Öl Ärzte Süß",
        "Mu\u{308}ller O\u{308}l A\u{308}rzte Su\u{308}ß",
    ] {
        assert_eq!(slug(name, "de"), "mueller-oel-aerzte-suess");
        assert_eq!(slug(name, "de-CH"), "mueller-oel-aerzte-suess");
        assert_eq!(slug(name, "sv"), "muller-ol-arzte-suss");
    }
}

#[test]
fn an_id_has_a_greatest_length_and_no_hyphen_at_its_end() {
    let name = format!("{} end", "a".repeat(MAX_ID_LENGTH - 1));
    assert_eq!(slug(&name, "en"), "a".repeat(MAX_ID_LENGTH - 1));
}

#[test]
fn every_latin_letter_becomes_ascii() {
    // Latin-1 Supplement, Latin Extended-A, Latin Extended-B; Latin Extended Additional.
    let letters = ('\u{aa}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}');
    // The micro sign is a Greek letter.
    for letter in letters.filter(|&c| c.is_alphabetic() && c != 'µ') {
        for language in ["en", "de"] {
            let id = slug(&letter.to_string(), language);
            let is_plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase());
            assert!(is_plain, "{letter} U+{:04X}: {id}", u32::from(letter));
        }
        let anchor = heading_anchor(&letter.to_string());
        assert_eq!(anchor, slug(&letter.to_string(), "en"));
    }
}

#[test]
fn an_anchor_keeps_other_scripts_and_joins_at_apostrophes() {
    for (heading, anchor) in [
        ("Qu'est-ce que l’été ?", "quest-ce-que-lete"),
        ("Über uns", "uber-uns"),
        ("Ελλάς", "ελλας"),
        ("हिन्दी", "हिन्दी"),
        ("한국어", "한국어"),
        ("…", ""),
    ] {
        assert_eq!(heading_anchor(heading), anchor);
    }
}

#[test]
fn letters_outside_ascii_separate_the_words_of_an_ascii_slug() {
    assert_eq!(
        ascii_slug("Kerguelen Conseil S.A."),
        "kerguelen-conseil-s-a"
    );
    assert_eq!(ascii_slug("Müller AG"), "m-ller-ag");
}
