//! Files named on the command line become materials: their name, SHA-256, size and media type. The content stays here.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use duijie_proto::v1::Material;
use sha2::{Digest, Sha256};

/// Read this much at a time: a recording of a hearing does not fit into memory everywhere.
const PIECE: usize = 1024 * 1024;

/// Digests all files, in order.
///
/// # Errors
/// When one cannot be read.
pub fn of_files(files: &[PathBuf]) -> anyhow::Result<Vec<Material>> {
    files.iter().map(|file| of_file(file)).collect()
}

/// Digests one file.
///
/// # Errors
/// When it cannot be read.
pub fn of_file(path: &Path) -> anyhow::Result<Material> {
    let reading = || format!("reading the material `{}`", path.display());
    let mut file = File::open(path).with_context(reading)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE];
    let mut size = 0;
    loop {
        let read = file.read(&mut piece).with_context(reading)?;
        if read == 0 {
            break;
        }
        hasher.update(&piece[..read]);
        size += read as u64;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Material { name, digest: hasher.finalize().to_vec(), size, media_type: media_type(path).to_owned() })
}

/// By the file's ending; what is not known is left empty rather than guessed.
fn media_type(path: &Path) -> &'static str {
    let ending = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("pdf") => "application/pdf",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("txt") => "text/plain",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("ofd") => "application/ofd",
        Some("mp4") => "video/mp4",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::of_file;

    #[test]
    fn a_file_becomes_its_digest_size_and_media_type() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("移送函.pdf");
        std::fs::write(&path, b"abc").unwrap();
        let material = of_file(&path).unwrap();
        assert_eq!(material.name, "移送函.pdf");
        assert_eq!(material.size, 3);
        assert_eq!(material.media_type, "application/pdf");
        assert_eq!(hex::encode(material.digest), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
