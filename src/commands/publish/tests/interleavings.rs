//! Two publications at once, in every order of their operations.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use jiff::{SignedDuration, Timestamp};
use object_store::Error;
use rayon::prelude::*;
use tempfile::TempDir;

use super::super::session::Overtaken;
use super::*;

/// More operations than one publication has.
const MANY: usize = 60;

/// The two publications of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Publisher {
    First = 0,
    Second = 1,
}

use Publisher::{First, Second};

/// Two versions of a site, both built, and a store with a third one.
struct Competition {
    old: Objects,
    sites: [(TempDir, &'static [(&'static str, &'static str)]); 2],
    expected: [BTreeMap<String, String>; 2],
}

/// As [`NEW`], with other pages.
const OTHER: &[(&str, &str)] = &[
    ("assets/site.00000003.css", "third style"),
    (
        "en/index.html",
        "<link href=\"/assets/site.00000003.css\"><a href=\"/en/other/\"></a>",
    ),
    ("en/other/index.html", "<a href=\"/en/same/\">"),
    ("en/same/index.html", "nothing else, really"),
    ("paper/book.pdf", "third book"),
    ("sitemap.xml", "<a href=\"/en/\"><a href=\"/en/other/\">"),
];

impl Competition {
    fn new() -> Self {
        let old = Objects::new();
        publish_all(OLD, &old);
        Self {
            old,
            sites: [(built(NEW), NEW), (built(OTHER), OTHER)],
            expected: [expected_files(NEW), expected_files(OTHER)],
        }
    }

    /// Runs both publications; `schedule` decides who does the next operation.
    fn run(&self, options: RunOptions, schedule: impl FnOnce(&Turnstile)) -> Run {
        let store = self.old.faulty.inner.fork();
        let turnstile = Arc::new(Turnstile::default());
        let publish = |publisher: Publisher| {
            let hook_turnstile = Arc::clone(&turnstile);
            let before = Hook(Arc::new(move |(operation, _)| {
                hook_turnstile.wait(publisher, operation)
            }));
            let objects = Objects::from(Faulty {
                inner: store.clone(),
                before: Some(before),
                ..self.old.faulty.clone()
            });
            let turnstile = Arc::clone(&turnstile);
            let (folder, files) = &self.sites[publisher as usize];
            let site = site(folder, files);
            let clock = options.clocks[publisher as usize];
            move || {
                let result = Deployment::to_store(site, super::store(&objects)).and_then(|plan| {
                    let may_continue = options.resumes && publisher == Second;
                    if plan.unfinished().is_some() && !may_continue {
                        return Err(Overtaken("it has not ended".to_owned()).into());
                    }
                    let session = Session {
                        settle: Duration::ZERO,
                        ..Session::new(clock)
                    };
                    plan.apply(&session, &|| ()).map(|_| session.id)
                });
                turnstile.end(publisher);
                result
            }
        };
        let results = thread::scope(|scope| {
            let threads = [First, Second].map(|publisher| scope.spawn(publish(publisher)));
            schedule(&turnstile);
            turnstile.finish(First);
            turnstile.finish(Second);
            threads.map(|thread| thread.join().unwrap())
        });
        Run {
            objects: Objects::from(Faulty {
                inner: store,
                ..self.old.faulty.clone()
            }),
            results,
        }
    }
}

#[derive(Clone, Copy)]
struct RunOptions {
    /// Whether the second continues an unfinished publication.
    resumes: bool,
    clocks: [fn() -> Timestamp; 2],
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            resumes: false,
            clocks: [Timestamp::now; 2],
        }
    }
}

/// The end of both publications: the id of each that succeeded.
struct Run {
    objects: Objects,
    results: [anyhow::Result<String>; 2],
}

/// Lets one thread at a time do one operation.
#[derive(Default)]
struct Turnstile {
    turns: Mutex<Turns>,
    changed: Condvar,
    killed: AtomicBool,
    lists: AtomicUsize,
}

#[derive(Default)]
struct Turns {
    turn: Option<usize>,
    /// Whether the publication has begun the operation of its turn.
    taken: bool,
    ended: [bool; 2],
}

impl Turnstile {
    /// Waits for a turn. The operation before is over.
    fn wait(&self, publisher: Publisher, operation: &str) -> Result<()> {
        let me = Some(publisher as usize);
        let mut turns = self.turns.lock().unwrap();
        // A turn that was granted before this thread came here is not over.
        if turns.taken && turns.turn == me {
            turns.turn = None;
            turns.taken = false;
            self.changed.notify_all();
        }
        let mut turns = self
            .changed
            .wait_while(turns, |turns| turns.turn != me)
            .unwrap();
        turns.taken = true;
        drop(turns);
        if publisher == First && self.killed.load(SeqCst) {
            return Err(Error::Generic {
                store: "test",
                source: "killed".into(),
            });
        }
        if publisher == Second && operation == "list" {
            self.lists.fetch_add(1, SeqCst);
        }
        Ok(())
    }

    fn end(&self, publisher: Publisher) {
        let mut turns = self.turns.lock().unwrap();
        turns.ended[publisher as usize] = true;
        if turns.turn == Some(publisher as usize) {
            turns.turn = None;
            turns.taken = false;
        }
        self.changed.notify_all();
    }

    /// Lets a publication do some operations. Returns whether it has ended.
    fn grant(&self, publisher: Publisher, operations: usize) -> bool {
        let me = publisher as usize;
        for _ in 0..operations {
            let mut turns = self.turns.lock().unwrap();
            if turns.ended[me] {
                return true;
            }
            turns.turn = Some(me);
            self.changed.notify_all();
            let over = |turns: &mut Turns| turns.turn == Some(me);
            drop(self.changed.wait_while(turns, over).unwrap());
        }
        self.turns.lock().unwrap().ended[me]
    }

