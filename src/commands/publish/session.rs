//! One run of `vitrine publish`: its identity, its clock, and its note in the state of a store. Built by
//! [`Session::new`].

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// How often a running publication gives a sign of life, by writing its note again.
pub(super) const SIGN_OF_LIFE: Duration = Duration::from_secs(60);
/// A publication without a sign of life for so long is over: it was killed, or its connection is gone. Stores refuse
/// requests from clocks that are wrong by more than 15 minutes, so two clocks differ less than this.
pub(super) const SILENCE: SignedDuration = SignedDuration::from_mins(30);
/// After a pause of this length, as of a computer that slept, a publication makes sure that it still holds the store.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);
/// How long to wait for another publication's note at a store without conditional writes.
const SETTLE: Duration = Duration::from_secs(2);

/// One run of `vitrine publish`.
#[derive(Debug, Clone)]
pub(super) struct Session {
    /// Random; no two runs have the same.
    pub(super) id: String,
    /// When it began.
    pub(super) began: Timestamp,
    /// The current time. It goes on while the computer sleeps, unlike the time since the start of the program.
    pub(super) clock: fn() -> Timestamp,
    /// How long to wait for another publication's note at a store without conditional writes.
    pub(super) settle: Duration,
    /// How long to wait after taking over from a publication that may run still.
    pub(super) patience: Duration,
}

/// A publication as the state of a store notes it. It names no computer and no person: the state is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PublicationNote {
    /// The id of its [`Session`].
    pub(super) id: String,
    /// When it began.
    pub(super) began: Timestamp,
    /// Its last sign of life.
    pub(super) seen: Timestamp,
    /// Whether it has ended, so that the store holds exactly one site.
    pub(super) ended: bool,
}

/// Another publication that prevents this one.
#[derive(Debug)]
pub(super) struct Overtaken(pub(super) String);

impl std::fmt::Display for Overtaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Overtaken {}

impl Session {
    /// A run that begins now.
    pub(super) fn new(clock: fn() -> Timestamp) -> Self {
        // The standard library has no other source of random numbers; two of its keys are unique.
        let random = || RandomState::new().hash_one(());
        Self {
            id: format!("{:016x}{:016x}", random(), random()),
            began: clock(),
            clock,
            settle: SETTLE,
            patience: Duration::ZERO,
        }
    }

    /// Waits until the publication that was replaced, if it runs still, has noticed it by its next sign of life.
    pub(super) fn wait_for_the_other(&self) {
        std::thread::sleep(self.patience);
    }

    /// Its note, as of now.
    pub(super) fn note(&self, ended: bool) -> PublicationNote {
        PublicationNote {
            id: self.id.clone(),
            began: self.began,
            seen: (self.clock)(),
            ended,
        }
    }

    /// Whether so much time has passed since `then` that another publication may have taken over.
    pub(super) fn paused_since(&self, then: Timestamp) -> bool {
        (self.clock)().duration_since(then).abs() > PAUSE
    }
}

impl PublicationNote {
    /// Whether it gave no sign of life for long.
    pub(super) fn is_silent(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen).abs() > SILENCE
    }

    /// Whether it gave a sign of life just now, so that it probably runs.
    pub(super) fn is_lively(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen).abs()
            < SignedDuration::from_secs(2 * SIGN_OF_LIFE.as_secs() as i64)
    }

    /// The time after which it counts as interrupted.
    pub(super) fn silent_from(&self) -> Timestamp {
        self.seen.checked_add(SILENCE).unwrap_or(self.seen)
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "began": self.began.to_string(),
            "seen": self.seen.to_string(),
            "ended": self.ended,
        })
    }

    pub(super) fn from_json(value: &Value) -> Option<Self> {
        let time = |name: &str| value[name].as_str()?.parse().ok();
        Some(Self {
            id: value["id"].as_str()?.to_owned(),
            began: time("began")?,
            seen: time("seen")?,
            ended: value["ended"].as_bool()?,
        })
    }
}

/// A time in words, to the second.
pub(super) fn time(time: Timestamp) -> String {
    format!("{} (UTC)", time.strftime("%Y-%m-%d %H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{PublicationNote, Session, time};

    #[test]
    fn no_two_runs_have_the_same_id() {
        let ids = [0; 100].map(|_| Session::new(Timestamp::now).id);
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len());
    }

    #[test]
    fn a_note_survives_writing_and_reading() {
        let note = Session::new(Timestamp::now).note(true);
        assert_eq!(PublicationNote::from_json(&note.to_json()), Some(note));
        assert_eq!(PublicationNote::from_json(&serde_json::Value::Null), None);
    }

    #[test]
    fn a_note_without_a_sign_of_life_is_silent() {
        let now: Timestamp = "2026-10-15T12:00:00Z".parse().unwrap();
        let note = Session::new(|| "2026-10-15T12:00:00Z".parse().unwrap()).note(false);
        for (minutes, silent) in [(-31, true), (-29, false), (29, false), (31, true)] {
            let then = now + SignedDuration::from_mins(minutes);
            assert_eq!(note.is_silent(then), silent, "{minutes}");
        }
        assert_eq!(time(note.silent_from()), "2026-10-15 12:30:00 (UTC)");
    }
}
