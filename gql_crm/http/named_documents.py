"""Which document a request is about: its text, its identifier, or its hash in Apollo's form."""

from collections.abc import Mapping
from typing import Any, Final

from gql_crm.http.bodies import kind_of
from gql_crm.http.refusals import bad_input
from gql_crm.persisted import LONGEST_IDENTIFIER
from gql_crm.workspace import DocumentReference

_APOLLO: Final = "extensions.persistedQuery"
_APOLLO_VERSION: Final = 1


def document_of(
    members: Mapping[str, Any], extensions: Mapping[str, Any]
) -> tuple[str, DocumentReference | None]:
    """Return the text, empty when the document is only named, and its name if it has one.

    Reads `query`, `documentId` (GraphQL over HTTP, appendix on persisted documents) and
    `extensions.persistedQuery`. Raises Refusal (400).
    """
    query, named, apollo = (
        members.get("query"),
        members.get("documentId"),
        extensions.get("persistedQuery"),
    )
    if query is not None and not isinstance(query, str):
        raise bad_input(f'"query" is {kind_of(query)}. Expected a string.')
    if named is not None:
        if query is not None or apollo is not None:
            other = "query" if query is not None else _APOLLO
            raise bad_input(f'"documentId" and "{other}" are both given. Expected one of them.')
        return "", DocumentReference(_identifier(named, "documentId"))
    if apollo is not None:
        return query or "", DocumentReference(_apollo_hash(apollo), automatic=True, with_text=bool(query))
    if query is None:
        raise bad_input(
            '"query" is missing. Expected the text of a GraphQL document, or "documentId" with the '
            "identifier of a persisted one."
        )
    return query, None


def _apollo_hash(value: object) -> str:
    if not isinstance(value, dict):
        raise bad_input(f'"{_APOLLO}" is {kind_of(value)}. Expected an object.')
    version = value.get("version")
    if version != _APOLLO_VERSION or isinstance(version, bool):
        raise bad_input(f'"{_APOLLO}.version" is not understood. Expected {_APOLLO_VERSION}.')
    return _identifier(value.get("sha256Hash"), f"{_APOLLO}.sha256Hash")


def _identifier(value: object, name: str) -> str:
    if value is None:
        raise bad_input(f'"{name}" is missing. Expected the identifier of a document.')
    if not isinstance(value, str):
        raise bad_input(f'"{name}" is {kind_of(value)}. Expected a string.')
    if not 0 < len(value) <= LONGEST_IDENTIFIER:
        raise bad_input(
            f'"{name}" has {len(value)} characters. Expected an identifier of 1 to {LONGEST_IDENTIFIER}.'
        )
    return value
