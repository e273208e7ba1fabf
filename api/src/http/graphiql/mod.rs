//! GraphiQL: the page on which people explore the API from a browser.
//!
//! It comes from files built in `web/` when the binary embeds them, and then reaches no other
//! host; else the same versions come from a public CDN. `web/` holds the page's own code.

mod asset;
mod cdn;
mod page;

use poem::{Response, Route, endpoint::make_sync, get, http::header};

use self::page::Page;

/// Where the routes belong: the page names its files by this path.
pub(super) const PATH: &str = "/graphiql";

/// The page and its files, to be nested under [`PATH`].
///
/// `starter` is the query a first visitor finds in the editor, below a few words of help.
pub(super) fn routes(starter: &str) -> Route {
    let page = Page::new(starter);
    Route::new()
        .at("/", get(make_sync(move |_| page_response(&page))))
        .at("/assets/:name", get(asset::serve))
}

fn page_response(page: &Page) -> Response {
    Response::builder()
        .content_type("text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::CONTENT_SECURITY_POLICY, page.policy)
        .header(header::REFERRER_POLICY, "no-referrer")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(page.html.clone())
}

#[cfg(test)]
mod tests;
