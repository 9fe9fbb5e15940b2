//! What differs between systems when the window is drawn.

/// To be called before anything else of the window.
///
/// Where there is no graphics card, as in a virtual machine or on a remote desktop, WebKitGTK hands every frame over through an OpenGL that
/// the processor imitates: a move in a large case then takes twice as long to be seen. Its plainer way is chosen there by
/// the environment, before the first thread begins; whoever has set that by hand has the last word. A window that a test
/// drives keeps the other: the driver's pictures wait for a frame that in the plainer way may never come.
#[cfg(target_os = "linux")]
pub fn prepare() {
    const PLAINER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let is_driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    let mut cards = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let has_card = cards.any(|card| card.file_name().to_string_lossy().starts_with("renderD"));
    if !has_card && !is_driven {
        // It fails for impossible names only.
        let _ = glib::setenv(PLAINER, "1", false);
    }
}

/// Elsewhere the system's own view draws.
#[cfg(not(target_os = "linux"))]
pub fn prepare() {}
