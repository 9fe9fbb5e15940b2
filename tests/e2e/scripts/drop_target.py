"""Shows a window in the lower right corner onto which files are dropped; writes their addresses.

usage: drop_target.py OUT
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk


def received(_widget, _context, _x, _y, data, _info, _time):
    Path(sys.argv[1]).write_text("\n".join(data.get_uris()))


window = Gtk.Window(title="drop-target", default_width=160, default_height=120)
window.set_keep_above(True)
place = Gtk.EventBox()
place.add(Gtk.Label(label="here"))
place.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
place.drag_dest_add_uri_targets()
place.connect("drag-data-received", received)
window.add(place)
window.connect("destroy", Gtk.main_quit)
window.show_all()
window.move(1270, 770)
Gtk.main()
