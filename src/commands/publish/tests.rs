//! Publications to a store in memory, interrupted at every single operation.

mod interleavings;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path as FilePath;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    Attribute, CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions, PutPayload,
    PutResult, Result,
};
use rayon::prelude::*;
use tempfile::TempDir;

use super::error::ErrorReporter;
use super::session::Session;
use super::store::Store;
use super::{BuiltSite, Deployment, known};
use crate::model::Destination;
use crate::output::{self, NOTES};

/// Two versions of a site: the second has a new page, lacks one, and has another stylesheet.
const OLD: &[(&str, &str)] = &[
    ("assets/site.00000001.css", "old"),
    (
        "en/gone/index.html",
        "<link href=\"/assets/site.00000001.css\">",
    ),
    (
        "en/index.html",
        "<link href=\"/assets/site.00000001.css\"><a href=\"/en/gone/\"></a><a href=\"/en/same/\"></a>",
    ),
    ("en/same/index.html", "nothing else"),
    ("logos/gone-0000000a.svg", "logo"),
    ("paper/book.pdf", "old book"),
    ("sitemap.xml", "<a href=\"/en/\"><a href=\"/en/gone/\">"),
];
const NEW: &[(&str, &str)] = &[
    ("assets/site.00000002.css", "new style"),
    (
        "en/index.html",
        "<link href=\"/assets/site.00000002.css\"><a href=\"/en/new/\"></a>",
    ),
    (
        "en/new/index.html",
        "<link href=\"/assets/site.00000002.css\"><a href=\"/en/newer/\"></a>",
    ),
    (
        "en/newer/index.html",
        "<img src=\"/logos/new-0000000b.svg\">",
    ),
    ("en/same/index.html", "nothing else"),
    ("logos/new-0000000b.svg", "logo"),
    ("paper/book.pdf", "new book"),
    ("sitemap.xml", "<a href=\"/en/\"><a href=\"/en/new/\">"),
];

#[test]
fn the_first_publication_sends_everything_and_the_second_nothing() {
    let objects = Objects::new();
    let deployment = prepare(OLD, &objects).unwrap();
    assert_eq!(deployment.previous(), None);
    // One more: the list of all files.
    assert_eq!(deployment.to_send().0, OLD.len() + 1);
    deployment.apply(&session(), &|| ()).unwrap();
    assert_eq!(objects.site(), expected_files(OLD));

    let deployment = prepare(OLD, &objects).unwrap();
    assert!(deployment.is_done());
    assert_eq!(deployment.to_send(), (0, 0));
    let previous = deployment.previous().unwrap();
    assert_eq!(previous.snapshot, "snapshot of en/gone/index.html");
    assert_eq!(previous.files.len(), OLD.len() + 1);
}

#[test]
fn sends_only_the_difference_and_deletes_obsolete_files() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    let deployment = prepare(NEW, &objects).unwrap();
    assert_eq!(deployment.to_send().0, NEW.len() - 1 + 1);
    assert_eq!(
        deployment.to_delete(),
        [
            "assets/site.00000001.css",
            "en/gone/index.html",
            "logos/gone-0000000a.svg"
        ]
    );
    deployment.apply(&session(), &|| ()).unwrap();
    assert_eq!(objects.site(), expected_files(NEW));
}

#[test]
fn an_interruption_at_any_operation_leaves_no_broken_page_and_can_be_resumed() {
    let mut operations = 0;
    for limit in 0.. {
        let objects = Objects::new();
        publish_all(OLD, &objects);
        objects.limit(limit);
        let interrupted = prepare(NEW, &objects).unwrap().apply(&session(), &|| ());
        objects.assert_no_broken_page();
        let sent = objects.changes();
        if interrupted.is_ok() {
            operations = limit;
            break;
        }

        objects.limit(usize::MAX);
        prepare(NEW, &objects)
            .unwrap()
            .apply(&session(), &|| ())
            .unwrap();
        assert_eq!(
            objects.site(),
            expected_files(NEW),
            "after {limit} operations"
        );
        assert!(prepare(NEW, &objects).unwrap().is_done());
        // No file is sent twice, except the state file.
        let all = objects.changes() - objects.state_writes();
        let files = NEW.len() - 1 + 1 + 3;
        assert_eq!(
            all, files,
            "after {limit} operations, of which {sent} were changes"
        );
    }
    assert!(operations > 10, "{operations}");
}

