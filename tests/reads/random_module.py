"""A module and an entity of users made of a seed, with fields of every kind, and values for them.

Kinds lie in columns and in custom fields; all fields of the device are such.

Its computed fields answer with what they need, of the record itself or of its vendor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from gql_crm import Child, ChoiceOption, ComputedField, Entity, Field, Module, Relation, RelationType
from tests.reads.derived_fields import Formula, Rollup

OPTIONS = ("red", "Blue", "green_1")
TEXTS = (
    *("Ąžuolas", "azuolas", "AZUOLAS", "Žaneta", "Čeněk", "Cenek", "Петър", "петър", "Йоана", "علی", "علي",
    "می\u200cرود"),
    *("a_b", "a%b", "a\\b", "a\\%b", "", " ", "x" * 70, "O'Neil \"Co\"", "ß", "Ø", "e\u0301", "é"),
)  # fmt: skip
LONG = "ilgas " * 40
POOLS: Mapping[str, tuple[Any, ...]] = {
    "TEXT": TEXTS,
    "LONG_TEXT": (*TEXTS, "one\ntwo", LONG + "a", LONG + "b"),
    "INTEGER": (-(2**31), -5, 0, 1, 2, 7, 2**31 - 1),
    "DECIMAL": ("-1.5", "0", "1", "1.1", "2.5", "10", "100000000000000000000.000001"),
    "MONEY": tuple(
        {"amount": amount, "currency": currency} for amount in ("-3", "0", "9.5",
         "10") for currency in ("EUR", "CZK")
    ),
    "PERCENT": ("-0.3333333333", "12.5", "20", "33.3333333334"),
    "BOOLEAN": (True, False),
    "DATE": ("0001-01-01", "1980-05-17", "2026-03-01", "2026-03-15", "2026-03-16", "9999-12-31"),
    "DATETIME": (
        *("0001-01-01T00:00:00Z", "2026-03-01T00:00:00+00:00", "2026-03-14T23:59:59.999999Z",
        "2026-03-15T02:00:00+02:00"),
        *("2026-03-15T12:30:00.5Z", "2026-04-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"),
    ),
    "TIME": ("00:00:00", "09:30:00", "09:30:00.5", "23:59:59.999999"),
    "CHOICE": OPTIONS,
    "MULTI_CHOICE": ((), ("red",), ("Blue", "red"), ("green_1", "Blue")),
    "EMAIL": ("ona@example.com", "ONA@example.com", "petr.b_c@example.com"),
    "PHONE": ("+37061234567", "+420601123456", "+359881234567"),
    "URL": ("https://example.com/", "https://example.com/a_b", "http://example.org/%C5%A0"),
}  # fmt: skip
KINDS = tuple(POOLS)
TAGS = ("VIP", "vip", "Žiema 2026", "ziema 2026", "Петър", "علی", "علي", "a_b", "a%b")
RELATION_TYPES = (
    RelationType(key="TWIN", label={"en": "Twin"}, from_entity="Gadget", to_entity="Gadget", symmetric=True),
    RelationType(key="BOSS", label={"en": "Boss"}, reverse_label={"en": "Helper"}, from_entity="Vendor"),
    RelationType(key="FAN", label={"en": "Fan"}),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a test may ask of an entity: kinds by field, targets by relation; without a plural, of a child."""

    name: str
    plural: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    ones: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    children: dict[str, str] = field(default_factory=dict)
    echoes: dict[str, str] = field(default_factory=dict)
    """What computed fields answer with: the field, or the path through `vendor`."""
    derived: dict[str, Formula | Rollup] = field(default_factory=dict)
    """What the fields that are formulas and roll-ups come to; their kinds are in `fields`."""

    @property
    def is_child(self) -> bool:
        return not self.plural


@dataclass(frozen=True, slots=True)
class RandomModule:
    """The module, the inputs of its custom fields and of a custom entity, and the shapes of all entities."""

    module: Module
    custom: tuple[dict[str, Any], ...]
    entity: dict[str, Any]
    shapes: Mapping[str, Shape]
    full: bool
    """Whether it has all that there is."""


