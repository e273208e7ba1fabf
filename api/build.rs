//! Lists the files that `web/` was built into, so that the binary embeds them.
//!
//! Without `web/dist` the list is empty and the build needs neither Node nor its packages.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web");
    let dist = web.join("dist");
    // A watched path that does not exist would rebuild the crate every time.
    let watched = if dist.exists() { &dist } else { &web };
    println!("cargo::rerun-if-changed={}", watched.display());

    let mut files = Vec::new();
    for entry in fs::read_dir(&dist).into_iter().flatten() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if let (true, Some(path), Some(name)) = (path.is_file(), path.to_str(), name.to_str()) {
            files.push(format!("({name:?}, include_bytes!({path:?})),\n"));
        }
    }
    files.sort();

    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(
        Path::new(&out).join("graphiql_files.rs"),
        format!("&[{}]", files.concat()),
    )
}
