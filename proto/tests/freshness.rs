//! The committed generated code is what the `.proto` files say.

mod generate;

#[test]
fn the_generated_code_is_fresh() {
    let room = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().unwrap();
    generate::contract(room, out.path()).unwrap();
    for name in ["duijie.v1.rs", "duijie.v1.bin"] {
        let fresh = std::fs::read(out.path().join(name)).unwrap();
        let kept = std::fs::read(room.join("src/generated").join(name)).unwrap();
        assert!(fresh == kept, "`{name}` is stale: run `cargo run -p duijie-proto --example generate`");
    }
}
