//! Tells Tauri which commands there are, so that each needs a permission, and packs the window's
//! files.

include!("commands.rs");

macro_rules! names {
    ($($(#[$doc:meta])* $kind:ident $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        &[$(stringify!($name)),*]
    };
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=commands.rs");
    let commands: &[&str] = with_commands!(names);
    let manifest = tauri_build::AppManifest::new().commands(commands);
    Ok(tauri_build::try_build(
        tauri_build::Attributes::new().app_manifest(manifest),
    )?)
}