#[test]
fn leftovers_of_an_interrupted_publication_are_deleted_by_the_next() {
    for limit in 0..16 {
        let objects = Objects::new();
        publish_all(OLD, &objects);
        objects.limit(limit);
        let _ = prepare(NEW, &objects).unwrap().apply(&session(), &|| ());
        objects.limit(usize::MAX);
        publish_all(OLD, &objects);
        objects.assert_no_broken_page();
        assert_eq!(
            objects.site(),
            expected_files(OLD),
            "after {limit} operations"
        );
    }
}

#[test]
fn the_first_publication_can_be_resumed() {
    for limit in 0..OLD.len() + 2 {
        let objects = Objects::new();
        objects.limit(limit);
        prepare(OLD, &objects)
            .unwrap()
            .apply(&session(), &|| ())
            .unwrap_err();
        objects.assert_no_broken_page();
        objects.limit(usize::MAX);
        let deployment = prepare(OLD, &objects).unwrap();
        assert_eq!(deployment.previous(), None);
        assert_eq!(deployment.conflicts(), [""; 0]);
        deployment.apply(&session(), &|| ()).unwrap();
        assert_eq!(objects.site(), expected_files(OLD));
    }
}

#[test]
fn foreign_files_are_neither_deleted_nor_overwritten() {
    let objects = Objects::new();
    objects.put("uploads/mine.pdf", "mine");
    objects.put("en/index.html", "mine too");
    let deployment = prepare(OLD, &objects).unwrap();
    assert_eq!(deployment.conflicts(), ["en/index.html"]);
    deployment.apply(&session(), &|| ()).unwrap();
    publish_all(NEW, &objects);
    let mut expected = expected_files(NEW);
    expected.insert("uploads/mine.pdf".to_owned(), "mine".to_owned());
    assert_eq!(objects.site(), expected);
}

#[test]
fn published_files_that_somebody_changed_are_restored_and_foreign_files_stay() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    // Same length as before.
    objects.put("en/same/index.html", "nothing ELSE");
    objects.put("en/gone/index.html", "theirs");
    objects.delete("paper/book.pdf");
    let deployment = prepare(OLD, &objects).unwrap();
    assert_eq!(deployment.conflicts(), [""; 0]);
    assert_eq!(deployment.to_send().0, 3);
    let deployment = prepare(NEW, &objects).unwrap();
    assert!(
        !deployment
            .to_delete()
            .contains(&"en/gone/index.html".to_owned())
    );
    deployment.apply(&session(), &|| ()).unwrap();
    let mut expected = expected_files(NEW);
    expected.insert("en/gone/index.html".to_owned(), "theirs".to_owned());
    assert_eq!(objects.site(), expected);
}

#[test]
fn without_the_state_file_marks_identify_the_site() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    objects.delete(NOTES);
    let deployment = prepare(OLD, &objects).unwrap();
    assert_eq!(deployment.to_send().0, 0);
    assert!(!deployment.is_done());
    deployment.apply(&session(), &|| ()).unwrap();
    assert!(prepare(OLD, &objects).unwrap().is_done());

    objects.put(NOTES, "not ours");
    let error = prepare(OLD, &objects).err().unwrap().to_string();
    assert!(error.contains("damaged"), "{error}");
}

