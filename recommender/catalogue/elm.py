"""Read learning opportunities of the European Learning Model, as JSON-LD and as XML of the Europass QDR."""

from __future__ import annotations

from recommender.catalogue import elm_xml
from recommender.catalogue.elm_reading import Graph, draft_of, opportunities
from recommender.catalogue.mapping import ColumnMapping
from recommender.catalogue.sources import read_json, read_text, read_xml
from recommender.catalogue.structured import read_drafts
from recommender.catalogue.tables import Reading
from recommender.errors import DataError

KIND = "learning opportunity"


def read_elm_json(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read learning opportunities from JSON-LD."""
    graph, nodes = opportunities(read_json(read_text(data, name), name))
    return read_drafts((draft_of(node, graph) for node in nodes), name, kind=KIND)


def read_elm_xml(data: bytes, name: str, mapping: ColumnMapping | None = None) -> Reading:
    """Read learning opportunities from XML of the Europass register."""
    root = read_xml(data, name)
    if not elm_xml.is_register(root):
        fix = "Use a file whose first element is Courses"
        raise DataError("This is no XML of the Europass register", where=name, fix=fix)
    nodes, found = elm_xml.nodes_of(root)
    graph = Graph(iter(nodes))
    return read_drafts((draft_of(node, graph) for node in found), name, kind=KIND)