    fn finish(&self, publisher: Publisher) {
        while !self.grant(publisher, MANY) {}
    }
}

/// The one that was not overtaken has its whole site there.
#[track_caller]
fn assert_whole(stage: &Competition, run: &Run, case: &str) {
    for error in run
        .results
        .iter()
        .filter_map(|result| result.as_ref().err())
    {
        assert!(error.is::<Overtaken>(), "{case}: {error:#}");
    }
    let state = super::store(&run.objects).state().unwrap();
    let last = state.publication.unwrap();
    assert!(last.ended, "{case}");
    let winner = run
        .results
        .iter()
        .position(|result| result.as_ref().is_ok_and(|id| *id == last.id));
    let winner = winner.unwrap_or_else(|| panic!("{case}: none has published"));
    assert!(
        run.objects.site() == stage.expected[winner],
        "{case}: a mixed site"
    );
    run.objects.assert_no_broken_page();
}

#[test]
fn of_two_at_once_one_wins_whatever_the_order() {
    let stage = Competition::new();
    let both = AtomicUsize::new(0);
    (0..MANY).into_par_iter().for_each(|first| {
        for second in 0..MANY {
            let mut ended = false;
            let run = stage.run(RunOptions::default(), |turnstile| {
                ended = turnstile.grant(First, first);
                ended |= turnstile.grant(Second, second);
            });
            assert_whole(&stage, &run, &format!("{first}, {second}"));
            let succeeded = run.results.iter().filter(|result| result.is_ok()).count();
            both.fetch_add(usize::from(succeeded == 2), SeqCst);
            if ended {
                break;
            }
        }
    });
    // One after the other.
    assert!(both.into_inner() > 0);
}

#[test]
fn a_killed_publication_is_continued_whatever_it_had_sent_last() {
    let stage = Competition::new();
    let options = RunOptions {
        resumes: true,
        ..RunOptions::default()
    };
    (0..MANY).into_par_iter().for_each(|first| {
        for second in (0..MANY).step_by(2) {
            let (mut lists, mut ended) = (0, false);
            let run = stage.run(options, |turnstile| {
                ended = turnstile.grant(First, first);
                ended |= turnstile.grant(Second, second);
                // A request that was under way arrives late.
                turnstile.grant(First, 1);
                lists = turnstile.lists.load(SeqCst);
                turnstile.killed.store(true, SeqCst);
            });
            if ended {
                break;
            }
            let case = format!("{first}, {second}, {lists}");
            let [_, second] = &run.results;
            match second {
                // It looks at all files three times: for the plan, after the claim, and at the end.
                Ok(_) if lists < 3 => {
                    assert!(run.objects.site() == stage.expected[1], "{case}");
                }
                Ok(_) => {}
                Err(error) => assert!(error.is::<Overtaken>(), "{case}: {error:#}"),
            }
            publish_all(OTHER, &run.objects);
            assert!(run.objects.site() == stage.expected[1], "{case}");
        }
    });
}

/// Seconds that the clock of a test is ahead.
static AHEAD: AtomicI64 = AtomicI64::new(0);

#[test]
fn a_publication_that_slept_stops_when_another_has_taken_over() {
    let stage = Competition::new();
    let sleepy = || Timestamp::now() + SignedDuration::from_secs(AHEAD.load(SeqCst));
    let options = RunOptions {
        resumes: true,
        clocks: [sleepy, Timestamp::now],
    };
    // Without an operation, it has not begun.
    for first in 1..MANY {
        AHEAD.store(0, SeqCst);
        let mut ended = false;
        let run = stage.run(options, |turnstile| {
            ended = turnstile.grant(First, first);
            turnstile.finish(Second);
            AHEAD.store(3600, SeqCst);
        });
        if ended {
            break;
        }
        let [slept, other] = &run.results;
        let error = slept.as_ref().unwrap_err();
        assert!(error.is::<Overtaken>(), "{first}: {error:#}");
        other.as_ref().unwrap();
        // The request on which it fell asleep may arrive; no other is sent.
        let site = run.objects.site();
        let mut paths: BTreeSet<&String> = site.keys().collect();
        paths.extend(stage.expected[1].keys());
        let differing = paths
            .iter()
            .filter(|path| site.get(**path) != stage.expected[1].get(**path));
        assert!(differing.count() <= 1, "{first}");
    }
}

#[test]
fn a_store_that_ignores_conditions_is_noticed() {
    let objects = Objects::new();
    let ignoring = Objects::from(Faulty {
        ignores_conditions: true,
        ..objects.faulty.clone()
    });
    let publish = |objects: &Objects, files| {
        let deployment = prepare(files, objects).unwrap();
        deployment.apply(&session(), &|| ()).unwrap()
    };
    for files in [OLD, NEW] {
        let remarks = publish(&ignoring, files);
        assert_eq!(remarks.len(), 1);
        assert!(remarks[0].contains("one place at a time"), "{remarks:?}");
        assert_eq!(ignoring.site(), expected_files(files));
    }
    assert!(publish(&objects, OLD).is_empty());
    // Another claim between claim and second look.
    let slow = prepare(NEW, &ignoring).unwrap();
    publish(&ignoring, OTHER);
    let error = slow.apply(&session(), &|| ()).unwrap_err();
    assert!(error.is::<Overtaken>(), "{error:#}");
    assert_eq!(ignoring.site(), expected_files(OTHER));
}
