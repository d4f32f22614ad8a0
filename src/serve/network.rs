//! Address of the preview in the local network, as text and as a QR code for phones.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use fast_qr::{ECL, QRBuilder};

use crate::diagnostic::Style;

/// The white border of a code, in modules, that cameras need.
const BORDER: isize = 2;

/// The address at which other devices reach a preview that listens at `listening`. `None` if it accepts connections from
/// this machine only.
pub(super) fn address(listening: SocketAddr) -> Option<SocketAddr> {
    if listening.ip().is_loopback() {
        return None;
    }
    if !listening.ip().is_unspecified() {
        return Some(listening);
    }
    // Connecting a UDP socket sends no packet: the system only chooses the local address that it would send from. The
    // remote address is one of those that RFC 5737 and RFC 3849 reserve for documentation.
    let (local, remote) = match listening {
        SocketAddr::V4(_) => (
            SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
            SocketAddr::from((Ipv4Addr::new(192, 0, 2, 1), 9)),
        ),
        SocketAddr::V6(_) => (
            SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
            SocketAddr::from((Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1), 9)),
        ),
    };
    let socket = UdpSocket::bind(local).ok()?;
    socket.connect(remote).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_loopback()).then(|| SocketAddr::new(ip, listening.port()))
}

/// The QR code of a URL for a terminal, two modules a character. Empty if the URL is too long for a code.
pub(super) fn code(url: &str, style: Style) -> String {
    let Ok(code) = QRBuilder::new(url).ecl(ECL::L).build() else {
        return String::new();
    };
    let size = code.size as isize;
    let is_dark = |x: isize, y: isize| {
        let inside = (0..size).contains(&x) && (0..size).contains(&y);
        inside && code[y as usize][x as usize].value()
    };
    // With colours, black on white. Without colours, the light modules are drawn, because most terminals are dark.
    let (before, after, dark) = match style {
        Style::Colored => ("\u{1b}[30;107m", "\u{1b}[0m", true),
        Style::Plain => ("", "", false),
    };
    let mut lines = String::new();
    for y in (-BORDER..size + BORDER).step_by(2) {
        let line: String = (-BORDER..size + BORDER)
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
    fn a_preview_on_the_loopback_interface_has_no_network_address() {
        assert_eq!(address("127.0.0.1:8080".parse().unwrap()), None);
        assert_eq!(address("[::1]:8080".parse().unwrap()), None);
        let lan = "192.168.1.2:8080".parse().unwrap();
        assert_eq!(address(lan), Some(lan));
    }

    #[test]
    fn a_code_is_square_and_has_a_white_border() {
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
