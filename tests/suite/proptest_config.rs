//! The configuration of proptest: [`cases`].

use proptest::test_runner::{Config, RngSeed};

/// `count` cases, the same in every run. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` override count and seed.
pub(crate) fn cases(count: u32) -> Config {
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = count;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(2026);
    }
    config
}
