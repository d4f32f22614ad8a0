//! The address of a store, and whether credentials may go there. Entry point: [`choose`].
//!
//! A project may come from somebody else, and so its files may name any computer as the store. Credentials go there only if
//! the address is the provider's own, or if the user names or confirms it.

use std::collections::BTreeMap;

use anyhow::{bail, ensure};

use crate::model::Provider;

/// What the user gives to reach a store. Nothing in it comes from the project's files.
#[derive(Debug, Clone, Default)]
pub struct StoreAccess {
    /// The environment, which holds the credentials.
    pub environment: BTreeMap<String, String>,
    /// The endpoint that is named on the command line.
    pub endpoint: Option<String>,
}

impl StoreAccess {
    /// The endpoint that the user names for a provider: on the command line, else in the environment.
    pub(super) fn endpoint(&self, provider: Provider) -> Option<&str> {
        let mut values = variables(provider).iter().filter_map(|name| self.get(name));
        self.endpoint.as_deref().or_else(|| values.next())
    }

    fn get(&self, name: &str) -> Option<&str> {
        let value = self.environment.get(name)?;
        (!value.is_empty()).then_some(value)
    }
}

/// The variables that name the endpoint of a provider, in the order in which they apply.
fn variables(provider: Provider) -> &'static [&'static str] {
    match provider {
        Provider::S3 => &["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"],
        Provider::Google => &["GOOGLE_BASE_URL"],
        Provider::Azure => &["AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"],
    }
}

/// Whether a variable of the environment names an endpoint of a store.
pub(super) fn is_variable(name: &str) -> bool {
    let providers = [Provider::S3, Provider::Google, Provider::Azure];
    let mut providers = providers.into_iter();
    providers.any(|provider| variables(provider).contains(&name))
}

/// Variables whose values, or what is received for them, are a part of each request.
const AMAZON_TOKENS: [&str; 6] = [
    "AWS_SESSION_TOKEN",
    "AWS_TOKEN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ENCRYPTION_KEY,
];
const ENCRYPTION_KEY: &str = "AWS_SSE_CUSTOMER_KEY_BASE64";

/// Chooses the endpoint of `destination`: the one that the user names, else the one in the project's files, `in_file`.
/// `confirm` asks whether that one may be used. `None`: the provider's own.
///
/// # Errors
///
/// If credentials may not go there.
pub(super) fn choose(
    provider: Provider,
    destination: &str,
    in_file: Option<&str>,
    access: &StoreAccess,
    confirm: &dyn Fn(&str) -> anyhow::Result<bool>,
) -> anyhow::Result<Option<String>> {
    if let Some(named) = access.endpoint(provider) {
        check(named, provider, access)?;
        return Ok(Some(named.to_owned()));
    }
    let Some(endpoint) = in_file else {
        return Ok(None);
    };
    check(endpoint, provider, access)?;
    let is_encrypted = endpoint.starts_with("https://");
    if is_encrypted && is_own(host(endpoint)?, provider, access) {
        return Ok(Some(endpoint.to_owned()));
    }
    let owner = owner(provider);
    // A signature does not reveal the key, unlike the tokens that Google and Azure receive.
    let may_ask = is_encrypted && provider == Provider::S3 && access.get(ENCRYPTION_KEY).is_none();
    let question = format!(
        "The project's files name the store `{endpoint}`, which is not {owner}. Send requests there, signed with your \
         credentials?"
    );
    if may_ask && confirm(&question)? {
        return Ok(Some(endpoint.to_owned()));
    }
    bail!(
        "`{destination}` was not asked: the project's files name its endpoint `{endpoint}`, which is not {owner}, and your \
         credentials would go there. If you trust it, add `--endpoint {endpoint}`, or set `{}` in the environment",
        variables(provider).last().copied().unwrap_or_default()
    );
}

/// Fails for a region that is no name: it is a part of the host's name.
pub(super) fn check_region(region: &str) -> anyhow::Result<()> {
    ensure!(
        is_label(region),
        "`{region}` is not the name of a region, such as `eu-west-3`"
    );
    Ok(())
}

