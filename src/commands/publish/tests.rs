//! Publications to a store in memory, interrupted at every single operation.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path as FilePath;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    Attribute, CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, ObjectStoreExt as _, PutMultipartOptions, PutOptions, PutPayload, PutResult,
    Result,
};
use rayon::prelude::*;
use tempfile::TempDir;

use super::error::Words;
use super::store::Store;
use super::{BuiltSite, Delivery};
use crate::model::Destination;
use crate::output::{self, NOTES};

/// Two versions of a site: in the second a page is new, one is gone, and all have another style.
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
fn the_first_publication_sends_all_and_the_second_nothing() {
    let objects = Objects::new();
    let delivery = prepare(OLD, &objects).unwrap();
    assert_eq!(delivery.before(), None);
    // With the list of all files.
    assert_eq!(delivery.to_send().0, OLD.len() + 1);
    delivery.carry_out(&|| ()).unwrap();
    assert_eq!(objects.site(), whole(OLD));

    let delivery = prepare(OLD, &objects).unwrap();
    assert!(delivery.is_done());
    assert_eq!(delivery.to_send(), (0, 0));
    let before = delivery.before().unwrap();
    assert_eq!(before.snapshot, "snapshot of en/gone/index.html");
    assert_eq!(before.files.len(), OLD.len() + 1);
}

#[test]
fn only_the_difference_is_sent_and_what_is_no_more_is_deleted() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    let delivery = prepare(NEW, &objects).unwrap();
    assert_eq!(delivery.to_send().0, NEW.len() - 1 + 1);
    assert_eq!(
        delivery.to_delete(),
        [
            "assets/site.00000001.css",
            "en/gone/index.html",
            "logos/gone-0000000a.svg"
        ]
    );
    delivery.carry_out(&|| ()).unwrap();
    assert_eq!(objects.site(), whole(NEW));
}

#[test]
fn an_interruption_at_any_operation_leaves_no_broken_page_and_is_gone_on_with() {
    let mut operations = 0;
    for limit in 0.. {
        let objects = Objects::new();
        publish_all(OLD, &objects);
        objects.limit(limit);
        let interrupted = prepare(NEW, &objects).unwrap().carry_out(&|| ());
        objects.assert_no_broken_page();
        let sent = objects.changes();
        if interrupted.is_ok() {
            operations = limit;
            break;
        }

        objects.limit(usize::MAX);
        prepare(NEW, &objects).unwrap().carry_out(&|| ()).unwrap();
        assert_eq!(objects.site(), whole(NEW), "after {limit} operations");
        assert!(prepare(NEW, &objects).unwrap().is_done());
        // Of the files none is sent twice; the notes may be.
        let all = objects.changes() - objects.notes_written();
        let files = NEW.len() - 1 + 1 + 3;
        assert_eq!(
            all, files,
            "after {limit} operations, of which {sent} were changes"
        );
    }
    assert!(operations > 10, "{operations}");
}

#[test]
fn what_an_interrupted_publication_left_is_deleted_by_the_next() {
    for limit in 0..16 {
        let objects = Objects::new();
        publish_all(OLD, &objects);
        objects.limit(limit);
        let _ = prepare(NEW, &objects).unwrap().carry_out(&|| ());
        objects.limit(usize::MAX);
        publish_all(OLD, &objects);
        objects.assert_no_broken_page();
        assert_eq!(objects.site(), whole(OLD), "after {limit} operations");
    }
}

#[test]
fn the_first_publication_can_be_interrupted_too() {
    for limit in 0..OLD.len() + 2 {
        let objects = Objects::new();
        objects.limit(limit);
        prepare(OLD, &objects)
            .unwrap()
            .carry_out(&|| ())
            .unwrap_err();
        objects.assert_no_broken_page();
        objects.limit(usize::MAX);
        let delivery = prepare(OLD, &objects).unwrap();
        assert_eq!(delivery.before(), None);
        assert_eq!(delivery.in_the_way(), [""; 0]);
        delivery.carry_out(&|| ()).unwrap();
        assert_eq!(objects.site(), whole(OLD));
    }
}