#[test]
fn concurrent_publications_are_detected() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    let slow = prepare(NEW, &objects).unwrap();
    let mut other = OLD.to_vec();
    other.push(("en/other/index.html", "other"));
    publish_all(&other, &objects);
    let error = slow.apply(&session(), &|| ()).unwrap_err().to_string();
    assert!(error.contains("another publication"), "{error}");
    assert_eq!(objects.site(), expected_files(&other));

    // Also without new files, and when the other publication has only begun.
    let changed = |text| {
        let mut files = other.clone();
        files[2].1 = text;
        files
    };
    let slow = prepare(&changed("one"), &objects).unwrap();
    objects.limit(1);
    let began = prepare(&changed("two"), &objects).unwrap();
    began.apply(&session(), &|| ()).unwrap_err();
    objects.limit(usize::MAX);
    let error = slow.apply(&session(), &|| ()).unwrap_err().to_string();
    assert!(error.contains("another publication"), "{error}");
    assert_eq!(objects.site(), expected_files(&other));
}

#[test]
fn a_site_that_changes_during_publication_is_refused() {
    let objects = Objects::new();
    let built = built(OLD);
    let deployment = to_store(&built, OLD, &objects).unwrap();
    fs::write(built.path().join("public/paper/book.pdf"), "other book").unwrap();
    let error = deployment
        .apply(&session(), &|| ())
        .unwrap_err()
        .to_string();
    assert!(error.contains("has changed since"), "{error}");
    assert!(!objects.site().contains_key("en/index.html"));
}

#[test]
fn files_have_a_content_type_and_caching() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    for (path, kind, caching) in [
        ("en/index.html", "text/html; charset=utf-8", "max-age=0"),
        (
            "assets/site.00000001.css",
            "text/css; charset=utf-8",
            "immutable",
        ),
        (
            "logos/gone-0000000a.svg",
            "image/svg+xml",
            "max-age=31536000",
        ),
        ("paper/book.pdf", "application/pdf", "must-revalidate"),
        (NOTES, "application/json; charset=utf-8", "no-store"),
    ] {
        let found = objects.attribute(path, &Attribute::ContentType);
        assert_eq!(found, kind, "{path}");
        let found = objects.attribute(path, &Attribute::CacheControl);
        assert!(found.contains(caching), "{path}: {found}");
    }
}

#[test]
fn a_folder_receives_the_same_difference() {
    let folder = tempfile::tempdir().unwrap();
    let to = Destination::Folder(folder.path().join("www"));
    let publish = |files| {
        let built = built(files);
        let site = site(&built, files);
        Deployment::prepare(site, &to, &super::StoreConfig::default()).map(|deployment| {
            let summary = (
                deployment.to_send().0,
                deployment.to_delete().len(),
                deployment
                    .previous()
                    .map(|published| published.snapshot.clone()),
            );
            deployment.apply(&session(), &|| ()).unwrap();
            summary
        })
    };
    assert_eq!(publish(OLD).unwrap(), (OLD.len(), 0, None));
    fs::write(folder.path().join("www/CNAME"), "mine").unwrap();
    let snapshot = Some("snapshot of en/gone/index.html".to_owned());
    assert_eq!(publish(NEW).unwrap(), (NEW.len() - 1, 3, snapshot));
    let www = folder.path().join("www");
    assert_eq!(fs::read_to_string(www.join("CNAME")).unwrap(), "mine");
    assert!(!www.join("en/gone/index.html").exists());
    let verified = output::verify(&www).unwrap();
    assert_eq!(verified.foreign, ["CNAME"]);
    assert!(verified.missing.is_empty() && verified.changed.is_empty());
}

#[test]
fn the_notes_at_the_store_list_what_is_published() {
    let objects = Objects::new();
    let known = || known::in_store(&store(&objects)).unwrap();
    assert_eq!(known(), None);
    publish_all(OLD, &objects);
    let publication = known().unwrap();
    assert_eq!(publication.files.len(), OLD.len() + 1);
    for (path, text) in OLD {
        let file = publication.files.iter().find(|file| file.path == *path);
        assert!(file.unwrap().is_of(text.as_bytes()), "{path}");
    }
    assert!(publication.unfinished.is_empty());

    objects.limit(1);
    prepare(NEW, &objects)
        .unwrap()
        .apply(&session(), &|| ())
        .unwrap_err();
    let publication = known().unwrap();
    assert!(
        publication
            .unfinished
            .contains(&"en/new/index.html".to_owned())
    );
}

