//! The connection to a store, with credentials from the environment. Entry point: [`connect`].

use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::{ObjectStore, RetryConfig};

use super::transport::Transport;
use super::{StoreConfig, endpoint};
use crate::model::Provider;

/// How often a request is sent again when the store is busy or does not respond.
const MAX_RETRIES: usize = 5;
/// For how long.
const RETRY_TIMEOUT: Duration = Duration::from_secs(120);

/// The usual variables for credentials; one complete set is enough.
const AMAZON: [&[&str]; 4] = [
    &["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    &["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"],
    &["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
    &["AWS_CONTAINER_CREDENTIALS_FULL_URI"],
];
const GOOGLE: [&[&str]; 5] = [
    &["GOOGLE_APPLICATION_CREDENTIALS"],
    &["GOOGLE_SERVICE_ACCOUNT"],
    &["GOOGLE_SERVICE_ACCOUNT_PATH"],
    &["GOOGLE_SERVICE_ACCOUNT_KEY"],
    &["GOOGLE_BEARER_TOKEN"],
];
const AZURE: [&[&str]; 6] = [
    &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY"],
    &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_SAS_KEY"],
    &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_SAS_TOKEN"],
    &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_TOKEN"],
    &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_CLIENT_SECRET"],
    &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_FEDERATED_TOKEN_FILE"],
];

/// Opens a bucket without sending a request.
pub(super) fn connect(
    provider: Provider,
    bucket: &str,
    config: &StoreConfig,
) -> anyhow::Result<Arc<dyn ObjectStore>> {
    let retry = RetryConfig {
        max_retries: MAX_RETRIES,
        retry_timeout: RETRY_TIMEOUT,
        ..RetryConfig::default()
    };
    Ok(match provider {
        Provider::S3 => {
            require(config, &AMAZON)?;
            let mut builder = AmazonS3Builder::new().with_retry(retry);
            for (key, value) in variables::<AmazonS3ConfigKey>(config, "AWS_") {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = &config.endpoint {
                builder = builder.with_endpoint(endpoint);
            }
            if let Some(region) = &config.region {
                builder = builder.with_region(region);
            }
            // Not every store supports deleting several files with one request.
            let builder = builder.with_disable_bulk_delete(true);
            let builder = builder.with_bucket_name(bucket);
            Arc::new(builder.with_http_connector(Transport).build()?)
        }
        Provider::Google => {
            require(config, &GOOGLE)?;
            let mut builder = GoogleCloudStorageBuilder::new().with_retry(retry);
            for (key, value) in variables::<GoogleConfigKey>(config, "GOOGLE_") {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = &config.endpoint {
                builder = builder.with_config(GoogleConfigKey::BaseUrl, endpoint);
            }
            let builder = builder.with_bucket_name(bucket);
            Arc::new(builder.with_http_connector(Transport).build()?)
        }
        Provider::Azure => {
            require(config, &AZURE)?;
            let mut builder = MicrosoftAzureBuilder::new().with_retry(retry);
            for (key, value) in variables::<AzureConfigKey>(config, "AZURE_") {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = &config.endpoint {
                builder = builder.with_endpoint(endpoint.clone());
            }
            let builder = builder.with_container_name(bucket);
            Arc::new(builder.with_http_connector(Transport).build()?)
        }
    })
}

/// The variables that the library understands. An endpoint among them is in `config` already, if it applies.
fn variables<'a, K: std::str::FromStr>(
    config: &'a StoreConfig,
    prefix: &'a str,
) -> impl Iterator<Item = (K, &'a str)> {
    let variables = config.environment.iter();
    variables
        .filter(move |(name, value)| name.starts_with(prefix) && !value.is_empty())
        .filter(|(name, _)| !endpoint::is_variable(name))
        .filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, &**value)))
}

/// Fails without credentials: the library would search the network for them, which takes long.
fn require(config: &StoreConfig, sets: &[&[&str]]) -> anyhow::Result<()> {
    let is_set = |name: &&str| {
        let value = config.environment.get(*name);
        value.is_some_and(|value| !value.is_empty())
    };
    if sets.iter().any(|set| set.iter().all(is_set)) {
        return Ok(());
    }
    let first = sets[0].join("` and `");
    let incomplete = sets.iter().find(|set| set.iter().any(is_set));
    if let Some(missing) = incomplete.and_then(|set| set.iter().find(|name| !is_set(name))) {
        bail!(
            "the credentials are incomplete: `{missing}` is not set in the environment, and the others need it"
        );
    }
    bail!(
        "the credentials are missing: set `{first}` in the environment; they are never read from the project's files"
    );
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::StoreConfig;
    use super::connect;
    use crate::model::Provider;

    fn config(environment: &[(&str, &str)]) -> StoreConfig {
        let environment = environment.iter();
        StoreConfig {
            endpoint: None,
            region: None,
            environment: environment
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        }
    }

    #[test]
    fn missing_credentials_are_named_before_any_request() {
        for (provider, names) in [
            (
                Provider::S3,
                ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].as_slice(),
            ),
            (Provider::Google, &["GOOGLE_APPLICATION_CREDENTIALS"]),
            (Provider::Azure, &["AZURE_STORAGE_ACCOUNT_KEY"]),
        ] {
            let error = connect(provider, "bucket", &StoreConfig::default()).unwrap_err();
            for name in names {
                assert!(error.to_string().contains(name), "{error}");
            }
        }
        let half = config(&[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")]);
        let error = connect(Provider::S3, "bucket", &half).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("`AWS_SECRET_ACCESS_KEY` is not set"),
            "{error}"
        );
        assert!(!error.contains("AKIDEXAMPLE"), "{error}");
    }

    #[test]
    fn credentials_are_enough_to_connect_to_each_provider() {
        for (provider, environment) in [
            (
                Provider::S3,
                [("AWS_ACCESS_KEY_ID", "k"), ("AWS_SECRET_ACCESS_KEY", "s")],
            ),
            (
                Provider::Google,
                [("GOOGLE_BEARER_TOKEN", "t"), ("GOOGLE_OTHER", "x")],
            ),
            (
                Provider::Azure,
                [
                    ("AZURE_STORAGE_ACCOUNT_NAME", "a"),
                    ("AZURE_STORAGE_ACCOUNT_KEY", "c2VjcmV0"),
                ],
            ),
        ] {
            connect(provider, "bucket", &config(&environment)).unwrap();
        }
    }
}
