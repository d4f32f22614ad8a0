//! How the site is found and shared: what search engines, feed readers, hosts and other sites are given.

pub(super) mod badge;
pub(super) mod crawlers;
pub(super) mod embed;
pub(super) mod feed;
pub(super) mod hosting;
pub(super) mod organization;
pub(super) mod share;
pub(super) mod structured;
pub(super) mod translation;
