"""JSON Schema (draft 2020-12) for JSON fields. Schemas come from users, so their cost is known beforehand."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

import jsonschema_rs
import orjson

from gql_crm.fields.kind import ValueProblem
from gql_crm.text import shown

BYTES_LIMIT: Final = 20_000
"""Most bytes of a schema."""
PARTS_LIMIT: Final = 5_000
"""Most objects and lists of a schema, those behind references counted each time that they are referred to."""
_DEPTH_LIMIT: Final = 60
_REGEX_BYTES: Final = 1 << 20
_TEXT_LIMIT: Final = 300
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_REFUSED: Final = ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary")


def schema_problems(schema: Any) -> list[str]:
    """Return what is wrong with a schema."""
    if not isinstance(schema, Mapping):
        return [f"{shown(schema)} is no JSON Schema; expected an object."]
    text = _text(schema)
    if len(text) > BYTES_LIMIT:
        return [f"The schema has {len(text)} bytes; {BYTES_LIMIT} are the most."]
    if schema.get("$schema", _DRAFT) != _DRAFT:
        return [f'{shown(schema["$schema"])} is not understood; expected "{_DRAFT}" or nothing.']
    try:
        found = next(_Parts(schema).problems(), None)
        if found is None:
            _validator(text)
    except jsonschema_rs.ValidationError as error:
        found = f"{_place(error.instance_path)}{_cut(error.message)}."
    return [] if found is None else [found]


def check_schema(document: Any, schema: Mapping[str, Any]) -> None:
    """Hold a JSON value against a schema that has no problems; raise `ValueProblem` with the path inside."""
    errors = list(_validator(_text(schema)).iter_errors(document))
    if not errors:
        return
    first = errors[0]
    others = len(errors) - 1
    more = f" {'One more fault is' if others == 1 else f'{others} more faults are'} there." if others else ""
    path = tuple(str(step) for step in first.instance_path)
    raise ValueProblem(f"{_cut(first.message)}.{more}", path=path)


@lru_cache(maxsize=256)
def _validator(text: bytes) -> jsonschema_rs.Draft202012Validator:
    """Compile a schema. Its regular expressions take linear time and a bounded memory; nothing is fetched."""
    options = jsonschema_rs.RegexOptions(size_limit=_REGEX_BYTES, dfa_size_limit=_REGEX_BYTES)
    return jsonschema_rs.Draft202012Validator(orjson.loads(text), pattern_options=options, retriever=_refuse)


def _refuse(address: str) -> Any:
    msg = f"{address} is not fetched"
    raise ValueError(msg)


class _Parts:
    """Counts what a schema comes to when its references are followed; circles have no end."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._counted = 0

    def problems(self) -> Iterator[str]:
        """Find references that cannot be followed, and what is too large."""
        yield from self._walk(self._schema, 0)

    def _walk(self, node: Any, depth: int) -> Iterator[str]:
        if not isinstance(node, Mapping | list):
            return
        self._counted += 1
        if self._counted > PARTS_LIMIT or depth > _DEPTH_LIMIT:
            yield "The schema is too large, nested too deeply, or refers to itself; write it flatter."
            return
        for name, inner in node.items() if isinstance(node, Mapping) else enumerate(node):
            problem = next(self._member(name, inner, depth), None)
            if problem:
                yield problem
                return

    def _member(self, name: object, inner: Any, depth: int) -> Iterator[str]:
        if name == "$ref" and isinstance(inner, str):
            yield from self._referred(inner, depth)
        elif name in _REFUSED and isinstance(inner, str | Mapping):
            yield f'"{name}" is not supported; name parts under "$defs" and refer to them by "#/$defs/name".'
        elif name != "$defs":
            yield from self._walk(inner, depth + 1)

    def _referred(self, reference: str, depth: int) -> Iterator[str]:
        if not reference.startswith("#/"):
            yield f'{shown(reference)} is not followed; expected a part of the schema like "#/$defs/name".'
            return
        target: Any = self._schema
        for step in reference[2:].split("/"):
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            if not isinstance(target, Mapping) or key not in target:
                yield f"The schema has no part {shown(reference)}."
                return
            target = target[key]
        yield from self._walk(target, depth + 1)


def _text(schema: Any) -> bytes:
    return orjson.dumps(schema, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def _place(path: list[str | int]) -> str:
    return f"At {'.'.join(map(str, path))}: " if path else ""


def _cut(message: str) -> str:
    text = message.rstrip(".")
    return f"{text[:_TEXT_LIMIT]}…" if len(text) > _TEXT_LIMIT else text
