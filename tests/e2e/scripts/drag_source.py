"""Shows a window in the lower right corner from which files are dragged.

usage: drag_source.py FILE...
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk

uris = [Path(name).resolve().as_uri() for name in sys.argv[1:]]
window = Gtk.Window(title="drag-source", default_width=120, default_height=60)
window.set_keep_above(True)
handle = Gtk.EventBox()
handle.add(Gtk.Label(label="files"))
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
handle.drag_source_add_uri_targets()
handle.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris(uris))
window.add(handle)
window.connect("destroy", Gtk.main_quit)
window.show_all()
window.move(1300, 820)
Gtk.main()
