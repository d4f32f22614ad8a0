//! The one ordinary integration binary; `tests/README.md` tells how to run, add and bless.

mod again;
mod architecture;
mod audit;
mod catalogue;
mod cli;
mod crash;
mod diagnostics;
mod diff;
mod exchange;
mod explain;
mod external;
mod forget;
mod golden;
mod limits;
mod links;
mod paper;
mod privacy;
mod project;
mod properties;
mod schema;
mod server;
mod starting;
mod themes;
mod tools;
mod upkeep;
mod verify;
