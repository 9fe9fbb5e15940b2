"""Accounts for every object of a dossier: each is reached from a page or from the document itself, and
of the forms and pictures of a page or a form, each is drawn by its content. Prints those that are not.

usage: reached.py FILE.pdf
"""
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

pdf = pikepdf.open(sys.argv[1])
pages = [page.obj for page in pdf.pages]
page_ids = {page.objgen for page in pages}
reached = set()
wrong = []


def walk(start, stop):
    """Marks all that an object leads to, but for the objects of `stop`."""
    waiting = [start]
    while waiting:
        thing = waiting.pop()
        if getattr(thing, "is_indirect", False):
            if thing.objgen in reached or thing.objgen in stop:
                continue
            reached.add(thing.objgen)
        if isinstance(thing, (Dictionary, Stream)):
            waiting.extend(value for key, value in thing.items() if key != "/Parent")
        elif isinstance(thing, Array):
            waiting.extend(thing)


def drawn(content):
    names = set()
    for operands, operator in pikepdf.parse_content_stream(content):
        if str(operator) == "Do":
            names.add(str(operands[0]))
    return names


def check_drawn(of, content, resources, depth=0):
    """Every form and picture is drawn by the content that brings it."""
    there = resources.get(Name.XObject, Dictionary())
    named = drawn(content)
    for name, thing in there.items():
        if name not in named:
            wrong.append(f"{of}: {name} is not drawn")
        if thing.get(Name.Subtype) == Name.Form and Name.Resources in thing and depth < 10:
            check_drawn(f"{of} {name}", thing, thing.Resources, depth + 1)


for at, page in enumerate(pages):
    reached.add(page.objgen)
    for key in ("/Contents", "/Resources", "/Annots", "/Group"):
        if key in page:
            # Links lead to pages, which are there for themselves.
            walk(page[key], page_ids)
    if Name.Resources in page:
        check_drawn(f"page {at + 1}", pikepdf.Page(page), page.Resources)

root = pdf.Root
reached.add(root.objgen)
for key in ("/Pages", "/Outlines", "/Metadata", "/OutputIntents", "/XPDT_Font", "/OpenAction", "/PageLabels"):
    if key in root:
        walk(root[key], page_ids)
walk(pdf.docinfo, page_ids)
for thing in pdf.objects:
    if getattr(thing, "is_indirect", False) and thing.objgen not in reached:
        wrong.append(f"object {thing.objgen[0]} is not reached")
print("\n".join(wrong))
