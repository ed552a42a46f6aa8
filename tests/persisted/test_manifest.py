import hashlib
import json
from typing import Any

import pytest

from gql_crm.persisted import ManifestRefused, read_manifest

NAMES = "query Names { contacts { nodes { displayName } } }"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(content: object) -> dict[str, tuple[str, ...]]:
    """Read a manifest; return the names of the operations by identifier."""
    return {document.id: document.operation_names for document in read_manifest(json.dumps(content).encode())}


def refused(content: object) -> tuple[str, ...]:
    with pytest.raises(ManifestRefused) as caught:
        read(content)
    return caught.value.problems


def apollo(*operations: object, **changed: object) -> dict[str, Any]:
    return {
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": list(operations),
        **changed,
    }


def test_what_graphql_codegen_writes_is_read() -> None:
    assert read({f"sha256:{sha256(NAMES)}": NAMES}) == {f"sha256:{sha256(NAMES)}": ("Names",)}


def test_what_apollo_writes_is_read() -> None:
    operation = {"id": sha256(NAMES), "name": "Names", "type": "query", "body": NAMES}
    assert read(apollo(operation)) == {f"sha256:{sha256(NAMES)}": ("Names",)}


def test_a_bare_sha256_gets_its_prefix_so_that_both_forms_are_one_document() -> None:
    assert list(read({sha256(NAMES): NAMES, f"sha256:{sha256(NAMES)}": NAMES})) == [f"sha256:{sha256(NAMES)}"]


@pytest.mark.parametrize("given", ["names", hashlib.sha1(NAMES.encode()).hexdigest(), "0" * 64, "x-app:1"])  # noqa: S324 (graphql-codegen once used it)
def test_an_identifier_that_only_its_client_understands_stays_as_it_is(given: str) -> None:
    assert list(read({given: NAMES})) == [given]


def test_the_operations_of_a_document_are_named_where_they_have_names() -> None:
    body = "query A { a } mutation B { b } fragment F on Contact { id }"
    assert read({"several": body, "anonymous": "{ a }"}) == {"several": ("A", "B"), "anonymous": ()}


def test_a_wrong_sha256_is_refused_with_the_right_one() -> None:
    wrong = f"sha256:{'0' * 64}"
    assert refused({wrong: NAMES}) == (f'"{wrong}": the SHA-256 of its text is {sha256(NAMES)}.',)
    capital = f"sha256:{sha256(NAMES).upper()}"
    assert refused({capital: NAMES}) == (f'"{capital}": the SHA-256 of its text is {sha256(NAMES)}.',)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{", "its text does not parse: Syntax Error: Expected Name, found <EOF>."),
        ("fragment F on Contact { id }", "its text has no operation."),
        ("{ a }\0", "its text holds NUL, which no text may."),
        (
            "{a" * 5_000,
            "its text does not parse: Syntax Error: Document is nested too deeply. Parsing aborted.",
        ),
        (None, "expected the text of a document."),
        ({"query": "{ a }"}, "expected the text of a document."),
    ],
)
def test_what_can_never_be_carried_out_is_refused_by_its_key(body: object, told: str) -> None:
    assert refused({"good": NAMES, "bad": body}) == (f'"bad": {told}',)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", '"": an identifier is not empty.'),
        ("a b", '"a b": an identifier has visible ASCII characters only, and no space.'),
        ("ž", '"ž": an identifier has visible ASCII characters only, and no space.'),
        (
            "x" * 201,
            f'"{"x" * 60}…": an identifier has at most 200 characters, this one has 201.',
        ),
    ],
)
def test_what_is_no_identifier_is_refused(given: str, told: str) -> None:
    assert refused({given: NAMES}) == (told,)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert len(refused({"a": "{", "b": 1, "c": NAMES, "": NAMES})) == 3


def test_two_documents_with_one_identifier_are_refused() -> None:
    both = apollo({"id": "names", "body": NAMES}, {"id": "names", "body": "{ viewer { id } }"})
    assert refused(both) == ('"names": two different documents have this identifier.',)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], "The manifest is no JSON object of documents by identifier."),
        ("x", "The manifest is no JSON object of documents by identifier."),
        (apollo(version=2), 'The manifest has the format "apollo-persisted-query-manifest", version "2"'),
        ({"format": "other", "version": 1}, 'The manifest has the format "other", version "1"'),
        (apollo(operations={}), '"operations" of the manifest is no list of objects with an "id".'),
        (apollo({"body": NAMES}), '"operations" of the manifest is no list of objects with an "id".'),
    ],
)
def test_another_file_is_refused(content: object, told: str) -> None:
    (problem,) = refused(content)
    assert problem.startswith(told)


@pytest.mark.parametrize("raw", [b"", b"{", b'{"a": "\xff"}', b'{"a": "\\ud800"}'])
def test_a_file_that_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(ManifestRefused, match="The manifest is not valid JSON"):
        read_manifest(raw)
