//! The claim of one publication to a store: a note in the state, written only if the state has not changed since
//! it was read. Built by [`Claim::take`].
//!
//! ```text
//!  state as read ──conditional write──▶ claim ──▶ uploads, with a sign of life each minute ──▶ state without the claim
//!                         └──▶ another publication was faster: nothing was sent
//! ```
//!
//! A store that ignores the condition is noticed: the same write again must fail. There the claim is read again after a
//! pause, which finds another publication unless both are very slow.

use std::cell::{Cell, Ref, RefCell};
use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use jiff::Timestamp;
use object_store::{Error, PutMode, UpdateVersion};
use tokio::time::sleep;

use super::error::failure;
use super::session::{Overtaken, PublicationNote, SIGN_OF_LIFE, Session, time};
use super::state::RemoteState;
use super::store::{Store, tag};

/// How often a write of the state is tried again after a broken connection.
const ATTEMPTS: u32 = 6;

/// A store that belongs to one publication until it ends.
pub(super) struct Claim<'a> {
    store: &'a Store,
    session: &'a Session,
    /// As it was last written.
    state: RefCell<RemoteState>,
    /// When the claim was last known to hold.
    confirmed: Cell<Timestamp>,
    /// Whether the store obeys conditions of writes.
    conditional: Cell<bool>,
    /// Whether the claim has been written.
    taken: Cell<bool>,
}

impl<'a> Claim<'a> {
    /// Claims the store with this state, which has the version that was read.
    ///
    /// # Errors
    ///
    /// [`Overtaken`] if the state has changed since it was read. Nothing was sent then.
    pub(super) fn take(
        store: &'a Store,
        session: &'a Session,
        state: RemoteState,
    ) -> anyhow::Result<Self> {
        let condition = condition(&state);
        let claim = Self {
            store,
            session,
            state: RefCell::new(RemoteState {
                version: state.version.clone(),
                ..RemoteState::default()
            }),
            confirmed: Cell::new((session.clock)()),
            conditional: Cell::new(true),
            taken: Cell::new(false),
        };
        store.block_on(async {
            // The only protection at a store that ignores conditions.
            if store.state_tag().await? != tag_of(&state) {
                let found = store.read_state().await?;
                return Err(claim.overtaken(found.publication));
            }
            claim.write(state, false).await?;
            claim.taken.set(true);
            claim.probe(condition).await;
            if !claim.conditional.get() {
                sleep(session.settle).await;
                claim.read_again().await?;
            }
            anyhow::Ok(())
        })?;
        Ok(claim)
    }

