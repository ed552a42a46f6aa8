"""Manifests: the documents of a client with their identifiers, as its build writes them.

Two forms are read: an object of texts by identifier (`persistedDocuments` of graphql-codegen, Relay), and
that of Apollo's `generate-persisted-query-manifest`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import GraphQLError, OperationDefinitionNode, parse

from gql_crm.persisted.identifiers import quoted_identifier, settled_identifier
from gql_crm.text import shown

DEFAULT_CLIENT: Final = "default"

_APOLLO: Final = "apollo-persisted-query-manifest"
_APOLLO_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class ManifestDocument:
    """A document that parses; operations without a name are not among the names."""

    id: str
    body: str
    operation_names: tuple[str, ...]


class ManifestRefused(ValueError):  # noqa: N818 (what becomes of it)
    """Nothing of the manifest is taken; `problems` has a sentence for each thing that is wrong."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(self.problems))


def read_manifest(raw: bytes) -> list[ManifestDocument]:
    """Return the documents of a manifest. Raises ManifestRefused."""
    try:
        content = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        raise ManifestRefused([f"The manifest is not valid JSON: {fault}."]) from None
    if not isinstance(content, dict):
        raise ManifestRefused(["The manifest is no JSON object of documents by identifier."])
    documents: dict[str, ManifestDocument] = {}
    problems: list[str] = []
    for given, body in _pairs(content):
        try:
            document = _document(given, body)
        except ValueError as problem:
            problems.append(f"{quoted_identifier(given)}: {problem}.")
            continue
        if documents.setdefault(document.id, document).body != document.body:
            problems.append(f"{quoted_identifier(given)}: two different documents have this identifier.")
    if problems:
        raise ManifestRefused(problems)
    return list(documents.values())


def operation_names(body: str) -> tuple[str, ...]:
    """Return the names of a text's operations; raises ValueError for what is no document to carry out."""
    try:
        definitions = parse(body, no_location=True).definitions
    except GraphQLError as fault:
        raise ValueError(f"its text does not parse: {fault.message.rstrip('.')}") from None
    operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
    if not operations:
        raise ValueError("its text has no operation")
    return tuple(node.name.value for node in operations if node.name)


def _pairs(content: Mapping[str, Any]) -> list[tuple[str, object]]:
    """Return identifiers and texts, whatever the form."""
    if "format" not in content:
        return list(content.items())
    form, version = content["format"], content.get("version")
    if (form, version) != (_APOLLO, _APOLLO_VERSION):
        text = (
            f"The manifest has the format {shown(form)}, version {shown(version)}; "
            f'expected "{_APOLLO}", version {_APOLLO_VERSION}, or an object of texts by identifier.'
        )
        raise ManifestRefused([text])
    operations = content.get("operations")
    if not isinstance(operations, list) or not all(_has_id(operation) for operation in operations):
        raise ManifestRefused(['"operations" of the manifest is no list of objects with an "id".'])
    return [(operation["id"], operation.get("body")) for operation in operations]


def _has_id(operation: object) -> bool:
    return isinstance(operation, dict) and isinstance(operation.get("id"), str)


def _document(given: str, body: object) -> ManifestDocument:
    if not isinstance(body, str):
        raise ValueError("expected the text of a document")  # noqa: TRY004 (a fault of the file)
    if "\0" in body:
        raise ValueError("its text holds NUL, which no text may")
    return ManifestDocument(settled_identifier(given, body), body, operation_names(body))
