//! Differences between systems: how the window is drawn, and how files are dragged out of it.

use std::path::PathBuf;

use tauri::{Runtime, WebviewWindow};

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

/// Begins to drag a file out of the window. Call it on the window's own thread, while the pointer is
/// pressed.
///
/// Not by the crate that does it elsewhere: on Linux, it takes its answer back when the file is
/// dropped, before an X11 program asks for it, and writes paths into URLs as they stand.
/// <https://github.com/crabnebula-dev/drag-rs/blob/main/crates/drag/src/platform_impl/gtk/mod.rs>
#[cfg(target_os = "linux")]
pub fn drag_out<R: Runtime>(window: &WebviewWindow<R>, path: PathBuf) -> Result<(), DragFailed> {
    use std::cell::RefCell;
    use std::rc::Rc;

    use gtk::gdk::{DragAction, ModifierType};
    use gtk::prelude::{DragContextExtManual, WidgetExt, WidgetExtManual};

    const PRESSED: i32 = 1;
    let window = window.gtk_window().map_err(|_| DragFailed)?;
    let url = glib::filename_to_uri(&path, None).map_err(|_| DragFailed)?;
    window.drag_source_set(ModifierType::BUTTON1_MASK, &[], DragAction::COPY);
    window.drag_source_add_uri_targets();
    let targets = window.drag_source_get_target_list().ok_or(DragFailed)?;
    // The webview in the window is a source of drags too; this one ends with its drag.
    let handlers = Rc::new(RefCell::new(Vec::new()));
    let answers = window.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[&url]);
    });
    let ended = Rc::clone(&handlers);
    let ends = window.connect_drag_end(move |window, _| {
        for handler in ended.borrow_mut().drain(..) {
            glib::object::ObjectExt::disconnect(window, handler);
        }
        window.drag_source_unset();
    });
    handlers.borrow_mut().extend([answers, ends]);
    let (own, anywhere) = (DragAction::COPY, -1);
    let begun =
        window.drag_begin_with_coordinates(&targets, own, PRESSED, None, anywhere, anywhere);
    let begun = begun.ok_or(DragFailed)?;
    if let Ok(Some(picture)) = picture() {
        begun.drag_set_icon_pixbuf(&picture, 0, 0);
    }
    Ok(())
}

/// The picture that follows the pointer.
#[cfg(target_os = "linux")]
fn picture() -> Result<Option<gtk::gdk_pixbuf::Pixbuf>, glib::Error> {
    use gtk::gdk_pixbuf::PixbufLoader;
    use gtk::prelude::PixbufLoaderExt;

    let loader = PixbufLoader::new();
    loader.write(PICTURE)?;
    loader.close()?;
    Ok(loader.pixbuf())
}

/// The same elsewhere.
#[cfg(not(target_os = "linux"))]
pub fn drag_out<R: Runtime>(window: &WebviewWindow<R>, path: PathBuf) -> Result<(), DragFailed> {
    let item = drag::DragItem::Files(vec![path]);
    let picture = drag::Image::Raw(PICTURE.to_vec());
    drag::start_drag(window, item, picture, |_, _| (), drag::Options::default())
        .map_err(|_| DragFailed)
}

/// The picture that follows the pointer, a PNG.
const PICTURE: &[u8] = include_bytes!("../icons/32x32.png");

/// The system began no drag.
#[derive(Debug)]
pub struct DragFailed;
