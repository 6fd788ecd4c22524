"""Tables of three columns and more: on a phone each row becomes a block, in which every cell says its column's name.

The names are put into the HTML here, as text for the stylesheet to show. Tables of two columns have room as they are.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

MANY = 3


class Tables(Treeprocessor):
    """Marks the tables of one page, once their cells are read."""

    def run(self, root: Element) -> None:
        """Mark each table that has too many columns for a phone."""
        for table in root.iter("table"):
            names = [" ".join("".join(cell.itertext()).split()) for cell in table.iterfind("thead/tr/th")]
            if len(names) >= MANY:
                table.set("data-stacks", "")
                for row in table.iterfind("tbody/tr"):
                    for name, cell in [*zip(names, row, strict=False)][1:]:
                        if name:
                            cell.set("data-column", name)
