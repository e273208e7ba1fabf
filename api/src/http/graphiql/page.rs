//! The HTML of the page, and what its browser may load.

use super::{PATH, asset, cdn};

const TEMPLATE: &str = include_str!("page.html");

/// Monaco writes style elements; all else comes from files of this host.
const SELF_CONTAINED: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; \
    style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// An import map must stand in the page, and what the CDN loads in turn is the CDN's to say.
const FROM_CDN: &str =
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page, ready to send.
pub(super) struct Page {
    /// The whole document.
    pub(super) html: String,
    /// Its content security policy.
    pub(super) policy: &'static str,
}

impl Page {
    /// The page for the way in which this binary has its files.
    pub(super) fn new(starter: &str) -> Self {
        if asset::BUILT {
            Self::self_contained(starter)
        } else {
            Self::from_cdn(starter)
        }
    }

    /// The page of which every part comes from this host.
    pub(super) fn self_contained(starter: &str) -> Self {
        let head = format!(
            r#"<link rel="stylesheet" href="{PATH}/assets/graphiql.css">
    <script type="module" src="{PATH}/assets/graphiql.js"></script>"#
        );
        Self {
            html: render(&head, "Loading GraphiQL …", starter),
            policy: SELF_CONTAINED,
        }
    }

    /// The page whose packages come from the CDN.
    pub(super) fn from_cdn(starter: &str) -> Self {
        let loading = format!(
            "Loading GraphiQL from {} … Offline? Build it once: see web/README.md.",
            cdn::HOST
        );
        Self {
            html: render(&cdn::head(), &loading, starter),
            policy: FROM_CDN,
        }
    }
}

fn render(head: &str, loading: &str, starter: &str) -> String {
    TEMPLATE
        .replace("{{head}}", head)
        .replace("{{loading}}", loading)
        .replace("{{starter}}", &escape(starter))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
