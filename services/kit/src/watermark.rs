//! The watermark: what was last committed, kept beside the keys and outside the database, so that a database restored
//! from an old backup is noticed before it writes (exchange §5). Two fixed slots with checksums are written in turn.

use duijie_core::{ids::Digest, time::Timestamp};
use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::FileExt,
    path::Path,
};

/// Bytes of one slot: generation, position, recorded time, digest, checksum.
const SLOT: usize = 4 + 8 + 8 + 32 + 4;

/// What was last committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watermark {
    /// Counts the recoveries of the desk.
    pub generation: u32,
    /// Position of the newest record.
    pub position: u64,
    /// Its digest.
    pub digest: Digest,
    /// Its recorded time.
    pub recorded_at: Timestamp,
}

impl Watermark {
    /// Before the first commit. It fits every store.
    #[must_use]
    pub const fn beginning(generation: u32) -> Self {
        Self { generation, position: 0, digest: Digest::ZERO, recorded_at: Timestamp::EPOCH }
    }

    fn to_slot(self) -> [u8; SLOT] {
        let mut slot = [0; SLOT];
        slot[..4].copy_from_slice(&self.generation.to_be_bytes());
        slot[4..12].copy_from_slice(&self.position.to_be_bytes());
        slot[12..20].copy_from_slice(&self.recorded_at.as_micros().to_be_bytes());
        slot[20..52].copy_from_slice(self.digest.as_bytes());
        let sum = crc32fast::hash(&slot[..52]);
        slot[52..].copy_from_slice(&sum.to_be_bytes());
        slot
    }

    fn from_slot(slot: &[u8]) -> Option<Self> {
        let sum = u32::from_be_bytes(slot.get(52..56)?.try_into().ok()?);
        if crc32fast::hash(slot.get(..52)?) != sum {
            return None;
        }
        Some(Self {
            generation: u32::from_be_bytes(slot.get(..4)?.try_into().ok()?),
            position: u64::from_be_bytes(slot.get(4..12)?.try_into().ok()?),
            recorded_at: Timestamp::from_micros(i64::from_be_bytes(slot.get(12..20)?.try_into().ok()?)),
            digest: Digest::from_slice(slot.get(20..52)?)?,
        })
    }
}

/// The file.
#[derive(Debug)]
pub struct WatermarkFile {
    file: File,
    turn: u64,
}

impl WatermarkFile {
    /// Opens or creates the file and reads what it says: the slot with the greater (generation, position), if any is
    /// whole.
    ///
    /// # Errors
    /// If the file cannot be opened or read.
    pub fn open(path: &Path) -> io::Result<(Self, Option<Watermark>)> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut bytes = [0; 2 * SLOT];
        let read = file.read_at(&mut bytes, 0)?;
        let slots = [Watermark::from_slot(&bytes[..SLOT.min(read)]), slot_at(&bytes, read)];
        let newest = slots.iter().flatten().max_by_key(|mark| (mark.generation, mark.position)).copied();
        let turn = u64::from(newest.is_some() && newest == slots[0]);
        Ok((Self { file, turn }, newest))
    }

    /// Writes a mark into the older slot.
    ///
    /// # Errors
    /// If the file cannot be written; the desk must then stop, since it could not be restored safely.
    pub fn write(&mut self, mark: Watermark) -> io::Result<()> {
        let offset = (self.turn % 2) * SLOT as u64;
        self.file.write_all_at(&mark.to_slot(), offset)?;
        self.turn += 1;
        Ok(())
    }

    /// Makes what was written durable; called at ticks.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}

fn slot_at(bytes: &[u8], read: usize) -> Option<Watermark> {
    bytes.get(SLOT..(2 * SLOT).min(read)).and_then(Watermark::from_slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(position: u64) -> Watermark {
        let recorded_at = Timestamp::from_micros(1_772_553_600_000_000);
        Watermark { generation: 1, position, digest: Digest::new([7; 32]), recorded_at }
    }

    #[test]
    fn the_newest_whole_slot_is_read_and_a_torn_one_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("watermark");
        let (mut file, none) = WatermarkFile::open(&path).unwrap();
        assert_eq!(none, None);
        for position in 1..=4 {
            file.write(mark(position)).unwrap();
            assert_eq!(WatermarkFile::open(&path).unwrap().1, Some(mark(position)));
        }
        let torn = std::fs::read(&path).unwrap();
        // Position 4 is in the second slot: damage it, and position 3 is what is left.
        let mut bytes = torn.clone();
        bytes[SLOT + 6] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let (mut file, read) = WatermarkFile::open(&path).unwrap();
        assert_eq!(read, Some(mark(3)));
        file.write(mark(5)).unwrap();
        assert_eq!(WatermarkFile::open(&path).unwrap().1, Some(mark(5)));
    }
}
