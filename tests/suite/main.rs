//! The one ordinary integration binary; `tests/README.md` tells how to run, add and bless.

mod again;
mod architecture;
mod audit;
mod cases;
mod catalogue;
mod cli;
mod crash;
mod diagnostics;
mod diff;
mod exchange;
mod explain;
mod external;
mod forget;
mod full_disk;
mod fuzz;
mod golden;
mod hostile;
mod init_new;
mod language;
mod limits;
mod links;
mod paper;
mod preview;
mod privacy;
mod project;
mod properties;
mod publish;
mod schema;
mod server;

mod themes;
mod tools;
mod unchanged;
mod upkeep;
mod verify;
