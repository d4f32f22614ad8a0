//! Latin letters that Unicode does not decompose, in ASCII: [`plain`]. All others lose their marks by NFKD.

/// Letters of languages with many speakers, in lowercase. The theme's script knows them too.
pub(super) fn common(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        _ => return None,
    })
}

/// Any Latin letter of Latin-1 Supplement, Latin Extended-A and -B and Latin Extended Additional, in lowercase, that
/// NFKD leaves outside ASCII. Where an orthography has an ASCII form of a letter, this form is used: Zhuang has written
/// its tone letters as `z`, `q` and `h` since 1982, Xhosa writes clicks as `c`, `x` and `q`, Maltese the glottal stop
/// as `q`.
pub(super) fn plain(letter: char) -> Option<&'static str> {
    if letter.is_ascii() {
        return None;
    }
    common(letter).or_else(|| rare(letter))
}

fn rare(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ⱥ' | 'ẚ' => "a",
        'ƀ' | 'ƃ' | 'ɓ' => "b",
        'ƈ' | 'ȼ' | 'ǀ' => "c",
        'ƌ' | 'ƍ' | 'ȡ' | 'ɖ' | 'ɗ' | 'ẟ' => "d",
        'ȸ' => "db",
        'ƻ' => "dz",
        'ǝ' | 'ə' | 'ɛ' | 'ɇ' => "e",
        'ƒ' => "f",
        'ǥ' | 'ɠ' | 'ɣ' => "g",
        'ƅ' => "h",
        'ƕ' => "hv",
        'ɨ' | 'ɩ' => "i",
        'ɉ' | 'ȷ' => "j",
        'ĸ' | 'ƙ' => "k",
        'ŀ' | 'ƚ' | 'ƛ' | 'ȴ' => "l",
        'ỻ' => "ll",
        'ŉ' | 'ŋ' | 'ƞ' | 'ɲ' | 'ȵ' => "n",
        'ɔ' | 'ɵ' => "o",
        'ƣ' => "oi",
        'ȣ' => "ou",
        'ƥ' => "p",
        'ƽ' | 'ɋ' | 'ǃ' | 'ɂ' => "q",
        'ȹ' => "qp",
        'ɍ' | 'ʀ' => "r",
        'ȿ' | 'ẜ' | 'ẝ' => "s",
        'ƪ' | 'ʃ' => "sh",
        'ƫ' | 'ƭ' | 'ʈ' | 'ȶ' | 'ⱦ' => "t",
        'ǂ' => "tc",
        'ƾ' => "ts",
        'ʉ' | 'ʊ' => "u",
        'ʋ' | 'ʌ' | 'ỽ' => "v",
        'ɯ' | 'ƿ' => "w",
        'ǁ' => "x",
        'ƴ' | 'ɏ' | 'ȝ' | 'ỿ' => "y",
        'ƨ' | 'ƶ' | 'ƹ' | 'ƺ' | 'ȥ' | 'ɀ' | 'ʒ' => "z",
        _ => return None,
    })
}