/// Fails for an address that is not one of a host, and where credentials would be sent without encryption.
fn check(endpoint: &str, provider: Provider, access: &StoreAccess) -> anyhow::Result<()> {
    let host = host(endpoint)?;
    if endpoint.starts_with("https://") {
        return Ok(());
    }
    let name = match host.rsplit_once(':') {
        Some((name, _port)) if !name.is_empty() => name,
        _ => host,
    };
    let is_local = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    let has_tokens =
        provider != Provider::S3 || AMAZON_TOKENS.iter().any(|name| access.get(name).is_some());
    ensure!(
        is_local || !has_tokens,
        "the endpoint `{endpoint}` must begin with `https://`: the keys would be sent unencrypted"
    );
    Ok(())
}

/// The host of an endpoint, with its port.
fn host(endpoint: &str) -> anyhow::Result<&str> {
    let rest = endpoint
        .strip_prefix("https://")
        .or_else(|| endpoint.strip_prefix("http://"));
    let Some(rest) = rest else {
        bail!("the endpoint `{endpoint}` must begin with `https://`");
    };
    let host = rest.split('/').next().unwrap_or_default();
    let is_of_host =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '[' | ']');
    ensure!(
        !host.is_empty() && host.chars().all(is_of_host),
        "the endpoint must be the address of a host, without a user name and a password"
    );
    Ok(host)
}

/// Whose the hosts are that [`is_own`] accepts.
fn owner(provider: Provider) -> &'static str {
    match provider {
        Provider::S3 => "Amazon's",
        Provider::Google => "Google's",
        Provider::Azure => "that of your account at Microsoft",
    }
}

