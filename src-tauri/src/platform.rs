//! Differences between systems in how the window is drawn.

/// Call this before anything else of the window.
///
/// Without a graphics card, as in a virtual machine or on a remote desktop, WebKitGTK passes every
/// frame through an OpenGL emulated by the processor: a move in a large case then takes twice as
/// long to appear, and that OpenGL takes 50 MB. There, environment variables select WebKitGTK's
/// plainer renderer, before the first thread begins. A window driven by a test keeps the default:
/// the driver's screenshots wait for a frame that may never come with the plainer renderer. A
/// choice that the user made by hand wins.
#[cfg(target_os = "linux")]
pub fn prepare() {
    use std::env::var_os;

    const CHOICE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    // Without the other two, OpenGL is still loaded: GDK looks for it when it starts, WebKitGTK
    // when it asks which card to use.
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
            // This fails only for impossible names.
            let _ = glib::setenv(name, value, false);
        }
    }
}

/// On other systems, the system's own view draws.
#[cfg(not(target_os = "linux"))]
pub fn prepare() {}
