"""The pages of a MediaWiki export, one JSON object a line, as the XML parser of Python's library reads them.

usage: pages.py EXPORT
"""

import bz2
import gzip
import json
import sys
import xml.etree.ElementTree as ElementTree

MAGIC = {b"BZ": bz2.open, b"\x1f\x8b": gzip.open}


def unpacked(path):
    with open(path, "rb") as file:
        return MAGIC.get(file.read(2), open)(path, "rb")


def name(element):
    return element.tag.rpartition("}")[2]


def inside(element, wanted):
    """The text of the first child of a name."""
    return next((child.text or "" for child in element if name(child) == wanted), None)


def pages(export):
    for _, page in ElementTree.iterparse(export):
        if name(page) == "page":
            revisions = [child for child in page if name(child) == "revision"]
            yield {
                "title": inside(page, "title"),
                "namespace": inside(page, "ns"),
                "is_redirect": any(name(child) == "redirect" for child in page),
                "text": (inside(revisions[-1], "text") if revisions else None) or "",
            }
            page.clear()


for page in pages(unpacked(sys.argv[1])):
    print(json.dumps(page))
