//! The files of the page, from memory: found by exact name, so no path can lead elsewhere.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path as FilePath,
    sync::LazyLock,
};

use poem::{
    Response, Result, handler,
    http::{StatusCode, header},
    web::{
        Path, TypedHeader,
        headers::{ETag, IfNoneMatch},
    },
};

type Files = &'static [(&'static str, &'static [u8])];

/// Whether the binary embeds the page as built in `web/`.
pub(super) const BUILT: bool = !DIST.is_empty();

const DIST: Files = include!(concat!(env!("OUT_DIR"), "/graphiql_files.rs"));
/// The page's own code, which a browser runs as it stands when the packages come from the CDN.
const SOURCES: Files = &[
    ("main.js", include_bytes!("../../../../web/src/main.js")),
    ("page.css", include_bytes!("../../../../web/src/page.css")),
    (
        "storage.js",
        include_bytes!("../../../../web/src/storage.js"),
    ),
    (
        "workers.js",
        include_bytes!("../../../../web/src/workers.js"),
    ),
];

static ASSETS: LazyLock<HashMap<&str, Asset>> = LazyLock::new(|| {
    let files = if BUILT { DIST } else { SOURCES };
    let assets = files
        .iter()
        .map(|(name, bytes)| (*name, Asset::new(name, bytes)));
    assets.collect()
});

struct Asset {
    content_type: &'static str,
    tag: String,
    bytes: &'static [u8],
}

impl Asset {
    fn new(name: &str, bytes: &'static [u8]) -> Self {
        let extension = FilePath::new(name).extension().and_then(|it| it.to_str());
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self {
            content_type: match extension {
                Some("js") => "text/javascript; charset=utf-8",
                Some("css") => "text/css; charset=utf-8",
                Some("txt") => "text/plain; charset=utf-8",
                _ => "application/octet-stream",
            },
            // Weak, because a compressed answer carries the same tag.
            tag: format!("W/\"{:016x}\"", hasher.finish()),
            bytes,
        }
    }
}

/// Sends one file, or 304 when the browser holds it already.
///
/// Names do not change with contents, so a browser asks each time and is told to keep its copy.
#[handler]
pub(super) fn serve(
    Path(name): Path<String>,
    known: Option<TypedHeader<IfNoneMatch>>,
) -> Result<Response> {
    let asset = ASSETS.get(name.as_str()).ok_or(StatusCode::NOT_FOUND)?;
    let tag: ETag = asset.tag.parse().expect("a quoted hash is an entity tag");
    let response = Response::builder()
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::ETAG, &asset.tag)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if known.is_some_and(|TypedHeader(known)| !known.precondition_passes(&tag)) {
        return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
    }
    Ok(response.content_type(asset.content_type).body(asset.bytes))
}