/// A publication that does not wait.
fn session() -> Session {
    Session {
        settle: Duration::ZERO,
        ..Session::new(Timestamp::now)
    }
}

fn store(objects: &Objects) -> Store {
    Store::new(objects.inner.clone(), "site", ErrorReporter::default()).unwrap()
}

fn publish_all(files: &[(&str, &str)], objects: &Objects) {
    prepare(files, objects)
        .unwrap()
        .apply(&session(), &|| ())
        .unwrap();
}

/// Compares a built site with the store.
fn prepare(files: &[(&str, &str)], objects: &Objects) -> anyhow::Result<Deployment> {
    // The folder outlives the test.
    let built = Box::leak(Box::new(built(files)));
    to_store(built, files, objects)
}

fn to_store(
    built: &TempDir,
    files: &[(&str, &str)],
    objects: &Objects,
) -> anyhow::Result<Deployment> {
    Deployment::to_store(site(built, files), store(objects))
}

fn built(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| Ok(((*path).to_owned(), text.as_bytes().to_vec())))
        .collect();
    output::write(&folder.path().join("public"), files.into_par_iter()).unwrap();
    folder
}

fn site(built: &TempDir, files: &[(&str, &str)]) -> BuiltSite {
    let snapshot = format!("snapshot of {}", files[1].0);
    BuiltSite::new(&built.path().join("public"), snapshot).unwrap()
}

/// The files after a publication, without the state file.
fn expected_files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = built(files);
    let list = FilePath::new("public").join(output::LIST);
    let list = fs::read_to_string(folder.path().join(list)).unwrap();
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    files.chain([(output::LIST.to_owned(), list)]).collect()
}

/// A store in memory that fails after a given number of changes.
#[derive(Debug, Clone)]
struct Faulty {
    inner: InMemory,
    counts: Arc<OperationCounts>,
    /// Called before each operation.
    before: Option<Hook>,
    /// Whether it writes whatever the condition.
    ignores_conditions: bool,
}

type Operation<'a> = (&'static str, &'a str);

/// What a test does before an operation; an error prevents it.
#[derive(Clone)]
struct Hook(Arc<dyn Fn(Operation<'_>) -> Result<()> + Send + Sync>);

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook")
    }
}

#[derive(Debug)]
struct OperationCounts {
    changes: AtomicUsize,
    state_writes: AtomicUsize,
    limit: AtomicUsize,
}

impl Faulty {
    fn before(&self, operation: &'static str, path: &str) -> Result<()> {
        match &self.before {
            Some(hook) => (hook.0)((operation, path)),
            None => Ok(()),
        }
    }

    fn change(&self, path: &Path) -> Result<()> {
        self.before("change", path.as_ref())?;
        let OperationCounts {
            changes,
            state_writes,
            limit,
        } = &*self.counts;
        if limit.load(SeqCst) == 0 {
            return Err(Error::Generic {
                store: "faulty",
                source: "the connection broke".into(),
            });
        }
        limit.fetch_sub(1, SeqCst);
        changes.fetch_add(1, SeqCst);
        if path.as_ref().ends_with(NOTES) {
            state_writes.fetch_add(1, SeqCst);
        }
        Ok(())
    }
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("faulty")
    }
}

