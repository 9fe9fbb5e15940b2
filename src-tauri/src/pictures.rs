//! Answers the window's picture protocol: `picture://localhost/paper/CASE/SHA256/PAGE/TURN/PIXELS`
//! for a page of a paper, `picture://localhost/sheet/CASE/SHA256/PAGE/CORNERS/LIGHT/PIXELS` for the
//! sheet of paper that a photo shows, `picture://localhost/dossier/CASE/REVISION/PAGE/PIXELS` for a
//! page of the dossier as it will be.
//!
//! Requests come from the window and are untrusted; an answer is always a JPEG or empty.

use std::sync::Arc;

use expediente_app::Turn;
use percent_encoding::percent_decode_str;
use tauri::http::{Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::desk::Desk;

/// The name of the protocol.
pub const SCHEME: &str = "picture";

/// Answers a request on another thread.
pub fn answer<R: Runtime>(
    context: &UriSchemeContext<'_, R>,
    path: &str,
    responder: UriSchemeResponder,
) {
    let desk = Arc::clone(&context.app_handle().state::<Arc<Desk>>());
    let path = percent_decode_str(path.trim_start_matches('/'))
        .decode_utf8_lossy()
        .into_owned();
    tauri::async_runtime::spawn_blocking(move || responder.respond(response(draw(&desk, &path))));
}

fn response(jpeg: Option<Vec<u8>>) -> Response<Vec<u8>> {
    let (status, kind, keep, body) = match jpeg {
        // The path identifies the bytes: the same path is always the same picture.
        Some(jpeg) => (
            StatusCode::OK,
            "image/jpeg",
            "private, max-age=31536000, immutable",
            jpeg,
        ),
        None => (StatusCode::NOT_FOUND, "text/plain", "no-store", Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static(keep),
    );
    response
}

/// The picture at a path; none if there is no such page, or it cannot be drawn.
fn draw(desk: &Desk, untrusted: &str) -> Option<Vec<u8>> {
    let parts: Vec<&str> = untrusted.split('/').collect();
    let app = &desk.app;
    match parts.as_slice() {
        ["paper", matter, sha256, page, turn, pixels] => {
            let id = app.matters().resolve(matter).ok()?;
            let turn = Turn::try_from(turn.parse::<u16>().ok()?).ok()?;
            app.pictures()
                .paper(&id, sha256, page.parse().ok()?, turn, pixels.parse().ok()?)
                .ok()
        }
        ["sheet", matter, sha256, page, corners, light, pixels] => {
            let id = app.matters().resolve(matter).ok()?;
            let corners = corners.replace('_', " ").parse().ok()?;
            let cut = (corners, *light == "even");
            app.legible()
                .preview(&id, sha256, page.parse().ok()?, cut, pixels.parse().ok()?)
                .ok()
        }
        ["dossier", matter, _revision, page, pixels] => {
            let id = app.matters().resolve(matter).ok()?;
            app.pictures()
                .dossier(&id, page.parse().ok()?, pixels.parse().ok()?)
                .ok()
        }
        _ => None,
    }
}
