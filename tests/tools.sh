#!/bin/sh
# Checks for the tools outside of cargo. Installs missing ones with apt-get, or says what to install.
set -eu

missing=""
need() { # command, Debian package
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

need cargo "the Rust toolchain (https://rustup.rs)"
if [ -n "$missing" ]; then
    echo "Please install:$missing" >&2
    exit 1
fi
need cc gcc
if [ "$1" != build ]; then
    need node nodejs
    need npm npm
    need pkg-config pkg-config
    need file file
    for library in webkit2gtk-4.1:libwebkit2gtk-4.1-dev librsvg-2.0:librsvg2-dev; do
        pkg-config --exists "${library%%:*}" 2>/dev/null || missing="$missing ${library##*:}"
    done
fi
if [ "$1" = test ]; then
    need WebKitWebDriver webkit2gtk-driver
    need Xvfb xvfb
    need dbus-daemon dbus-daemon
    need openbox openbox
    need xdotool xdotool
    need unshare util-linux
    need strace strace
    need ip iproute2
    /usr/bin/python3 -c 'import gi; gi.require_version("Gtk", "3.0")' >/dev/null 2>&1 || missing="$missing python3-gi gir1.2-gtk-3.0"
    need qpdf qpdf
    need pkill procps
    need pdftotext poppler-utils
    need mutool mupdf-tools
    need exiftool libimage-exiftool-perl
    need mat2 mat2
    need bwrap bubblewrap
    for part in writer:sw calc:sc impress:sd; do
        # Each part of LibreOffice has a library of its own.
        ls /usr/lib*/libreoffice/program/lib"${part##*:}"lo.so /opt/libreoffice*/program/lib"${part##*:}"lo.so \
            2>/dev/null | grep -q . || missing="$missing libreoffice-${part%%:*}-nogui"
    done
    need tesseract tesseract-ocr
    for language in spa eng por fra hat; do
        tesseract --list-langs 2>/dev/null | grep -qx "$language" || missing="$missing tesseract-ocr-$language"
    done
    # Other programs are called `convert` too.
    convert -version 2>/dev/null | grep -q ImageMagick || missing="$missing imagemagick"
    /usr/bin/python3 -c 'import numpy, pikepdf, PIL' >/dev/null 2>&1 || missing="$missing python3-numpy python3-pikepdf python3-pil"
fi
if [ "$1" = bench ]; then
    need qpdf qpdf
    need mutool mupdf-tools
    need pdftotext poppler-utils
    need tesseract tesseract-ocr
    tesseract --list-langs 2>/dev/null | grep -qx spa || missing="$missing tesseract-ocr-spa"
    need vipsthumbnail libvips-tools
    python3 -c 'import ensurepip' >/dev/null 2>&1 || missing="$missing python3-venv"
    test -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf || missing="$missing fonts-dejavu-core"
    test -f /usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf || missing="$missing fonts-liberation"
fi
[ -n "$missing" ] || exit 0

root=""
if [ "$(id -u)" != 0 ]; then
    root=sudo
fi
if command -v apt-get >/dev/null 2>&1 && { [ -z "$root" ] || command -v sudo >/dev/null 2>&1; }; then
    echo "Installing:$missing"
    # shellcheck disable=SC2086
    $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
else
    echo "Please install these (the names are Debian's):$missing" >&2
    exit 1
fi
