//! Open connections, which are bounded: [`Connections::open`] always admits a new one, and closes another one for it if there
//! are too many.
//!
//! Which one is closed makes the bound fair. It is one of the network if that has more than this machine, so that strangers
//! never close those of the editor; it belongs to the client that has the most; and it is the one that waits the longest,
//! first for a request and then for its client to read. A browser sends its request at once, and opens a closed connection
//! again. A stranger with many addresses can still close those of other people in the network.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio::task::AbortHandle;

use super::version::lock;

/// How much memory responses that are being sent may take, in bytes. PDFs, which all their readers share, do not count.
const BYTES_AT_MOST: usize = 256 * 1024 * 1024;

/// The connections that are open.
pub(super) struct Connections {
    table: Mutex<ConnectionTable>,
    /// How many may be open.
    limit: usize,
}

#[derive(Default)]
struct ConnectionTable {
    next_id: u64,
    open: BTreeMap<u64, Connection>,
}

struct Connection {
    client: IpAddr,
    phase: Phase,
    /// When the phase began, or the client last read.
    since: Instant,
    /// The memory that its response takes.
    bytes: usize,
    /// Its task; absent until it is started.
    task: Option<AbortHandle>,
}

/// What a connection is doing. Those that are first here are closed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Waits for a request, or for the rest of one.
    Reading,
    /// Waits for the client to read.
    Sending,
    /// Waits for a new version of the project.
    Listening,
    /// Waits for its response to be made.
    Answering,
}

/// The place of a connection among those that are open, until it is dropped.
pub(super) struct Place {
    connections: Arc<Connections>,
    id: u64,
}

impl Connections {
    /// For at most this many connections.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            table: Mutex::default(),
            limit: limit.max(1),
        }
    }

    /// Admits a connection. `start` gets its place, and starts its task.
    pub(super) fn open(self: &Arc<Self>, client: IpAddr, start: impl FnOnce(Place) -> AbortHandle) {
        let id = {
            let mut table = lock(&self.table);
            while table.open.len() >= self.limit && table.close_one(|_| 1) {}
            table.next_id += 1;
            let id = table.next_id;
            let connection = Connection {
                client: network_of(client),
                phase: Phase::Reading,
                since: Instant::now(),
                bytes: 0,
                task: None,
            };
            table.open.insert(id, connection);
            id
        };
        let task = start(Place {
            connections: Arc::clone(self),
            id,
        });
        if let Some(connection) = lock(&self.table).open.get_mut(&id) {
            connection.task = Some(task);
        }
    }

    /// Closes a connection, because the system has no room for another one.
    pub(super) fn close_one(&self) {
        lock(&self.table).close_one(|_| 1);
    }
}

impl ConnectionTable {
    /// Closes one of the connections that have a weight. Returns whether there was one.
    fn close_one(&mut self, weight: impl Fn(&Connection) -> usize) -> bool {
        let mut clients: BTreeMap<IpAddr, usize> = BTreeMap::new();
        for connection in self.open.values() {
            *clients.entry(connection.client).or_default() += weight(connection);
        }
        let sum = |of_network: bool| -> usize {
            let weights = clients
                .iter()
                .filter(|(client, _)| client.is_loopback() != of_network);
            weights.map(|(_, weight)| weight).sum()
        };
        let of_network = sum(true) >= sum(false);
        clients.retain(|client, _| client.is_loopback() != of_network);
        let heaviest = clients.values().max().copied();
        let waits_longest = self
            .open
            .iter()
            .filter(|(_, connection)| {
                weight(connection) > 0 && clients.get(&connection.client).copied() == heaviest
            })
            .min_by_key(|(_, connection)| (connection.phase, connection.since))
            .map(|(id, _)| *id);
        let Some(closed) = waits_longest.and_then(|id| self.open.remove(&id)) else {
            return false;
        };
        if let Some(task) = closed.task {
            task.abort();
        }
        true
    }
}

impl Place {
    /// The connection is now in this phase.
    pub(super) fn enter(&self, phase: Phase) {
        self.update(phase, 0);
    }

    /// The connection now sends a response that takes this much memory.
    pub(super) fn send(&self, bytes: usize) {
        self.update(Phase::Sending, bytes);
        let mut table = lock(&self.connections.table);
        let mut sum: usize = table.open.values().map(|connection| connection.bytes).sum();
        while sum > BYTES_AT_MOST && table.close_one(|connection| connection.bytes) {
            sum = table.open.values().map(|connection| connection.bytes).sum();
        }
    }

    /// The client has read something.
    pub(super) fn progress(&self) {
        if let Some(connection) = lock(&self.connections.table).open.get_mut(&self.id) {
            connection.since = Instant::now();
        }
    }

    fn update(&self, phase: Phase, bytes: usize) {
        if let Some(connection) = lock(&self.connections.table).open.get_mut(&self.id) {
            connection.phase = phase;
            connection.since = Instant::now();
            connection.bytes = bytes;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        lock(&self.connections.table).open.remove(&self.id);
    }
}

/// The addresses that count as one client: a machine with IPv6 has all those of its network.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            Ipv6Addr::from_bits(network).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    /// Opens a connection whose task never ends.
    fn open(connections: &Arc<Connections>, client: &str, phase: Phase) -> AbortHandle {
        let mut handle = None;
        connections.open(client.parse().unwrap(), |place| {
            place.enter(phase);
            let task = tokio::spawn(async move {
                let _place = place;
                pending::<()>().await;
            });
            handle.insert(task.abort_handle()).clone()
        });
        handle.unwrap()
    }

    fn in_runtime(test: impl AsyncFnOnce()) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(test());
    }

    #[test]
    fn the_client_with_the_most_connections_loses_the_one_that_waits_the_longest() {
        in_runtime(async || {
            let connections = Arc::new(Connections::new(9));
            let local = ["127.0.0.1", "127.0.0.1", "::1"]
                .map(|client| open(&connections, client, Phase::Reading));
            let honest = open(&connections, "192.168.1.2", Phase::Reading);
            let listening = open(&connections, "2001:db8::1", Phase::Listening);
            let reading = open(&connections, "2001:db8::2", Phase::Reading);
            let sending = open(&connections, "2001:db8::3", Phase::Sending);
            let other = open(&connections, "2001:db8:0:1::3", Phase::Reading);
            let newest = open(&connections, "2001:db8::4", Phase::Answering);
            let open_ones = |handles: &[&AbortHandle]| -> Vec<bool> {
                handles.iter().map(|handle| !handle.is_finished()).collect()
            };
            let all = [&honest, &listening, &reading, &sending, &other, &newest];
            let mut expected = [true; 6];
            for closed in [2, 3] {
                open(&connections, "192.168.1.9", Phase::Listening);
                tokio::task::yield_now().await;
                tokio::task::yield_now().await;
                expected[closed] = false;
                assert_eq!(open_ones(&all), expected);
            }
            assert_eq!(lock(&connections.table).open.len(), 9);
            assert!(local.iter().all(|task| !task.is_finished()));
        });
    }

    #[test]
    fn responses_that_nobody_reads_make_room_for_others() {
        in_runtime(async || {
            let connections = Arc::new(Connections::new(100));
            for _ in 0..9 {
                connections.open("192.168.1.2".parse().unwrap(), |place| {
                    place.send(BYTES_AT_MOST / 8);
                    tokio::spawn(async move {
                        let _place = place;
                        pending::<()>().await;
                    })
                    .abort_handle()
                });
            }
            assert_eq!(lock(&connections.table).open.len(), 8);
        });
    }
}
