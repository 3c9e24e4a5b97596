"""What the client calls services, operations and parameters: ``client.toml``, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .node import Node
from .override_tables import check_keys, entries, identifier, optional_text, read_file, texts


@dataclass(frozen=True, slots=True)
class ServiceName:
    """A service's attribute on the client, the noun its verbs drop, and its helpers' class."""

    where: str
    name: str
    attribute: str
    noun: str = ""
    helpers: str = ""


@dataclass(frozen=True, slots=True)
class VerbName:
    """The verb of one operation, where the rule does not give a good one."""

    where: str
    operation: str
    verb: str


@dataclass(frozen=True, slots=True)
class KeywordName:
    """The keyword of query parameters, none where ``keyword`` is empty.

    ``kind`` says what form it has, where the document does not: ``since`` or ``time``.
    """

    where: str
    query: tuple[str, ...]
    keyword: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ClientDocs:
    """All of ``client_docs.toml``: what keywords, by the wire's name, and operations mean."""

    keywords: Mapping[str, str] = field(default_factory=dict[str, str])
    verbs: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class ClientNames:
    """All of ``client.toml``, and the documentation that belongs to it."""

    services: tuple[ServiceName, ...] = ()
    verbs: tuple[VerbName, ...] = ()
    keywords: tuple[KeywordName, ...] = ()
    docs: ClientDocs = field(default_factory=ClientDocs)

    def service(self, name: str) -> ServiceName | None:
        """Return what is said of a service, if anything."""
        return next((item for item in self.services if item.name == name), None)

    def verb(self, operation: str) -> str | None:
        """Return the verb said of an operation, if any."""
        return next((item.verb for item in self.verbs if item.operation == operation), None)

    def keyword(self, query: str) -> KeywordName | None:
        """Return what is said of a query parameter, if anything."""
        return next((item for item in self.keywords if query in item.query), None)


def load_names(directory: Path) -> ClientNames:
    """Read ``client.toml`` and ``client_docs.toml`` in a directory of overrides.

    Raises:
        CodegenError: it is damaged; the message names the entry.
    """
    path = directory / "client.toml"
    files: Mapping[str, Node] = {path.name: read_file(path)} if path.is_file() else {}
    return ClientNames(
        entries(files, path.name, "service", _service),
        entries(files, path.name, "verb", _verb),
        entries(files, path.name, "keyword", _keyword),
        _docs(directory / "client_docs.toml"),
    )


def _docs(path: Path) -> ClientDocs:
    if not path.is_file():
        return ClientDocs()
    tables = read_file(path).members()
    keywords, verbs = (
        (
            {name: text.text() for name, text in tables[table].members().items()}
            if table in tables
            else {}
        )
        for table in ("keywords", "verbs")
    )
    return ClientDocs(keywords, verbs)


def _service(node: Node) -> ServiceName:
    check_keys(node, "name attribute", "noun helpers")
    return ServiceName(
        node.place,
        node.need("name").text(),
        identifier(node.need("attribute")),
        optional_text(node, "noun"),
        optional_text(node, "helpers"),
    )


def _verb(node: Node) -> VerbName:
    check_keys(node, "operation verb")
    return VerbName(node.place, node.need("operation").text(), identifier(node.need("verb")))


def _keyword(node: Node) -> KeywordName:
    check_keys(node, "query keyword", "kind")
    kind = optional_text(node, "kind")
    if kind not in ("", "since", "time"):
        raise node.need("kind").error(f"expected 'since' or 'time', found {kind!r}")
    return KeywordName(
        node.place,
        texts(node.need("query")),
        node.need("keyword").text(),
        kind,
    )
