//! Files that Vitrine keeps for itself in `.vitrine/`: a copied project may bring any. Entry point: [`read`].

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

/// The largest file that is read, in bytes: several times that of ten thousand partners.
const LENGTH_AT_MOST: u64 = 256 << 20;

/// The text of such a file. Absent if it is missing, too large, no text, or anything but a file: a link, a device, a queue.
pub(super) fn read(path: &Path) -> Option<String> {
    let metadata = fs::symlink_metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > LENGTH_AT_MOST {
        return None;
    }
    let mut text = String::new();
    let file = File::open(path).ok()?;
    file.take(LENGTH_AT_MOST).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::process::Command;

    use super::read;

    #[cfg(unix)]
    #[test]
    fn links_queues_and_huge_files_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "text").unwrap();
        assert_eq!(read(&path("file")).as_deref(), Some("text"));
        std::os::unix::fs::symlink(path("file"), path("link")).unwrap();
        let status = Command::new("mkfifo").arg(path("queue")).status().unwrap();
        assert!(status.success());
        let huge = fs::File::create(path("huge")).unwrap();
        huge.set_len(1 << 40).unwrap();
        fs::write(path("bytes"), [0xff]).unwrap();
        for name in ["link", "queue", "huge", "bytes", "missing"] {
            assert_eq!(read(&path(name)), None, "{name}");
        }
    }
}
