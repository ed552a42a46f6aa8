"""Modules and custom fields without end: every kind, labels in five languages, options, references."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

from gql_crm import Entity, Field, Module, hookimpl
from gql_crm.fields.field import ChoiceOption
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds import DEFAULT_KINDS

GENERATED_ENTITIES = "GQL_CRM_BENCHMARK_ENTITIES"
"""Environment variable by which a server process learns how many entities the plugin has to declare."""

_LABEL = {
    "en": "Delivery terms",
    "lt": "Tiekimo sąlygos",
    "cs": "Dodací podmínky",
    "bg": "Условия",
    "fa": "شرایط",
}
_HELP = {"en": "What was agreed on, in a word.", "lt": "Kas sutarta, vienu žodžiu."}
_ENTITIES_A_MODULE = 5
_FIELDS_AN_ENTITY = 20
_OPTIONS = ("low", "middle", "high", "unknown")


def modules(entities: int) -> list[Module]:
    """Return modules that together have that many entities."""
    names = [f"Asset{number}" for number in range(1, entities + 1)]
    shares = [names[start : start + _ENTITIES_A_MODULE] for start in range(0, entities, _ENTITIES_A_MODULE)]
    return [
        Module(
            name=f"assets_{number}",
            version="1",
            label=_LABEL,
            entities=tuple(_entity(name) for name in share),
        )
        for number, share in enumerate(shares, 1)
    ]


def field_inputs(
    count: int, entities: Sequence[str], kinds: Sequence[FieldKind], *, prefix: str = "custom"
) -> Iterator[dict[str, Any]]:
    """Make inputs of createField, evenly over entities and kinds."""
    for number in range(count):
        kind = kinds[(number + number // len(entities)) % len(kinds)]
        entity = entities[number % len(entities)]
        made: dict[str, Any] = {"entity": entity, "key": f"{prefix}{number}", "kind": kind.name}
        made |= {"label": _LABEL, "helpText": _HELP}
        if "options" in kind.options:
            made["options"] = [{"value": value, "label": _LABEL} for value in _OPTIONS]
        if "target" in kind.options and kind.target is None:
            made["targetEntity"] = entities[(number + 1) % len(entities)]
        yield made


@hookimpl
def register_modules() -> list[Module]:
    """Let server processes have the modules, too; their tables are made by the benchmark."""
    return modules(int(os.environ[GENERATED_ENTITIES]))


def _entity(name: str) -> Entity:
    kinds = [kind for kind in DEFAULT_KINDS if "target" not in kind.options and kind.target is None]
    numbered = (kinds[number % len(kinds)] for number in range(1, _FIELDS_AN_ENTITY))
    more = (_own_field(number, kind) for number, kind in enumerate(numbered, 1))
    return Entity(
        name=name,
        plural=f"{name[0].lower()}{name[1:]}s",
        fields=(Field(key="title", kind="TEXT", label=_LABEL), *more),
        display=("title",),
        label=_LABEL,
        plural_label=_LABEL,
        description="Something that a business has.",
    )


def _own_field(number: int, kind: FieldKind) -> Field:
    options = tuple(ChoiceOption(value, _LABEL) for value in _OPTIONS) if "options" in kind.options else ()
    return Field(key=f"own{number}", kind=kind.name, label=_LABEL, help_text=_HELP, options=options)
