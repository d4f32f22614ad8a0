//! A project of somebody else, whose settings name another computer as the store.

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Project, TODAY, assert_output, build, command};

/// Credentials of each provider.
const CREDENTIALS: [(&str, &str); 6] = [
    ("AWS_ACCESS_KEY_ID", super::KEY),
    ("AWS_SECRET_ACCESS_KEY", super::SECRET),
    ("AWS_SESSION_TOKEN", super::SECRET),
    ("GOOGLE_BEARER_TOKEN", super::SECRET),
    ("AZURE_STORAGE_ACCOUNT_NAME", "vitrine"),
    ("AZURE_STORAGE_SAS_TOKEN", "sig=hunter2hunter2hunter2"),
];

/// A server that has nothing, and how often it was asked.
fn server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let nothing =
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(nothing.as_bytes());
        }
    });
    (endpoint, asked)
}

fn project(publish: &str) -> Project {
    let project = Project::base().file(
        "partners/zwickau.toml",
        "name = \"Zwickau\"\ntypes = [\"integrator\"]\n",
    );
    let settings = project.path().join("content/catalogue.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(settings, format!("{text}\n[publish]\n{publish}\n")).unwrap();
    build(&project);
    project
}

fn run(project: &Project, arguments: &[&str]) -> Output {
    let folder = project.path().to_str().unwrap();
    let mut command = command(&[arguments, &["--project", folder]].concat());
    command.envs(CREDENTIALS).stdin(Stdio::null());
    command.output().unwrap()
}

#[test]
fn credentials_go_to_no_computer_that_only_the_project_names() {
    let (endpoint, asked) = server();
    for to in ["s3://store/site", "gs://store", "az://store"] {
        let project = project(&format!("to = \"{to}\"\nendpoint = \"{endpoint}\""));
        let words = [
            &format!("`{to}` was not asked") as &str,
            &format!("`--endpoint {endpoint}`"),
        ];
        assert_output(&run(&project, &["publish", "--dry-run"]), 2, &words);
        assert_output(&run(&project, &["publish", "--yes"]), 2, &words);
        let output = run(&project, &["forget", "zwickau", "--yes", "--as-of", TODAY]);
        assert_output(
            &output,
            1,
            &[&words[..], &["may still be published"]].concat(),
        );
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);

    // The user may name it.
    let project = project(&format!("to = \"s3://store\"\nendpoint = \"{endpoint}\""));
    run(&project, &["publish", "--dry-run", "--endpoint", &endpoint]);
    assert!(asked.load(Ordering::SeqCst) > 0);
    // A bucket that does not exist is not one without the partner.
    let forget = ["forget", "zwickau", "--yes", "--as-of", TODAY];
    let output = run(
        &project,
        &[&forget[..], &["--endpoint", &endpoint]].concat(),
    );
    assert_output(
        &output,
        1,
        &["cannot list what is in", "may still be published"],
    );
}

#[test]
fn a_region_leads_to_no_other_host() {
    let project = project("to = \"s3://store\"\nregion = \"x@127.0.0.1:1/\"");
    let output = run(&project, &["publish", "--dry-run"]);
    assert_output(&output, 2, &["is not the name of a region"]);
}