/// Whether a host is the provider's store. Other hosts below its domains may be those of its customers.
fn is_own(host: &str, provider: Provider, access: &StoreAccess) -> bool {
    let host = host.to_ascii_lowercase();
    match provider {
        Provider::S3 => {
            let labels = host
                .strip_suffix(".amazonaws.com")
                .or_else(|| host.strip_suffix(".amazonaws.com.cn"));
            let labels: Vec<&str> = labels.unwrap_or_default().split('.').collect();
            match labels[..] {
                ["s3"] => true,
                ["s3" | "s3-fips", region] | ["s3" | "s3-fips", "dualstack", region] => {
                    is_label(region)
                }
                _ => false,
            }
        }
        Provider::Google => host == "storage.googleapis.com",
        Provider::Azure => {
            let account = access.get("AZURE_STORAGE_ACCOUNT_NAME");
            let domains = ["windows.net", "chinacloudapi.cn", "usgovcloudapi.net"];
            account.is_some_and(|account| {
                let account = account.to_ascii_lowercase();
                let mut hosts = domains.iter();
                hosts.any(|domain| host == format!("{account}.blob.core.{domain}"))
            })
        }
    }
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::{StoreAccess, check_region, choose};
    use crate::model::Provider;

    fn access(environment: &[(&str, &str)], endpoint: Option<&str>) -> StoreAccess {
        let environment = environment.iter();
        StoreAccess {
            environment: environment
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            endpoint: endpoint.map(str::to_owned),
        }
    }

    /// The endpoint that is chosen if a file names one, and the number of questions.
    fn chosen(
        provider: Provider,
        in_file: &str,
        access: &StoreAccess,
        answer: bool,
    ) -> (Result<Option<String>, String>, usize) {
        let questions = std::cell::Cell::new(0);
        let confirm = |question: &str| {
            assert!(question.contains(in_file), "{question}");
            questions.set(questions.get() + 1);
            Ok(answer)
        };
        let endpoint = choose(provider, "the destination", Some(in_file), access, &confirm);
        (endpoint.map_err(|error| error.to_string()), questions.get())
    }

    const AZURE: [(&str, &str); 2] = [
        ("AZURE_STORAGE_ACCOUNT_NAME", "vitrine"),
        ("AZURE_STORAGE_SAS_TOKEN", "sig=secret"),
    ];

    #[test]
    fn credentials_go_to_the_providers_own_hosts_without_a_question() {
        let access = access(&AZURE, None);
        for (provider, endpoint) in [
            (Provider::S3, "https://s3.amazonaws.com"),
            (Provider::S3, "https://s3.eu-west-3.amazonaws.com"),
            (Provider::S3, "https://s3.cn-north-1.amazonaws.com.cn/"),
            (Provider::S3, "https://s3.dualstack.eu-west-3.amazonaws.com"),
            (Provider::Google, "https://storage.googleapis.com"),
            (Provider::Azure, "https://Vitrine.blob.core.windows.net"),
        ] {
            let expected = (Ok(Some(endpoint.to_owned())), 0);
            assert_eq!(chosen(provider, endpoint, &access, false), expected);
        }
    }

    #[test]
    fn a_file_sends_no_credentials_to_other_hosts() {
        let access = access(&AZURE, None);
        for (provider, endpoint, questions) in [
            (Provider::S3, "https://store.example", 1),
            (Provider::S3, "https://s3.amazonaws.com.store.example", 1),
            (
                Provider::S3,
                "https://x.execute-api.eu-west-3.amazonaws.com",
                1,
            ),
            (Provider::S3, "http://s3.eu-west-3.amazonaws.com", 0),
            (Provider::S3, "http://127.0.0.1:9000", 0),
            (Provider::Google, "https://store.example", 0),
            (Provider::Google, "http://127.0.0.1:9000", 0),
            (Provider::Azure, "https://other.blob.core.windows.net", 0),
            (Provider::Azure, "http://localhost:10000", 0),
        ] {
            let (refused, asked) = chosen(provider, endpoint, &access, false);
            let refused = refused.unwrap_err();
            for words in ["was not asked", &format!("`--endpoint {endpoint}`")] {
                assert!(refused.contains(words), "{endpoint}: {refused}");
            }
            assert_eq!(asked, questions, "{endpoint}");
            // The signature of a request to S3 may go where the user says; a token may not.
            let (confirmed, _) = chosen(provider, endpoint, &access, true);
            assert_eq!(confirmed.is_ok(), questions > 0, "{endpoint}");
        }
        for odd in [
            "store.example",
            "https://",
            "https://user:pass@store.example",
            "https://store.example?.amazonaws.com",
            "https://store.example\\.amazonaws.com",
        ] {
            let (refused, asked) = chosen(Provider::S3, odd, &access, true);
            let refused = refused.unwrap_err();
            assert!(refused.contains("endpoint") && asked == 0, "{refused}");
        }
    }

    #[test]
    fn what_the_user_names_wins() {
        let named = "http://127.0.0.1:9000";
        for (provider, variable) in [
            (Provider::S3, "AWS_ENDPOINT_URL"),
            (Provider::Google, "GOOGLE_BASE_URL"),
            (Provider::Azure, "AZURE_STORAGE_ENDPOINT"),
        ] {
            for access in [access(&[(variable, named)], None), access(&[], Some(named))] {
                let (endpoint, asked) = chosen(provider, "https://store.example", &access, false);
                assert_eq!((endpoint, asked), (Ok(Some(named.to_owned())), 0));
            }
        }
    }

    #[test]
    fn tokens_are_never_sent_unencrypted() {
        let endpoint = "http://store.example";
        let key = ("AWS_SECRET_ACCESS_KEY", "k");
        let token = ("AWS_SESSION_TOKEN", "t");
        let try_with = |provider, variables: &[(&str, &str)]| {
            chosen(provider, "", &access(variables, Some(endpoint)), false).0
        };
        try_with(Provider::S3, &[key]).unwrap();
        for refused in [
            try_with(Provider::S3, &[key, token]),
            try_with(Provider::S3, &[("AWS_WEB_IDENTITY_TOKEN_FILE", "f")]),
            try_with(Provider::Google, &[]),
            try_with(Provider::Azure, &AZURE),
        ] {
            assert!(refused.unwrap_err().contains("unencrypted"));
        }
    }

    #[test]
    fn a_region_is_no_host() {
        check_region("eu-west-3").unwrap();
        for wrong in ["", "store.example/", "x@store.example", "a.b", "a#"] {
            check_region(wrong).unwrap_err();
        }
    }
}
