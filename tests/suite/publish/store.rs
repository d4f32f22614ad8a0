//! An S3-compatible store: moto's server, which `tests/run` installs.

use std::fs::File;
use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

/// One server for each test.
pub(super) struct Store {
    pub(super) endpoint: String,
    server: Child,
    log: TempDir,
    agent: ureq::Agent,
}

impl Store {
    pub(super) const BUCKET: &str = "catalogue";

    pub(super) fn start() -> Self {
        let port = {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let log = tempfile::tempdir().unwrap();
        let log_file = File::create(log.path().join("log")).unwrap();
        let program = program();
        let server = Command::new(&program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .env("PYTHONUNBUFFERED", "1")
            .stdout(Stdio::null())
            .stderr(log_file)
            .spawn();
        let server = server.unwrap_or_else(|error| {
            panic!(
                "`{}`: {error}; `bash tests/run` installs it, or: python3 -m venv target/tools && \
                 target/tools/bin/pip install -r tests/requirements.txt",
                program.display()
            )
        });
        let store = Self {
            endpoint: format!("http://127.0.0.1:{port}"),
            server,
            log,
            agent: ureq::Agent::config_builder().proxy(None).build().into(),
        };
        for _ in 0..600 {
            let made = store
                .agent
                .put(store.url(""))
                .header("authorization", SIGNED);
            if made.send_empty().is_ok() {
                return store;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("`{}` does not answer", program.display());
    }

    /// All objects, in alphabetical order.
    pub(super) fn list(&self) -> Vec<String> {
        let mut all = Vec::new();
        loop {
            let after = all.last().cloned().unwrap_or_default();
            let query = format!("?list-type=2&start-after={after}");
            let text = String::from_utf8(self.get(&query)).unwrap();
            all.extend(text.split("<Key>").skip(1).map(|part| {
                let (key, _) = part.split_once("</Key>").unwrap();
                key.to_owned()
            }));
            if text.contains("<IsTruncated>false") {
                all.sort();
                return all;
            }
        }
    }

    pub(super) fn get(&self, path: &str) -> Vec<u8> {
        let request = self
            .agent
            .get(self.url(path))
            .header("authorization", SIGNED);
        let mut response = request
            .call()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        response.body_mut().read_to_vec().unwrap()
    }

    /// The headers of an object, by name.
    pub(super) fn head(&self, path: &str) -> impl Fn(&str) -> String + use<> {
        let request = self
            .agent
            .head(self.url(path))
            .header("authorization", SIGNED);
        let response = request
            .call()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let headers = response.headers().clone();
        move |name| headers[name].to_str().unwrap().to_owned()
    }

    pub(super) fn put(&self, path: &str, bytes: &[u8]) {
        let request = self
            .agent
            .put(self.url(path))
            .header("authorization", SIGNED);
        request.send(bytes).unwrap();
    }

    /// How many objects were written so far, by the log of the server.
    pub(super) fn writes(&self) -> usize {
        let mut text = String::new();
        let mut log = File::open(self.log.path().join("log")).unwrap();
        log.read_to_string(&mut text).unwrap();
        text.matches(&format!("PUT /{}/", Self::BUCKET)).count()
    }

    fn url(&self, path: &str) -> String {
        match path.starts_with('?') || path.is_empty() {
            true => format!("{}/{}{path}", self.endpoint, Self::BUCKET),
            false => format!("{}/{}/{path}", self.endpoint, Self::BUCKET),
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The server requires a signature, but does not check it.
const SIGNED: &str = "AWS4-HMAC-SHA256 Credential=TEST/20261015/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

/// The program in the folder of `tests/run`, else the one in `PATH`.
fn program() -> PathBuf {
    let ours = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tools/bin/moto_server");
    match ours.exists() {
        true => ours,
        false => PathBuf::from("moto_server"),
    }
}
