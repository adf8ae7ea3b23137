//! Writes `src/generated` anew (or into the folder given as the first argument, for the freshness test).

#[path = "../tests/generate/mod.rs"]
mod generate;

use std::{env, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let room = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let out = env::args().nth(1).map_or_else(|| room.join("src/generated"), PathBuf::from);
    fs::create_dir_all(&out)?;
    generate::contract(&room, &out)
}