def random_module(seed: int) -> RandomModule:
    """Seed 0 has every kind in both places, other seeds leave some out."""
    random = Random(seed)
    gadget = Shape(
        "Gadget",
        "gadgets",
        ones={"vendor": "Vendor", "partner": "Vendor", "owner": "User", "team": "Team"},
        lists={"makers": "Vendor", "allies": "Vendor", "circle": "Vendor"},
        children={"parts": "GadgetPart"},
    )
    part = Shape("GadgetPart", ones={"source": "Vendor"})
    vendor = Shape(
        "Vendor",
        "vendors",
        ones={"chief": "Vendor", "owner": "User", "team": "Team"},
        lists={"gadgets": "Gadget", "made": "Gadget", "allied": "Gadget"},
    )
    user, team = Shape("User", "users", {"name": "TEXT"}), Shape("Team", "teams", {"name": "TEXT"})
    declared = {shape.name: _fields(random, shape, "Own", full=seed == 0) for shape in (gadget, vendor)}
    custom = [
        {"entity": shape.name, "key": f.key, "kind": f.kind, "label": {"en": f.key}, **_options_input(f.kind)}
        for shape in (gadget, vendor)
        for f in _fields(random, shape, "Free", full=seed == 0)
    ]
    custom.append(
        {
            "entity": "Gadget",
            "key": "partner",
            "kind": "REFERENCE",
            "targetEntity": "Vendor",
            "label": {"en": "Partner"},
        }
    )
    custom.append({**custom[-1], "key": "circle", "kind": "MULTI_REFERENCE", "label": {"en": "Circle"}})
    echoes = _echoes(gadget, declared["Gadget"]) + _echoes(gadget, declared["Vendor"], "vendor.")
    module = Module(
        name="random",
        version="1",
        requires=("identity",),
        entities=(
            Entity(name="Vendor", plural="vendors", display=(),
                   fields=(*declared["Vendor"], Field(key="chief", kind="REFERENCE", target="Vendor"))),
            Entity(name="Gadget", plural="gadgets", display=(),
                   children=(Child(key="parts", name="GadgetPart",
                                   fields=(*_fields(random, part, "Own", full=seed == 0),
                                           Field(key="source", kind="REFERENCE", target="Vendor"))),),
                   fields=(*declared["Gadget"],
                           Field(key="vendor", kind="REFERENCE", target="Vendor", inverse="gadgets"),
                           Field(key="allies", kind="MULTI_REFERENCE", target="Vendor", inverse="allied"))),
        ),
        relations=(Relation(key="makers", singular="maker", source="Gadget", target="Vendor",
        inverse="made"),),
        relation_types=RELATION_TYPES,
        computed={"Gadget": echoes, "Vendor": _echoes(vendor, declared["Vendor"])},
    )  # fmt: skip
    device, entity = _device(Random(seed + 1_000), full=seed == 0)
    gadget.lists.update(devices="Device", spareIn="Device")
    vendor.lists.update(kept="Device")
    shapes = (gadget, vendor, user, team, device)
    for shape in shapes:
        shape.fields.update(createdAt="DATETIME", version="INTEGER", deletedAt="DATETIME", tags="TAGS")
    return RandomModule(
        module, tuple(custom), entity, {shape.name: shape for shape in (*shapes, part)}, seed == 0
    )


def random_values(random: Random, shape: Shape) -> dict[str, Any]:
    """Return input values of a record: about a third is left out, and some are set to null."""
    values: dict[str, Any] = {}
    for key, kind in shape.fields.items():
        if key.endswith(("Own", "Free")) and random.random() < 0.7:
            value = random.choice((*POOLS[kind], None))
            values[key] = list(value) if isinstance(value, tuple) else value
    if not shape.is_child:
        values["tags"] = random.sample(TAGS, k=random.choice((0, 0, 1, 2, 4)))
    return values


def _device(random: Random, *, full: bool) -> tuple[Shape, dict[str, Any]]:
    """Return the shape of an entity of users, and the input that makes it."""
    device = Shape(
        "Device",
        "devices",
        ones={"gadget": "Gadget", "keeper": "Vendor", "owner": "User", "team": "Team"},
        lists={"spares": "Gadget"},
    )
    values = [
        {"key": one.key, "kind": one.kind, **_options_input(one.kind)}
        for one in _fields(random, device, "Free", full=full)
    ]
    references = (
        ("gadget", "REFERENCE", "Gadget", "devices"),
        ("keeper", "REFERENCE", "Vendor", "kept"),
        ("spares", "MULTI_REFERENCE", "Gadget", "spareIn"),
    )
    linking = [
        {"key": key, "kind": kind, "targetEntity": target, "inverse": inverse}
        for key, kind, target, inverse in references
    ]
    return device, {"name": device.name, "plural": device.plural, "fields": [*values, *linking]}


def _fields(random: Random, shape: Shape, suffix: str, *, full: bool) -> list[Field]:
    kinds = list(KINDS) if full else random.sample(KINDS, k=random.randint(4, len(KINDS)))
    if shape.name == "Vendor":
        kinds = random.sample(kinds, k=4)
    random.shuffle(kinds)
    fields = []
    for kind in kinds:
        key = f"{kind.lower().replace('_', '')}{suffix}"
        shape.fields[key] = kind
        options = tuple(ChoiceOption(value) for value in OPTIONS) if "CHOICE" in kind else ()
        fields.append(Field(key=key, kind=kind, options=options))
    return fields


def _echoes(shape: Shape, fields: Sequence[Field], path: str = "") -> tuple[ComputedField, ...]:
    """Return computed fields, and add them to the shape."""
    made = []
    for one in fields:
        key = f"{path.replace('.', '_').title().replace('_', '')}{one.key[:1].upper()}{one.key[1:]}Echo"
        key = key[:1].lower() + key[1:]
        shape.echoes[key] = path + one.key
        made.append(_echo(key, one, path + one.key))
    return tuple(made)


def _echo(key: str, of: Field, need: str) -> ComputedField:
    async def load(rows: Sequence[Mapping[str, Any]], _context: object) -> list[Any]:
        return [row[need] for row in rows]

    return ComputedField(key=key, kind=of.kind, options=of.options, needs=(need,), load=load)


def _options_input(kind: str) -> dict[str, Any]:
    return {"options": [{"value": v, "label": {"en": v}} for v in OPTIONS]} if "CHOICE" in kind else {}
