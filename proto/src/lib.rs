//! The contract crate: messages and gRPC services generated from `duijie/v1/*.proto`. Nothing is written by hand here
//! but this page; `cargo run -p duijie-proto --example generate` renews `src/generated` and a test proves it fresh.

/// Version 1 of the contract.
#[allow(missing_docs, clippy::all, rustdoc::all)]
pub mod v1 {
    include!("generated/duijie.v1.rs");
}

/// The encoded descriptor set, for gRPC reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!("generated/duijie.v1.bin");