    /// The state as it was last written.
    pub(super) fn state(&self) -> Ref<'_, RemoteState> {
        self.state.borrow()
    }

    /// Whether the store obeys conditions of writes.
    pub(super) fn is_conditional(&self) -> bool {
        self.conditional.get()
    }

    /// Does some work, and gives signs of life meanwhile. The work ends early if another publication took over.
    pub(super) fn during<T>(
        &self,
        work: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        self.store.block_on(async {
            match select(pin!(work), pin!(self.signs_of_life())).await {
                Either::Left((done, _)) => done,
                Either::Right((lost, _)) => lost.map(|never| match never {}),
            }
        })
    }

    async fn signs_of_life(&self) -> anyhow::Result<Infallible> {
        loop {
            sleep(SIGN_OF_LIFE).await;
            let state = self.state().clone();
            self.write(state, false).await?;
        }
    }

    /// Writes the state, still as a claim.
    pub(super) fn renew(&self, state: RemoteState) -> anyhow::Result<()> {
        self.store.block_on(self.write(state, false))
    }

    /// Writes the state, and ends the claim.
    pub(super) fn end(self, state: RemoteState) -> anyhow::Result<()> {
        self.store.block_on(self.write(state, true))
    }

    /// Fails if another publication took over.
    pub(super) fn confirm(&self) -> anyhow::Result<()> {
        self.store.block_on(self.look())
    }

    /// Fails if another publication took over while the computer slept. Without such a pause, no request is sent.
    pub(super) async fn confirm_after_pause(&self) -> anyhow::Result<()> {
        if self.session.paused_since(self.confirmed.get()) {
            self.look().await?;
        }
        Ok(())
    }

    async fn look(&self) -> anyhow::Result<()> {
        let found = self.store.state_tag().await?;
        if found.is_none() || found != tag_of(&self.state()) {
            self.read_again().await?;
        }
        self.confirmed.set((self.session.clock)());
        Ok(())
    }

    /// Reads the state, which must still have this claim.
    async fn read_again(&self) -> anyhow::Result<()> {
        let found = self.store.read_state().await?;
        match found.publication {
            Some(note) if note.id == self.session.id => Ok(()),
            other => Err(self.overtaken(other)),
        }
    }

    async fn write(&self, mut state: RemoteState, ended: bool) -> anyhow::Result<()> {
        state.publication = Some(self.session.note(ended));
        state.version = self.state().version.clone();
        let version = self.put(&state).await?;
        state.version = Some(version);
        self.state.replace(state);
        self.confirmed.set((self.session.clock)());
        Ok(())
    }

    /// Writes a state over the version that it names. Returns the new version.
    async fn put(&self, state: &RemoteState) -> anyhow::Result<UpdateVersion> {
        let text = state.to_text();
        let mut attempt = 0;
        loop {
            attempt += 1;
            let written = if self.conditional.get() {
                let condition = condition(state);
                self.store.put_state(text.clone(), condition).await
            } else if self.store.state_tag().await? == tag_of(state) {
                let text = text.clone();
                self.store.put_state(text, PutMode::Overwrite).await
            } else {
                return self.own_version(state).await;
            };
            let error = match written {
                Ok(version) => return Ok(version),
                Err(error) => error,
            };
            let is_last = attempt == ATTEMPTS;
            match error {
                // Also if the response to an earlier attempt was lost.
                Error::Precondition { .. } | Error::AlreadyExists { .. } => {
                    let is_as_read = self.store.state_tag().await? == tag_of(state);
                    if !is_as_read {
                        return self.own_version(state).await;
                    }
                    // Some stores change their tags on the way, and refuse every condition.
                    if is_last {
                        self.conditional.set(false);
                        attempt = 0;
                    }
                }
                error if self.conditional.get() && is_unsupported(&error) => {
                    self.conditional.set(false);
                }
                error if failure(&error).is_some() && !is_last => {}
                error => return Err(self.store.errors.report("write the state to", &error)),
            }
            sleep(Duration::from_millis(50) * 2_u32.pow(attempt)).await;
        }
    }

    /// The version of the state at the store, if it is this one.
    async fn own_version(&self, state: &RemoteState) -> anyhow::Result<UpdateVersion> {
        let found = self.store.read_state().await?;
        match found.version {
            Some(version) if found.publication == state.publication => Ok(version),
            _ => Err(self.overtaken(found.publication)),
        }
    }

    /// Writes the claim again with the condition that it has made false. A store that accepts this ignores conditions.
    async fn probe(&self, condition: PutMode) {
        let text = self.state().to_text();
        let mut attempts = 0..ATTEMPTS;
        while attempts.next().is_some() && self.conditional.get() {
            match self.store.put_state(text.clone(), condition.clone()).await {
                Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => return,
                Ok(version) => {
                    self.state.borrow_mut().version = Some(version);
                    self.conditional.set(false);
                }
                Err(error) if failure(&error).is_some() => {}
                Err(_) => self.conditional.set(false),
            }
        }
        self.conditional.set(false);
    }

    fn overtaken(&self, other: Option<PublicationNote>) -> anyhow::Error {
        let destination = self.store.errors.destination();
        let other = match other {
            Some(note) if note.ended => format!(
                "another publication to `{destination}` ended at {}",
                time(note.seen)
            ),
            Some(note) => format!(
                "another publication to `{destination}` began at {}",
                time(note.began)
            ),
            None => format!("somebody else has changed the notes in `{destination}`"),
        };
        Overtaken(if self.taken.get() {
            format!(
                "this publication stopped, because {other} and took over: when that one has ended, run `vitrine publish` \
                 again to see what is there"
            )
        } else {
            format!(
                "nothing was sent, because {other}: when it has ended, look at what is there now, and run \
                 `vitrine publish` again"
            )
        })
        .into()
    }
}

/// The condition that the state has not changed since it was read.
fn condition(state: &RemoteState) -> PutMode {
    match &state.version {
        Some(version) => PutMode::Update(version.clone()),
        None => PutMode::Create,
    }
}

fn tag_of(state: &RemoteState) -> Option<String> {
    tag(state.version.as_ref()?.e_tag.clone())
}

/// Whether the store, or the library for it, has no conditional writes.
fn is_unsupported(error: &Error) -> bool {
    let text = || error.to_string();
    matches!(
        error,
        Error::NotImplemented { .. } | Error::NotSupported { .. }
    ) || ["NotImplemented", "status code: 501", "ETag required"]
        .iter()
        .any(|word| text().contains(word))
}
