//! What the settings of a mapping can be. Entry point: [`valid_values`].

/// The values of a setting, or of all.
pub(super) fn valid_values(key: &str) -> &'static str {
    match key {
        "encoding" => {
            "write one of: utf-8, utf-16le, utf-16be, windows-1250 to windows-1258, windows-874, iso-8859-1 to \
             iso-8859-16, macintosh, x-mac-cyrillic, koi8-r, koi8-u, ibm866, cp437, cp850, cp852, cp857, cp858, shift_jis, \
             euc-jp, euc-kr, gbk, gb18030, big5"
        }
        _ => {
            "headings = 1, between = \";\", dates = \"day-first\" or \"month-first\", decimal = \".\" or \",\", folder = \"\", \
             encoding = \"windows-1250\", separator = \";\""
        }
    }
}
