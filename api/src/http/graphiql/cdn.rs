//! Where the page finds its packages when none are embedded: on a public CDN, in the versions
//! that `web/package.json` pins.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::PATH;

/// The CDN. It serves npm packages as modules that a browser can import.
pub(super) const HOST: &str = "esm.sh";

const MANIFEST: &str = include_str!("../../../../web/package.json");

#[derive(Deserialize)]
struct Manifest {
    dependencies: BTreeMap<String, String>,
}

/// Style sheets, the import map that resolves the imports of `web/src`, and its main module.
///
/// Packages that several others use are external to each, so that the page has one of them.
pub(super) fn head() -> String {
    let cdn = Cdn::new();
    let url = |package: &str| cdn.url(package);
    let map = json!({ "imports": {
        "react": url("react"),
        "react/": url("react") + "/",
        "react-dom": url("react-dom"),
        "react-dom/": url("react-dom") + "/",
        "graphql": url("graphql"),
        "graphiql": url("graphiql")
            + "?standalone&external=react,react-dom,@graphiql/react,graphql",
        "@graphiql/react": url("@graphiql/react")
            + "?standalone&external=react,react-dom,graphql,@graphiql/toolkit,@emotion/is-prop-valid",
        "@graphiql/toolkit": url("@graphiql/toolkit") + "?standalone&external=graphql",
        "@graphiql/plugin-explorer": url("@graphiql/plugin-explorer")
            + "?standalone&external=react,@graphiql/react,graphql",
        // An optional import of framer-motion that the page does without.
        "@emotion/is-prop-valid": "data:text/javascript,",
        "monaco-editor/": url("monaco-editor") + "/",
        "monaco-graphql/esm/graphql.worker.js?worker": url("monaco-graphql")
            + "/esm/graphql.worker.js?worker&deps="
            + &["monaco-editor", "graphql", "prettier"].map(|name| cdn.pinned(name)).join(","),
    } });
    format!(
        r#"<link rel="stylesheet" href="{}/dist/style.css">
    <link rel="stylesheet" href="{}/dist/style.css">
    <link rel="stylesheet" href="{PATH}/assets/page.css">
    <script type="importmap">{map}</script>
    <script type="module" src="{PATH}/assets/main.js"></script>"#,
        url("graphiql"),
        url("@graphiql/plugin-explorer"),
    )
}

struct Cdn {
    versions: BTreeMap<String, String>,
}

impl Cdn {
    fn new() -> Self {
        let manifest: Manifest =
            serde_json::from_str(MANIFEST).expect("web/package.json lists its dependencies");
        Self {
            versions: manifest.dependencies,
        }
    }

    fn pinned(&self, package: &str) -> String {
        format!("{package}@{}", self.versions[package])
    }

    fn url(&self, package: &str) -> String {
        format!("https://{HOST}/{}", self.pinned(package))
    }
}
