//! What differs between systems when the window is drawn.

/// To be called before anything else of the window.
///
/// Where there is no graphics card, as in a virtual machine or on a remote desktop, WebKitGTK hands every frame over through an OpenGL that
/// the processor imitates: a move in a large case then takes twice as long to be seen, and that OpenGL takes 50 MB. Its plainer way is
/// chosen there by the environment, before the first thread begins. A window that a test drives keeps the other: the driver's pictures
/// wait for a frame that in the plainer way may never come. Whoever has chosen by hand has the last word.
#[cfg(target_os = "linux")]
pub fn prepare() {
    use std::env::var_os;

    const CHOICE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    // Without the other two OpenGL is loaded all the same: GDK looks for it when it begins, WebKitGTK when it asks which card to use.
    const PLAINER: [(&str, &str); 3] = [
        (CHOICE, "1"),
        ("GDK_GL", "disable"),
        ("WEBKIT_WEB_RENDER_DEVICE_FILE", "none"),
    ];
    let cards = || {
        std::fs::read_dir("/dev/dri")
            .into_iter()
            .flatten()
            .flatten()
    };
    let has_card = || cards().any(|card| card.file_name().to_string_lossy().starts_with("renderD"));
    let is_driven = || var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    let is_plainer =
        var_os(CHOICE).map_or_else(|| !has_card() && !is_driven(), |chosen| chosen != "0");
    if is_plainer {
        for (name, value) in PLAINER {
            // It fails for impossible names only.
            let _ = glib::setenv(name, value, false);
        }
    }
}

/// Elsewhere the system's own view draws.
#[cfg(not(target_os = "linux"))]
pub fn prepare() {}
