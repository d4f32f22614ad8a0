//! A TLS server on this machine with an untrusted certificate.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A server that runs until it is dropped.
pub(crate) struct TlsServer {
    child: Child,
    /// Its host and port.
    pub(crate) address: String,
    _folder: TempDir,
}

impl TlsServer {
    /// A server with a self-signed certificate for a name such as `IP:127.0.0.1`, valid between two years.
    pub(crate) fn start(name: &str, from: u32, until: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        fs::write(at.join("index.txt"), "").unwrap();
        fs::write(at.join("serial"), "01\n").unwrap();
        let settings = format!(
            "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n\
             policy=any\nx509_extensions=names\n[any]\ncommonName=supplied\n[names]\nsubjectAltName={name}\n\
             [req]\ndistinguished_name=none\n[none]\n"
        );
        fs::write(at.join("settings"), settings).unwrap();
        openssl(at, "ecparam -name prime256v1 -genkey -noout -out key");
        openssl(
            at,
            "req -new -config settings -key key -subj /CN=server -out wish",
        );
        openssl(
            at,
            &format!(
                "ca -batch -config settings -selfsign -keyfile key -in wish -notext -out certificate \
                 -startdate {from}0101000000Z -enddate {until}0101000000Z"
            ),
        );
        let mut child = command(
            at,
            "s_server -accept 127.0.0.1:0 -cert certificate -key key -www",
        )
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("`openssl` is installed");
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("ACCEPT")?.rsplit_once(':')?.1.to_owned()))
            .expect("the server tells its port");
        Self {
            child,
            address: format!("127.0.0.1:{port}"),
            _folder: folder,
        }
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        // It may already have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(at: &Path, arguments: &str) -> Command {
    let mut command = Command::new("openssl");
    command.args(arguments.split_whitespace()).current_dir(at);
    command
}

fn openssl(at: &Path, arguments: &str) {
    let output = command(at, arguments).output();
    let output = output.expect("`openssl` is installed");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments}: {errors}");
}