#[test]
fn files_of_others_are_neither_deleted_nor_overwritten_unasked() {
    let objects = Objects::new();
    objects.put("uploads/mine.pdf", "mine");
    objects.put("en/index.html", "mine too");
    let delivery = prepare(OLD, &objects).unwrap();
    assert_eq!(delivery.in_the_way(), ["en/index.html"]);
    delivery.carry_out(&|| ()).unwrap();
    publish_all(NEW, &objects);
    let mut expected = whole(NEW);
    expected.insert("uploads/mine.pdf".to_owned(), "mine".to_owned());
    assert_eq!(objects.site(), expected);
}

#[test]
fn what_others_changed_is_put_right_and_what_they_put_there_afterwards_stays() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    // As long as before.
    objects.put("en/same/index.html", "nothing ELSE");
    objects.put("en/gone/index.html", "theirs");
    objects.delete("paper/book.pdf");
    let delivery = prepare(OLD, &objects).unwrap();
    assert_eq!(delivery.in_the_way(), [""; 0]);
    assert_eq!(delivery.to_send().0, 3);
    let delivery = prepare(NEW, &objects).unwrap();
    assert!(
        !delivery
            .to_delete()
            .contains(&"en/gone/index.html".to_owned())
    );
    delivery.carry_out(&|| ()).unwrap();
    let mut expected = whole(NEW);
    expected.insert("en/gone/index.html".to_owned(), "theirs".to_owned());
    assert_eq!(objects.site(), expected);
}

#[test]
fn without_its_notes_a_site_is_known_again_by_its_marks() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    objects.delete(NOTES);
    let delivery = prepare(OLD, &objects).unwrap();
    assert_eq!(delivery.to_send().0, 0);
    assert!(!delivery.is_done());
    delivery.carry_out(&|| ()).unwrap();
    assert!(prepare(OLD, &objects).unwrap().is_done());

    objects.put(NOTES, "not ours");
    let error = prepare(OLD, &objects).err().unwrap().to_string();
    assert!(error.contains("damaged"), "{error}");
}

#[test]
fn two_publications_at_the_same_time_are_noticed() {
    let objects = Objects::new();
    publish_all(OLD, &objects);
    let slow = prepare(NEW, &objects).unwrap();
    let mut other = OLD.to_vec();
    other.push(("en/other/index.html", "other"));
    publish_all(&other, &objects);
    let error = slow.carry_out(&|| ()).unwrap_err().to_string();
    assert!(error.contains("somebody else"), "{error}");
    assert_eq!(objects.site(), whole(&other));

    // Also where no file is new, and the other has only begun.
    let changed = |text| {
        let mut files = other.clone();
        files[2].1 = text;
        files
    };
    let slow = prepare(&changed("one"), &objects).unwrap();
    objects.limit(1);
    let began = prepare(&changed("two"), &objects).unwrap();
    began.carry_out(&|| ()).unwrap_err();
    objects.limit(usize::MAX);
    let error = slow.carry_out(&|| ()).unwrap_err().to_string();
    assert!(error.contains("somebody else"), "{error}");
    assert_eq!(objects.site(), whole(&other));
}

#[test]
fn a_site_that_changes_while_it_is_published_is_not_mixed() {
    let objects = Objects::new();
    let built = built(OLD);
    let delivery = to_store(&built, OLD, &objects).unwrap();
    fs::write(built.path().join("public/paper/book.pdf"), "other book").unwrap();
    let error = delivery.carry_out(&|| ()).unwrap_err().to_string();
    assert!(error.contains("has changed since"), "{error}");
    assert!(!objects.site().contains_key("en/index.html"));
}

