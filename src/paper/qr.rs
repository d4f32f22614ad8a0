//! QR codes of addresses as SVG; the only module that uses fast_qr. Entry point: [`code`].

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// The quiet zone around a code, in modules.
pub(super) const QUIET: usize = 4;

/// A QR code.
pub(super) struct Qr {
    /// The number of modules on a side, quiet zone included.
    pub(super) modules: usize,
    /// The code in black, quiet zone included, one unit per module.
    pub(super) svg: String,
}

/// The QR code of an address; nothing if the address is too long for one (about 2 300 bytes).
///
/// Error correction level Q recovers up to a quarter of the code, and hardly enlarges the codes of addresses.
pub(super) fn code(address: &str) -> Option<Qr> {
    let code = QRBuilder::new(address).ecl(ECL::Q).build().ok()?;
    let modules = code.size + 2 * QUIET;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{modules}\" height=\"{modules}\" viewBox=\"0 0 {modules} {modules}\"><path d=\""
    );
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|&x| code[y][x].value()).count();
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(svg, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run + 1;
        }
    }
    svg.push_str("\"/></svg>");
    Some(Qr { modules, svg })
}

#[cfg(test)]
mod tests {
    use super::{QUIET, code};

    #[test]
    fn the_finder_pattern_follows_the_quiet_zone() {
        let code = code("https://partners.example/p/kerguelen/").expect("a short address");
        let corner = format!("M{QUIET} {QUIET}h7v1h-7z");
        assert!(code.svg.contains(&corner), "{}", code.svg);
        assert!(code.modules >= 21 + 2 * QUIET);
    }

    #[test]
    fn an_address_that_is_too_long_has_no_code() {
        assert!(code(&"a".repeat(10_000)).is_none());
    }
}