#[async_trait]
impl ObjectStore for Faulty {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        mut opts: PutOptions,
    ) -> Result<PutResult> {
        self.change(location)?;
        if self.ignores_conditions {
            opts.mode = PutMode::Overwrite;
        }
        self.inner.put_opts(location, payload, opts).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.change(location)?;
        self.inner.put_multipart_opts(location, opts).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.before("get", location.as_ref())?;
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        let store = self.clone();
        let allowed = locations.map(move |location| {
            let location = location?;
            store.change(&location)?;
            Ok(location)
        });
        self.inner.delete_stream(allowed.boxed())
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        if let Err(error) = self.before("list", "") {
            return futures_util::stream::iter([Err(error)]).boxed();
        }
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.change(to)?;
        self.inner.copy_opts(from, to, options).await
    }
}

/// The store, inspected and changed by the tests.
struct Objects {
    faulty: Faulty,
    inner: Arc<dyn ObjectStore>,
}

impl Objects {
    fn new() -> Self {
        let faulty = Faulty {
            inner: InMemory::new(),
            counts: Arc::new(OperationCounts {
                changes: AtomicUsize::new(0),
                state_writes: AtomicUsize::new(0),
                limit: AtomicUsize::new(usize::MAX),
            }),
            before: None,
            ignores_conditions: false,
        };
        Self::from(faulty)
    }

    fn from(faulty: Faulty) -> Self {
        Self {
            inner: Arc::new(faulty.clone()),
            faulty,
        }
    }

    /// Allows a number of changes, and resets the counters.
    fn limit(&self, changes: usize) {
        self.faulty.counts.limit.store(changes, SeqCst);
        if changes != usize::MAX {
            self.faulty.counts.changes.store(0, SeqCst);
            self.faulty.counts.state_writes.store(0, SeqCst);
        }
    }

    fn changes(&self) -> usize {
        self.faulty.counts.changes.load(SeqCst)
    }

    fn state_writes(&self) -> usize {
        self.faulty.counts.state_writes.load(SeqCst)
    }

    fn put(&self, path: &str, text: &str) {
        let path = Path::parse(format!("site/{path}")).unwrap();
        wait(self.faulty.inner.put(&path, text.to_owned().into())).unwrap();
    }

    fn delete(&self, path: &str) {
        let path = Path::parse(format!("site/{path}")).unwrap();
        wait(self.faulty.inner.delete(&path)).unwrap();
    }

    fn attribute(&self, path: &str, name: &Attribute) -> String {
        let path = Path::parse(format!("site/{path}")).unwrap();
        let found = wait(self.faulty.inner.get(&path)).unwrap();
        found.attributes.get(name).unwrap().as_ref().to_owned()
    }

    /// All files without the state file.
    fn site(&self) -> BTreeMap<String, String> {
        let read = async {
            let listed: Vec<ObjectMeta> = self.faulty.inner.list(None).try_collect().await?;
            let mut files = BTreeMap::new();
            for object in listed {
                let path = object.location.as_ref().strip_prefix("site/").unwrap();
                let bytes = self.faulty.inner.get(&object.location).await?;
                let text = String::from_utf8(bytes.bytes().await?.into()).unwrap();
                files.insert(path.to_owned(), text);
            }
            Ok::<_, Error>(files)
        };
        let mut files = wait(read).unwrap();
        files.remove(NOTES);
        files
    }

    /// Every link that a visitor can follow from the home page, the sitemap or an old page leads to an existing file.
    fn assert_no_broken_page(&self) {
        let files = self.site();
        let mut reached: BTreeSet<String> = files.keys().cloned().collect();
        // Only pages link to these.
        reached.retain(|path| !path.contains("/new"));
        let mut waiting: Vec<String> = reached.iter().cloned().collect();
        while let Some(path) = waiting.pop() {
            let text = &files[&path];
            for part in text.split("=\"/").skip(1) {
                let (address, _) = part.split_once('"').unwrap();
                let target = if address.ends_with('/') {
                    format!("{address}index.html")
                } else {
                    address.to_owned()
                };
                assert!(files.contains_key(&target), "`{path}` leads to `{target}`");
                if reached.insert(target.clone()) {
                    waiting.push(target);
                }
            }
        }
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}
