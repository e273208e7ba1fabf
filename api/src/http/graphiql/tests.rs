use poem::{
    Route,
    http::{StatusCode, header},
    test::{TestClient, TestResponse},
};

use super::{PATH, asset, page::Page, routes};

const STARTER: &str = "{ note(text: \"<&>\") }";

async fn send(path: &str, known_tag: &str) -> TestResponse {
    let client = TestClient::new(Route::new().nest(PATH, routes(STARTER)));
    let request = client.get(path).header(header::IF_NONE_MATCH, known_tag);
    request.send().await
}

async fn get(path: &str) -> TestResponse {
    send(path, "\"unknown\"").await
}

/// The values of all `src` and `href` attributes.
fn links(html: &str) -> Vec<&str> {
    let values = html
        .split(" src=\"")
        .flat_map(|part| part.split(" href=\""));
    values
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[tokio::test]
async fn the_page_is_html_under_a_policy() {
    for path in ["/graphiql", "/graphiql/"] {
        let reply = get(path).await;

        reply.assert_status_is_ok();
        reply.assert_content_type("text/html; charset=utf-8");
        reply.assert_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        let policy = reply.0.header(header::CONTENT_SECURITY_POLICY).unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        let html = reply.0.into_body().into_string().await.unwrap();
        assert!(html.contains("<title>Relata GraphiQL</title>"));
    }
}

#[tokio::test]
async fn every_file_the_page_names_is_served_with_its_type() {
    let page = Page::new(STARTER);
    let own: Vec<_> = links(&page.html)
        .into_iter()
        .filter(|link| link.starts_with(PATH))
        .collect();
    assert_eq!(own.len(), 2, "a script and a style sheet: {own:?}");

    for link in own {
        let reply = get(link).await;

        reply.assert_status_is_ok();
        reply.assert_content_type(match link.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        });
        reply.assert_header(header::CACHE_CONTROL, "no-cache");
        reply.assert_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    }
}

#[tokio::test]
async fn a_browser_that_holds_a_file_keeps_its_copy() {
    let page = Page::new(STARTER);
    let link = *links(&page.html).last().unwrap();
    let first = get(link).await;
    let tag = first.0.header(header::ETAG).unwrap();

    let second = send(link, tag).await;

    second.assert_status(StatusCode::NOT_MODIFIED);
    second.assert_text("").await;
}

#[tokio::test]
async fn other_paths_are_not_found() {
    let paths = [
        "/graphiql/assets/",
        "/graphiql/assets/unknown.js",
        "/graphiql/assets/../package.json",
        "/graphiql/assets/%2e%2e/package.json",
        "/graphiql/assets/%2e%2e%2fpackage.json",
        "/graphiql/assets/..%5cpackage.json",
        "/graphiql/assets/%252e%252e%252fpackage.json",
        "/graphiql/assets//etc/passwd",
        "/graphiql/assets/%2fetc%2fpasswd",
        "/graphiql/assets/main.js%00",
        "/graphiql/assets/graphiql.js%00",
        "/graphiql/main.js",
    ];
    for path in paths {
        let status = get(path).await.0.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn the_built_page_reaches_no_other_host() {
    let page = Page::self_contained(STARTER);

    assert!(links(&page.html).iter().all(|link| !link.contains("//")));
    assert!(!page.html.contains("http"));
    assert_eq!(
        page.html.matches("<script").count(),
        page.html.matches("<script type=\"module\" src=").count()
    );
    assert!(!page.policy.contains("http") && page.policy.contains("script-src 'self';"));
}

#[test]
fn the_page_from_the_cdn_pins_the_versions_of_the_manifest() {
    let manifest = include_str!("../../../../web/package.json");
    let manifest: serde_json::Value = serde_json::from_str(manifest).unwrap();
    let page = Page::from_cdn(STARTER);

    for (package, version) in manifest["dependencies"].as_object().unwrap() {
        let pinned = format!("{package}@{}", version.as_str().unwrap());
        assert!(page.html.contains(&pinned), "{pinned}");
    }
    for link in page.html.split("https://").skip(1) {
        let url = link.split('"').next().unwrap();
        let package = url.strip_prefix("esm.sh/").unwrap();
        assert!(package[1..].contains('@'), "no version: {url}");
    }
}

#[test]
fn the_page_is_self_contained_exactly_when_files_are_embedded() {
    let page = Page::new(STARTER);

    assert_eq!(page.html.contains("esm.sh"), !asset::BUILT);
    assert_eq!(page.html.contains("/assets/graphiql.js"), asset::BUILT);
}

#[test]
fn the_starter_is_escaped() {
    let page = Page::new(STARTER);

    assert!(
        page.html
            .contains(r#"data-starter="{ note(text: &quot;&lt;&amp;&gt;&quot;) }""#)
    );
}
