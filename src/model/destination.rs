//! Destination of a published site: a folder or an object store. Entry point: [`Destination`].

use std::fmt;
use std::path::PathBuf;

/// The destination of a published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A folder.
    Folder(PathBuf),
    /// An object store.
    Store {
        /// Its provider.
        provider: Provider,
        /// The bucket; at Azure, the container.
        bucket: String,
        /// The folder in it; empty: the whole bucket.
        prefix: String,
    },
}

/// The provider of an object store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Amazon S3, and compatible stores.
    S3,
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure,
}

impl Provider {
    /// The scheme of its addresses.
    fn scheme(self) -> &'static str {
        match self {
            Provider::S3 => "s3",
            Provider::Google => "gs",
            Provider::Azure => "az",
        }
    }
}

impl Destination {
    /// Parses `s3://bucket/folder`, `gs://…`, `az://…` or the path of a folder; the error says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some((scheme, rest)) = text.split_once("://") else {
            return match text.trim() {
                "" => Err("name a folder, or a store such as `s3://bucket/folder`".to_owned()),
                path => Ok(Self::Folder(PathBuf::from(path))),
            };
        };
        let providers = [Provider::S3, Provider::Google, Provider::Azure];
        let Some(provider) = providers.into_iter().find(|it| it.scheme() == scheme) else {
            return Err(
                "write `s3://bucket/folder` for Amazon and stores that speak like it, `gs://bucket/folder` \
                 for Google, `az://container/folder` for Azure, or the path of a folder"
                    .to_owned(),
            );
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.contains(['@', ':']) {
            return Err(
                "write the name of the bucket alone: keys and passwords belong in the environment, \
                 never into a file or a command"
                    .to_owned(),
            );
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if bucket.is_empty() || !bucket.chars().all(is_name) {
            return Err(format!(
                "write the name of the bucket after `{scheme}://`: letters, digits, hyphens and dots"
            ));
        }
        let prefix = prefix.trim_end_matches('/');
        let odd = |c: char| c.is_control() || matches!(c, '?' | '#' | '\\');
        let is_step = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(odd);
        if !prefix.is_empty() && !prefix.split('/').all(is_step) {
            return Err(
                "write the folder in the bucket with names between single slashes".to_owned(),
            );
        }
        Ok(Self::Store {
            provider,
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
        })
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Store {
                provider,
                bucket,
                prefix,
            } => {
                write!(f, "{}://{bucket}", provider.scheme())?;
                match prefix.is_empty() {
                    true => Ok(()),
                    false => write!(f, "/{prefix}"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Destination;

    #[test]
    fn parses_destinations_as_displayed() {
        for text in [
            "s3://bucket",
            "s3://my.bucket-1/partners/2026",
            "gs://bucket/a",
            "az://container",
            "../site",
            "/srv/www",
        ] {
            assert_eq!(Destination::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(
            Destination::parse("s3://bucket/a/"),
            Destination::parse("s3://bucket/a")
        );
    }

    #[test]
    fn invalid_destinations_are_rejected_with_advice() {
        for (text, words) in [
            ("", "name a folder"),
            ("ftp://host/x", "s3://bucket/folder"),
            ("S3://bucket", "s3://bucket/folder"),
            ("s3://", "name of the bucket"),
            ("s3://key:secret@bucket/x", "belong in the environment"),
            ("s3://bucket/../x", "single slashes"),
            ("s3://bucket//x", "single slashes"),
            ("s3://bucket/x?y", "single slashes"),
        ] {
            let error = Destination::parse(text).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
