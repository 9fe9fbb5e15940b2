//! What exported chats are called.

/// Whether a file is called as an exported chat is: by WhatsApp, in any language and on any phone,
/// or as a part of its export.
#[must_use]
pub fn is_called_chat(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("whatsapp") || name.contains("_chat")
}
