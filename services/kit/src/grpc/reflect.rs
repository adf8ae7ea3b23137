//! What the service tells about its interface: the contract without the services this agency does not have.

use duijie_proto::FILE_DESCRIPTOR_SET;
use prost::Message;
use prost_types::{FileDescriptorProto, FileDescriptorSet};

/// In paths of source locations: the services of a file (`FileDescriptorProto.service`).
const SERVICES: i32 = 6;

/// The contract as it was compiled.
///
/// # Errors
/// If the committed descriptors are damaged.
pub(super) fn contract() -> Result<FileDescriptorSet, prost::DecodeError> {
    FileDescriptorSet::decode(FILE_DESCRIPTOR_SET)
}

/// The contract with only the services named in `served`, comments included.
pub(super) fn served_only(mut set: FileDescriptorSet, served: &[&str]) -> FileDescriptorSet {
    for file in &mut set.file {
        keep(file, served);
    }
    set
}

fn keep(file: &mut FileDescriptorProto, served: &[&str]) {
    let package = file.package().to_owned();
    let stays: Vec<bool> =
        file.service.iter().map(|service| served.contains(&format!("{package}.{}", service.name()).as_str())).collect();
    let moved = |old: i32| -> Option<i32> {
        let old = usize::try_from(old).ok()?;
        let before = stays.get(..old)?.iter().filter(|stays| **stays).count();
        if *stays.get(old)? { i32::try_from(before).ok() } else { None }
    };
    if let Some(source) = &mut file.source_code_info {
        source.location.retain_mut(|location| match location.path.as_mut_slice() {
            [SERVICES, index, ..] => moved(*index).map(|new| *index = new).is_some(),
            _ => true,
        });
    }
    let mut stay = stays.iter();
    file.service.retain(|_| stay.next() == Some(&true));
}
