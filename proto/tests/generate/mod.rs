//! Generating the contract, shared by the example that writes it and the test that proves it fresh.

/// Compiles every `.proto` under `room/duijie/v1` with protox (no protoc) and writes the code and the descriptor set.
pub fn contract(room: &std::path::Path, out: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    use prost::Message as _;
    let mut files: Vec<_> =
        std::fs::read_dir(room.join("duijie/v1"))?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut compiler = protox::Compiler::new([room])?;
    compiler.include_imports(true).include_source_info(true).open_files(&files)?;
    let set = compiler.file_descriptor_set();
    std::fs::write(out.join("duijie.v1.bin"), set.encode_to_vec())?;
    tonic_prost_build::configure().btree_map(".").out_dir(out).compile_fds(set)?;
    Ok(())
}
