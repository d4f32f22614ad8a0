//! A store is reached: its credentials from the environment, its place from the settings.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{bail, ensure};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};
use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};
use object_store::{ObjectStore, RetryConfig};

use super::Access;
use super::transport::Transport;
use crate::model::Provider;

/// How often a request is tried again that found no answer, or a store that is busy.
const TRIALS_AT_MOST: usize = 5;
/// For how long it is tried.
const TRIALS_FOR: Duration = Duration::from_secs(120);

/// The usual variables that tell who publishes, each set of them enough by itself.
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

/// A bucket, which has not been asked for anything yet.
pub(super) fn connect(
    provider: Provider,
    bucket: &str,
    access: &Access,
) -> anyhow::Result<Arc<dyn ObjectStore>> {
    if let Some(endpoint) = &access.endpoint {
        check_endpoint(endpoint, provider)?;
    }
    let retry = RetryConfig {
        max_retries: TRIALS_AT_MOST,
        retry_timeout: TRIALS_FOR,
        ..RetryConfig::default()
    };
    Ok(match provider {
        Provider::S3 => {
            require(access, &AMAZON)?;
            let mut builder = AmazonS3Builder::new().with_retry(retry);
            for (key, value) in variables::<AmazonS3ConfigKey>(access, "AWS_") {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = &access.endpoint {
                builder = builder.with_endpoint(endpoint);
            }
            if let Some(region) = &access.region {
                builder = builder.with_region(region);
            }
            // One request a file is what every store understands.
            let builder = builder.with_disable_bulk_delete(true);
            let builder = builder.with_bucket_name(bucket);
            Arc::new(builder.with_http_connector(Transport).build()?)
        }
        Provider::Google => {
            require(access, &GOOGLE)?;
            let mut builder = GoogleCloudStorageBuilder::new().with_retry(retry);
            for (key, value) in variables::<GoogleConfigKey>(access, "GOOGLE_") {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = &access.endpoint {
                builder = builder.with_config(GoogleConfigKey::BaseUrl, endpoint);
            }
            let builder = builder.with_bucket_name(bucket);
            Arc::new(builder.with_http_connector(Transport).build()?)
        }
        Provider::Azure => {
            require(access, &AZURE)?;
            let mut builder = MicrosoftAzureBuilder::new().with_retry(retry);
            for (key, value) in variables::<AzureConfigKey>(access, "AZURE_") {
                builder = builder.with_config(key, value);
            }
            if let Some(endpoint) = &access.endpoint {
                builder = builder.with_endpoint(endpoint.clone());
            }
            let builder = builder.with_container_name(bucket);
            Arc::new(builder.with_http_connector(Transport).build()?)
        }
    })
}

/// What the library understands of the environment. What would change whom it asks, or how, is the settings' to say.
fn variables<'a, K: std::str::FromStr>(
    access: &'a Access,
    beginning: &'a str,
) -> impl Iterator<Item = (K, &'a str)> {
    let variables = access.environment.iter();
    variables
        .filter(move |(name, value)| name.starts_with(beginning) && !value.is_empty())
        .filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, &**value)))
}

/// Refuses to begin without credentials: the library would look for them in the network, at length.
fn require(access: &Access, sets: &[&[&str]]) -> anyhow::Result<()> {
    let is_set = |name: &&str| {
        let value = access.environment.get(*name);
        value.is_some_and(|value| !value.is_empty())
    };
    if sets.iter().any(|set| set.iter().all(is_set)) {
        return Ok(());
    }
    let first = sets[0].join("` and `");
    let begun = sets.iter().find(|set| set.iter().any(is_set));
    if let Some(missing) = begun.and_then(|set| set.iter().find(|name| !is_set(name))) {
        bail!(
            "there are no credentials: `{missing}` is not set in the environment, and it is needed beside the others"
        );
    }
    bail!(
        "there are no credentials: set `{first}` in the environment; they are never read from the project's files"
    );
}

/// What is sent without encryption can be read on the way, and keys of Google and Azure are part of it.
fn check_endpoint(endpoint: &str, provider: Provider) -> anyhow::Result<()> {
    let rest = endpoint
        .strip_prefix("https://")
        .or_else(|| endpoint.strip_prefix("http://"));
    let Some(rest) = rest else {
        bail!("the endpoint `{endpoint}` must begin with `https://`");
    };
    let host = rest.split('/').next().unwrap_or_default();
    ensure!(
        !host.is_empty() && !host.contains('@'),
        "the endpoint must be the address of a host, without names and passwords"
    );
    let name = match host.rsplit_once(':') {
        Some((name, _port)) if !name.is_empty() => name,
        _ => host,
    };
    let is_here = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    ensure!(
        endpoint.starts_with("https://") || provider == Provider::S3 || is_here,
        "the endpoint `{endpoint}` must begin with `https://`: the keys would be sent for all to read"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::Access;
    use super::connect;
    use crate::model::Provider;

    fn access(environment: &[(&str, &str)], endpoint: Option<&str>) -> Access {
        let environment = environment.iter();
        Access {
            endpoint: endpoint.map(str::to_owned),
            region: None,
            environment: environment
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        }
    }

    #[test]
    fn missing_credentials_are_named_before_anything_is_asked() {
        for (provider, names) in [
            (
                Provider::S3,
                ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].as_slice(),
            ),
            (Provider::Google, &["GOOGLE_APPLICATION_CREDENTIALS"]),
            (Provider::Azure, &["AZURE_STORAGE_ACCOUNT_KEY"]),
        ] {
            let error = connect(provider, "bucket", &Access::default()).unwrap_err();
            for name in names {
                assert!(error.to_string().contains(name), "{error}");
            }
        }
        let half = access(&[("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")], None);
        let error = connect(Provider::S3, "bucket", &half).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("`AWS_SECRET_ACCESS_KEY` is not set"),
            "{error}"
        );
        assert!(!error.contains("AKIDEXAMPLE"), "{error}");
    }

    #[test]
    fn with_credentials_all_three_are_reached() {
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
            connect(provider, "bucket", &access(&environment, None)).unwrap();
        }
    }

    #[test]
    fn keys_are_not_sent_for_all_to_read() {
        let environment = [
            ("AZURE_STORAGE_ACCOUNT_NAME", "a"),
            ("AZURE_STORAGE_ACCOUNT_KEY", "c2VjcmV0"),
        ];
        let try_with = |endpoint| {
            connect(
                Provider::Azure,
                "bucket",
                &access(&environment, Some(endpoint)),
            )
        };
        for refused in [
            "http://store.example",
            "store.example",
            "https://user:pass@store.example",
            "https://",
        ] {
            let error = try_with(refused).unwrap_err().to_string();
            assert!(error.contains("endpoint"), "{error}");
        }
        for taken in ["https://store.example", "http://127.0.0.1:10000"] {
            try_with(taken).unwrap();
        }
    }
}
