//! The package that people install: once unpacked, its program starts and shows its window.

use std::path::PathBuf;
use std::process::Command;

use crate::window::{Home, Window};

/// A package without its program, its icon or its menu entry is broken.
#[tokio::test]
async fn the_program_starts_from_its_package() {
    let own = std::env::current_exe().unwrap();
    let folder = own.ancestors().nth(2).unwrap().join("bundle/deb");
    let packages: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|_| panic!("no package in {}: make package-test", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .collect();
    let [package] = packages.as_slice() else {
        panic!("one package in {}", folder.display())
    };
    let home = Home::new("es_VE.UTF-8");
    let root = home.path("root");
    assert!(
        Command::new("dpkg-deb")
            .arg("-x")
            .arg(package)
            .arg(&root)
            .status()
            .unwrap()
            .success()
    );
    let entry =
        std::fs::read_to_string(root.join("usr/share/applications/Expediente.desktop")).unwrap();
    assert!(
        entry.contains("\nExec=expediente-desktop\n") && entry.contains("\nComment[es]="),
        "{entry}"
    );
    assert!(
        root.join("usr/share/icons/hicolor/128x128/apps/expediente-desktop.png")
            .is_file()
    );
    assert!(
        root.join("usr/bin/expediente-reader").is_file(),
        "each paper would take a tenth of a second longer"
    );
    let window = Window::open_with(&home, &root.join("usr/bin/expediente-desktop"), &[]).await;
    window.click("[data-test=open-sample]").await;
    window.find("[data-test=row][data-sort=exhibit]").await;
    window.close().await;
}