#[test]
fn files_say_what_they_are_and_how_long_they_may_be_kept() {
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
fn a_folder_is_published_to_with_the_same_difference() {
    let folder = tempfile::tempdir().unwrap();
    let to = Destination::Folder(folder.path().join("www"));
    let publish = |files| {
        let built = built(files);
        let site = site(&built, files);
        Delivery::prepare(site, &to, &super::Access::default()).map(|delivery| {
            let told = (
                delivery.to_send().0,
                delivery.to_delete().len(),
                delivery.before().map(|it| it.snapshot.clone()),
            );
            delivery.carry_out(&|| ()).unwrap();
            told
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

fn publish_all(files: &[(&str, &str)], objects: &Objects) {
    prepare(files, objects).unwrap().carry_out(&|| ()).unwrap();
}

/// Compares a built site with the store, which keeps no folder.
fn prepare(files: &[(&str, &str)], objects: &Objects) -> anyhow::Result<Delivery> {
    // The folder outlives the test.
    let built = Box::leak(Box::new(built(files)));
    to_store(built, files, objects)
}

fn to_store(
    built: &TempDir,
    files: &[(&str, &str)],
    objects: &Objects,
) -> anyhow::Result<Delivery> {
    let store = Store::new(objects.inner.clone(), "site", Words::default())?;
    Delivery::to_store(site(built, files), store)
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

/// What is there after a publication, but the notes.
fn whole(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = built(files);
    let list = FilePath::new("public").join(output::LIST);
    let list = fs::read_to_string(folder.path().join(list)).unwrap();
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    files.chain([(output::LIST.to_owned(), list)]).collect()
}

/// A store in memory that stops to answer after so many changes.
#[derive(Debug, Clone)]
struct Faulty {
    inner: InMemory,
    counts: Arc<Counts>,
}

#[derive(Debug)]
struct Counts {
    changes: AtomicUsize,
    notes: AtomicUsize,
    limit: AtomicUsize,
}

impl Faulty {
    fn change(&self, path: &Path) -> Result<()> {
        let Counts {
            changes,
            notes,
            limit,
        } = &*self.counts;
        if limit.load(SeqCst) == 0 {
            return Err(Error::Generic {
                store: "faulty",
                source: "the line is cut".into(),
            });
        }
        limit.fetch_sub(1, SeqCst);
        changes.fetch_add(1, SeqCst);
        if path.as_ref().ends_with(NOTES) {
            notes.fetch_add(1, SeqCst);
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
        opts: PutOptions,
    ) -> Result<PutResult> {
        self.change(location)?;
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

/// The store, looked at and changed by others.
struct Objects {
    faulty: Faulty,
    inner: Arc<dyn ObjectStore>,
}

impl Objects {
    fn new() -> Self {
        let faulty = Faulty {
            inner: InMemory::new(),
            counts: Arc::new(Counts {
                changes: AtomicUsize::new(0),
                notes: AtomicUsize::new(0),
                limit: AtomicUsize::new(usize::MAX),
            }),
        };
        Self {
            inner: Arc::new(faulty.clone()),
            faulty,
        }
    }

    /// Lets so many changes happen, and counts from here.
    fn limit(&self, changes: usize) {
        self.faulty.counts.limit.store(changes, SeqCst);
        if changes != usize::MAX {
            self.faulty.counts.changes.store(0, SeqCst);
            self.faulty.counts.notes.store(0, SeqCst);
        }
    }

    fn changes(&self) -> usize {
        self.faulty.counts.changes.load(SeqCst)
    }

    fn notes_written(&self) -> usize {
        self.faulty.counts.notes.load(SeqCst)
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

    /// All files but the notes.
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

    /// Whatever a visitor can reach, from the home page, the site map or a page that was there, is there.
    fn assert_no_broken_page(&self) {
        let files = self.site();
        let mut reached: BTreeSet<String> = files.keys().cloned().collect();
        // Nothing leads to these but pages.
        reached.retain(|path| !path.contains("/new"));
        let mut waiting: Vec<String> = reached.iter().cloned().collect();
        while let Some(path) = waiting.pop() {
            let text = &files[&path];
            for part in text.split("=\"/").skip(1) {
                let (address, _) = part.split_once('"').unwrap();
                let target = match address.ends_with('/') {
                    true => format!("{address}index.html"),
                    false => address.to_owned(),
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
