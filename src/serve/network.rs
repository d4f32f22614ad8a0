//! How other devices of the local network reach the preview, as words and as a QR code.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use fast_qr::{ECL, QRBuilder};

use crate::diagnostic::Style;

/// The white around a code, in modules, that cameras need.
const QUIET: isize = 2;

/// Where others find a preview that listens here; nowhere if it listens to this machine only.
pub(super) fn address(listening: SocketAddr) -> Option<SocketAddr> {
    if listening.ip().is_loopback() {
        return None;
    }
    if !listening.ip().is_unspecified() {
        return Some(listening);
    }
    // No packet is sent: the system only says from which of its addresses it would be. The other end is an address of
    // RFC 5737 or RFC 3849, which nobody has.
    let (own, other) = match listening {
        SocketAddr::V4(_) => (
            SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
            SocketAddr::from((Ipv4Addr::new(192, 0, 2, 1), 9)),
        ),
        SocketAddr::V6(_) => (
            SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
            SocketAddr::from((Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), 9)),
        ),
    };
    let socket = UdpSocket::bind(own).ok()?;
    socket.connect(other).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_loopback()).then(|| SocketAddr::new(ip, listening.port()))
}

/// The QR code of an address for a terminal, two modules a character; nothing if it is too long for one.
pub(super) fn code(url: &str, style: Style) -> String {
    let Ok(code) = QRBuilder::new(url).ecl(ECL::L).build() else {
        return String::new();
    };
    let size = code.size as isize;
    let is_dark = |x: isize, y: isize| {
        let inside = (0..size).contains(&x) && (0..size).contains(&y);
        inside && code[y as usize][x as usize].value()
    };
    // Where there are colours, black on white; else what is light is drawn, as most terminals are dark.
    let (before, after, dark) = match style {
        Style::Colored => ("\u{1b}[30;107m", "\u{1b}[0m", true),
        Style::Plain => ("", "", false),
    };
    let mut lines = String::new();
    for y in (-QUIET..size + QUIET).step_by(2) {
        let line: String = (-QUIET..size + QUIET)
            .map(
                |x| match (is_dark(x, y) == dark, is_dark(x, y + 1) == dark) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                },
            )
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{before}{line}{after}");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{address, code};
    use crate::diagnostic::Style;

    #[test]
    fn only_a_preview_that_others_can_reach_has_an_address_for_them() {
        assert_eq!(address("127.0.0.1:8080".parse().unwrap()), None);
        assert_eq!(address("[::1]:8080".parse().unwrap()), None);
        let own = "192.168.1.2:8080".parse().unwrap();
        assert_eq!(address(own), Some(own));
    }

    #[test]
    fn a_code_is_square_and_has_white_around_it() {
        let lines = code("http://192.168.1.2:8080/", Style::Plain);
        let lines: Vec<Vec<char>> = lines.lines().map(|line| line.chars().collect()).collect();
        let width = lines[0].len();
        assert_eq!(lines.len(), width.div_ceil(2));
        assert!(lines.iter().all(|line| line.len() == width));
        assert!(lines[0].iter().all(|&c| c == '█'));
        assert!(
            lines
                .iter()
                .all(|line| line[0] == '█' && line[width - 1] == '█')
        );
        assert!(lines.concat().contains(&' '));
    }
}
