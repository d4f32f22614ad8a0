//! The list of a store's objects, within limits: a list without an end would fill the memory. Entry point: [`collect`].

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use futures_util::Stream;
use object_store::{Error, ObjectMeta};

use super::{ListedObject, tag};

/// The limits of a list.
pub(super) struct ListLimits {
    /// Objects, repeated ones included.
    pub(super) objects: usize,
    /// Bytes of paths and tags together.
    pub(super) bytes: usize,
    /// Objects that were listed before.
    pub(super) repeats: usize,
    /// Waits for the store without a new object. A request is two or three, each attempt again.
    pub(super) waits: usize,
}

/// Enough for the largest site; a page of most stores has 1000 objects, and some stores send a few empty pages.
pub(super) const LIST_LIMITS: ListLimits = ListLimits {
    objects: 2_000_000,
    bytes: 200_000_000,
    repeats: 1000,
    waits: 1000,
};

/// Why a list was not read to its end.
#[derive(Debug)]
pub(super) enum ListError {
    Store(Error),
    /// What the store does, as the end of a sentence.
    Excess(String),
}

/// All objects of a list by their path in a folder, which is empty for the whole bucket.
pub(super) async fn collect(
    listed: impl Stream<Item = Result<ObjectMeta, Error>>,
    folder: &str,
    limits: &ListLimits,
) -> Result<BTreeMap<String, ListedObject>, ListError> {
    let mut listed = pin!(listed);
    let mut all = BTreeMap::new();
    let (mut objects, mut bytes, mut waits) = (0, 0, 0);
    loop {
        let next = poll_fn(|context| match listed.as_mut().poll_next(context) {
            Poll::Ready(next) => Poll::Ready(Some(next)),
            Poll::Pending if waits < limits.waits => {
                waits += 1;
                Poll::Pending
            }
            Poll::Pending => Poll::Ready(None),
        });
        let object = match next.await {
            Some(Some(object)) => object.map_err(ListError::Store)?,
            Some(None) => return Ok(all),
            None => return Err(excess("continues its list without new objects")),
        };
        let ObjectMeta {
            location,
            size,
            e_tag,
            ..
        } = object;
        let tag = tag(e_tag);
        objects += 1;
        bytes += location.as_ref().len() + tag.as_ref().map_or(0, String::len);
        if objects > limits.objects {
            let text = format!("lists more than {} objects", limits.objects);
            return Err(ListError::Excess(text));
        }
        if bytes > limits.bytes {
            let megabytes = limits.bytes / 1_000_000;
            let text = format!("lists objects whose names are longer than {megabytes} MB together");
            return Err(ListError::Excess(text));
        }
        let path = match folder {
            "" => Some(location.as_ref()),
            folder => {
                let path = location.as_ref().strip_prefix(folder);
                path.and_then(|path| path.strip_prefix('/'))
            }
        };
        // An object outside the folder is not one of its objects.
        let is_new = path.is_some_and(|path| {
            let object = ListedObject { size, tag };
            all.insert(path.to_owned(), object).is_none()
        });
        if is_new {
            waits = 0;
        }
        if objects - all.len() > limits.repeats {
            return Err(excess("lists the same or foreign objects again and again"));
        }
    }
}

fn excess(text: &str) -> ListError {
    ListError::Excess(text.to_owned())
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use object_store::ObjectStoreExt as _;
    use object_store::memory::InMemory;
    use object_store::path::Path;
    use tokio::runtime;

    use super::*;

    const LIMITS: ListLimits = ListLimits {
        objects: 100,
        bytes: 5000,
        repeats: 10,
        waits: 10,
    };

    fn run<T>(future: impl Future<Output = T>) -> T {
        let runtime = runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(future)
    }

    /// Objects with these paths, as a store in memory lists them.
    fn objects(paths: impl Iterator<Item = String>) -> Vec<Result<ObjectMeta, Error>> {
        let store = InMemory::new();
        let object = Path::from("object");
        run(store.put(&object, "1".into())).unwrap();
        let object = run(store.head(&object)).unwrap();
        paths
            .map(|path| {
                Ok(ObjectMeta {
                    location: Path::from(path),
                    ..object.clone()
                })
            })
            .collect()
    }

    fn excess_of(listed: impl Stream<Item = Result<ObjectMeta, Error>>) -> String {
        match run(collect(listed, "site", &LIMITS)) {
            Err(ListError::Excess(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_honest_list_is_read_to_its_end() {
        let paths = (0..100).map(|number| format!("site/{number}"));
        let mut waiting = false;
        let mut listed = objects(paths).into_iter();
        // The store is waited for before each object.
        let listed = stream::poll_fn(move |context| {
            waiting = !waiting;
            if waiting {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(listed.next())
        });
        let all = run(collect(listed, "site", &LIMITS)).unwrap();
        assert_eq!(all.len(), 100);
        assert!(all.contains_key("99"));
    }

    #[test]
    fn a_list_without_an_end_is_cut_off() {
        let numbered = |prefix: &'static str| {
            let paths = (0..1000).map(move |number| format!("{prefix}{number}"));
            stream::iter(objects(paths))
        };
        let many = excess_of(numbered("site/"));
        assert_eq!(many, "lists more than 100 objects");

        let name = "k".repeat(1000);
        let long = stream::iter(objects((0..9).map(|it| format!("site/{it}{name}"))));
        let long = excess_of(long);
        assert!(long.contains("names are longer than"), "{long}");

        let repeated = stream::iter(objects((0..1000).map(|it| format!("site/{}", it % 5))));
        for listed in [excess_of(repeated), excess_of(numbered("elsewhere/"))] {
            assert!(listed.contains("again and again"), "{listed}");
        }

        let empty_pages = stream::poll_fn(|context| {
            context.waker().wake_by_ref();
            Poll::Pending
        });
        let empty_pages = excess_of(empty_pages);
        assert!(empty_pages.contains("without new objects"), "{empty_pages}");
    }

    #[test]
    fn an_object_outside_the_folder_is_left_out() {
        let paths = ["site/index.html", "sites/index.html", "site"].map(str::to_owned);
        let listed = stream::iter(objects(paths.into_iter()));
        let all = run(collect(listed, "site", &LIMITS)).unwrap();
        assert_eq!(all.into_keys().collect::<Vec<_>>(), ["index.html"]);
    }
}
