"""A module and an entity of users made of a seed, with fields of every kind, and values for them.

Kinds lie in columns and in custom fields; all fields of the device are such.

Its computed fields answer with what they need, of the record itself or of its vendor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from gql_crm import Child, ChoiceOption, ComputedField, Entity, Field, Module, Relation, RelationType
from tests.reads.derived_fields import Formula, Rollup, fields_of, some_formulas, some_rollups

OPTIONS = ("red", "Blue", "green_1")
TEXTS = (
    *("Ąžuolas", "azuolas", "AZUOLAS", "Žaneta", "Čeněk", "Cenek", "Петър", "петър", "Йоана", "علی", "علي",
    "می\u200cرود"),
    *("a_b", "a%b", "a\\b", "a\\%b", "", " ", "x" * 70, "O'Neil \"Co\"", "ß", "Ø", "e\u0301", "é"),
)  # fmt: skip
LONG = "ilgas " * 40
POOLS: dict[str, tuple[Any, ...]] = {
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
    "RICH_TEXT": ("# Ąžuolas\n\n- *azuolas*\n- <b>Žaneta</b>", "[Петър](https://example.com/)", "علی", "a_b",
                  "", LONG + "**a**"),
    "ADDRESS": (
        {"street": "Žvėryno g. 1\nbutas 2", "city": "Vilnius", "postalCode": "LT-08117", "country": "LT"},
        {"street": "Zveryno g. 1", "city": "vilnius", "state": "a_b", "country": "LT"},
        {"poBox": "61", "city": "Ústí nad Labem", "country": "CZ"},
        {"street": "ул. Шипка 6", "city": "София", "postalCode": "1504", "country": "BG"},
        {"street": "خیابان ولیعصر", "city": "تهران", "country": "IR"},
        {"country": "LT"},
        {"state": "a%b"},
    ),
    "GEO_POINT": tuple(
        {"latitude": latitude, "longitude": longitude}
        for latitude, longitude in (
            *((54.6872, 25.2797), (54.7, 25.3), (50.0755, 14.4378), (42.6977, 23.3219), (35.6892, 51.389)),
            *((0.0, 180.0), (-16.5, -179.9), (0.5, -180.0), (90.0, 10.0), (-90.0, 0.0), (0.0, 0.0)),
        )
    ),
    "JSON": (True, False, 0, 1.5, "", "null", "Žiema", (), {}, (1, "a", None, ()), {"dydis": "M"},
             {"a": {"b": ({"c": None}, "پیام")}, "yra": False}),
}  # fmt: skip
"""Values as inputs have them; keys of objects in JSON stand as PostgreSQL keeps them, the shortest first."""
NUMBERS_BY = ("{#}", "Nr-{##}", "{YYYY}/{#}", "Č_{###}")
"""Patterns of AUTONUMBER: those with few digits grow longer."""
KINDS = (*POOLS, "AUTONUMBER", "USER")
POOLS["AUTONUMBER"] = ("1", "9", "10", "Nr-01", "Nr-10", "nr-10", "2026/2", "2026/11", "Č_003", "č_003", "")
COMPOSITES: Mapping[str, tuple[str, ...]] = {
    "MONEY": ("amount", "currency"),
    "ADDRESS": ("street", "poBox", "city", "state", "postalCode", "country"),
    "GEO_POINT": ("latitude", "longitude"),
}
"""The parts of values that are objects."""
NAMING = ("TEXT", "EMAIL", "URL", "AUTONUMBER")
"""Kinds of fields that records are called by."""
PEOPLE = {"createdBy": "User", "updatedBy": "User"}
OWNED = {"owner": "User", "team": "Team", **PEOPLE}
TAGS = ("VIP", "vip", "Žiema 2026", "ziema 2026", "Петър", "علی", "علي", "a_b", "a%b")
RELATION_TYPES = (
    RelationType(key="TWIN", label={"en": "Twin"}, from_entity="Gadget", to_entity="Gadget", symmetric=True),
    RelationType(key="BOSS", label={"en": "Boss"}, reverse_label={"en": "Helper"}, from_entity="Vendor"),
    RelationType(key="FAN", label={"en": "Fan"}),
)


@dataclass(slots=True)
class Shape:
    """What a test may ask of an entity: kinds by field, targets by relation; without a plural, of a child."""

    name: str
    plural: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    ones: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    children: dict[str, str] = field(default_factory=dict)
    referring: dict[str, str] = field(default_factory=dict)
    """References that make no list: roll-ups take them by the name of their entity."""
    echoes: dict[str, str] = field(default_factory=dict)
    """What computed fields answer with: the field, or the path through `vendor`."""
    derived: dict[str, Formula | Rollup] = field(default_factory=dict)
    """What the fields that are formulas and roll-ups come to; their kinds are in `fields`."""
    display: tuple[str, ...] = ()
    """The fields that a record is called by."""
    display_fallback: tuple[str, ...] = ()
    """The fields that are asked, one after the other, where none of these says anything."""

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
    random, full = Random(seed), seed == 0
    gadget = Shape(
        "Gadget",
        "gadgets",
        ones={"vendor": "Vendor", **OWNED},
        lists={"makers": "Vendor", "allies": "Vendor"},
        children={"parts": "GadgetPart"},
    )
    part = Shape("GadgetPart", ones={"source": "Vendor"})
    vendor = Shape(
        "Vendor",
        "vendors",
        ones={"chief": "Vendor", **OWNED},
        lists={"gadgets": "Gadget", "made": "Gadget", "allied": "Gadget"},
        referring={"Vendor.chief": "Vendor"},
    )
    user, team = (
        Shape(name, plural, {"name": "TEXT"}, ones=dict(PEOPLE), display=("name",))
        for name, plural in (("User", "users"), ("Team", "teams"))
    )
    own = {shape.name: _fields(random, shape, "Own", full=full) for shape in (gadget, vendor, part)}
    for shape in (gadget, vendor):
        _name(random, shape)
    echoes = {
        "Gadget": _echoes(gadget, own["Gadget"]) + _echoes(gadget, own["Vendor"], "vendor."),
        "Vendor": _echoes(vendor, own["Vendor"]),
    }
    shapes = {shape.name: shape for shape in (gadget, vendor, user, team, part)}
    derived = _derived(random, shapes, 15 if full else 4)
    module = Module(
        name="random",
        version="1",
        requires=("identity",),
        entities=(
            Entity(name="Vendor", plural="vendors", display=vendor.display,
                   display_fallback=vendor.display_fallback,
                   fields=(*own["Vendor"], *derived["Vendor"],
                           Field(key="chief", kind="REFERENCE", target="Vendor"))),
            Entity(name="Gadget", plural="gadgets", display=gadget.display,
                   display_fallback=gadget.display_fallback,
                   children=(Child(key="parts", name="GadgetPart",
                                   fields=(*own["GadgetPart"],
                                           Field(key="source", kind="REFERENCE", target="Vendor"))),),
                   fields=(*own["Gadget"], *derived["Gadget"],
                           Field(key="vendor", kind="REFERENCE", target="Vendor", inverse="gadgets"),
                           Field(key="allies", kind="MULTI_REFERENCE", target="Vendor", inverse="allied"))),
        ),
        fields={"User": derived["User"]},
        relations=(Relation(key="makers", singular="maker", source="Gadget", target="Vendor",
        inverse="made"),),
        relation_types=RELATION_TYPES,
        computed=echoes,
    )  # fmt: skip
    custom = _custom_fields(random, gadget, vendor, full=full)
    device, entity = _device(Random(seed + 1_000), full=full)
    gadget.lists.update(devices="Device", spareIn="Device")
    vendor.lists.update(kept="Device")
    for shape in (gadget, vendor, user, team, device):
        shape.fields.update(
            createdAt="DATETIME", updatedAt="DATETIME", version="INTEGER", deletedAt="DATETIME", tags="TAGS"
        )
    return RandomModule(module, custom, entity, {"Device": device, **shapes}, full)


def _derived(random: Random, shapes: Mapping[str, Shape], most: int) -> dict[str, tuple[Field, ...]]:
    """Declare formulas and roll-ups, which read what the module and those before it declare."""
    drawn: dict[str, list[Formula | Rollup]] = {
        name: [*some_formulas(random, shapes, count, shapes[name], texts=True)]
        for name, count in (("Gadget", most), ("Vendor", most), ("User", 2))
    }

    def filter_of(name: str) -> dict[str, Any]:
        fields = sorted(key for key, kind in shapes[name].fields.items() if kind != "MULTI_CHOICE")
        return {random.choice(fields): {"isNull": random.random() < 0.3}}

    for name in ("Gadget", "Vendor"):
        drawn[name] += some_rollups(random, shapes, filter_of, 3, shapes[name])
    return {name: tuple(fields_of(shapes[name], some)) for name, some in drawn.items()}


def _custom_fields(random: Random, gadget: Shape, vendor: Shape, *, full: bool) -> tuple[dict[str, Any], ...]:
    custom = [
        {"entity": shape.name, "label": {"en": one.key}, **_input(one)}
        for shape in (gadget, vendor)
        for one in _fields(random, shape, "Free", full=full)
    ]
    to_vendors = {"entity": "Gadget", "targetEntity": "Vendor"}
    custom += [
        {**to_vendors, "key": "partner", "kind": "REFERENCE", "label": {"en": "Partner"}},
        {**to_vendors, "key": "circle", "kind": "MULTI_REFERENCE", "label": {"en": "Circle"}},
    ]
    gadget.ones["partner"] = "Vendor"
    gadget.lists["circle"] = "Vendor"
    vendor.referring["Gadget.partner"] = "Gadget"
    return tuple(custom)


def random_values(random: Random, shape: Shape) -> dict[str, Any]:
    """Return input values of a record: about a third is left out, and some are set to null."""
    values: dict[str, Any] = {}
    for key, kind in shape.fields.items():
        if key.endswith(("Own", "Free")) and kind != "AUTONUMBER" and random.random() < 0.7:
            values[key] = as_input(random.choice((*POOLS[kind], None)))
    if not shape.is_child:
        values["tags"] = random.sample(TAGS, k=random.choice((0, 0, 1, 2, 4)))
    return values


def as_input(value: Any) -> Any:
    """Return a value of a pool as clients write it."""
    if isinstance(value, tuple):
        return [as_input(one) for one in value]
    return {key: as_input(one) for key, one in value.items()} if isinstance(value, dict) else value


def _device(random: Random, *, full: bool) -> tuple[Shape, dict[str, Any]]:
    """Return the shape of an entity of users, and the input that makes it."""
    device = Shape(
        "Device",
        "devices",
        ones={"gadget": "Gadget", "keeper": "Vendor", **OWNED},
        lists={"spares": "Gadget"},
    )
    fields = [Field(key="nameFree", kind="TEXT"), *_fields(random, device, "Free", full=full)]
    device.fields["nameFree"] = "TEXT"
    _name(random, device)
    values = [_input(one) for one in fields]
    references = (
        ("gadget", "REFERENCE", "Gadget", "devices"),
        ("keeper", "REFERENCE", "Vendor", "kept"),
        ("spares", "MULTI_REFERENCE", "Gadget", "spareIn"),
    )
    linking = [
        {"key": key, "kind": kind, "targetEntity": target, "inverse": inverse}
        for key, kind, target, inverse in references
    ]
    display = [*device.display, *device.display_fallback]
    device.display, device.display_fallback = tuple(display), ()
    named = {"name": device.name, "plural": device.plural, "display": display}
    return device, {**named, "fields": [*values, *linking]}


def _name(random: Random, shape: Shape) -> None:
    """Call records by some of their fields, and by others where these are empty."""
    able = [key for key, kind in shape.fields.items() if kind in NAMING]
    random.shuffle(able)
    most = random.randint(1, 3)
    shape.display, shape.display_fallback = tuple(able[:most]), tuple(able[most:4])


def _fields(random: Random, shape: Shape, suffix: str, *, full: bool) -> list[Field]:
    kinds = list(KINDS) if full else random.sample(KINDS, k=random.randint(4, len(KINDS)))
    if shape.name == "Vendor":
        kinds = random.sample(kinds, k=4)
    random.shuffle(kinds)
    fields = []
    for kind in kinds:
        key = f"{kind.lower().replace('_', '')}{suffix}"
        if kind == "USER":
            shape.ones[key] = "User"
        elif kind != "AUTONUMBER" or not shape.is_child:
            shape.fields[key] = kind
        else:
            continue
        options = tuple(ChoiceOption(value) for value in OPTIONS) if "CHOICE" in kind else ()
        pattern = random.choice(NUMBERS_BY) if kind == "AUTONUMBER" else None
        fields.append(Field(key=key, kind=kind, options=options, pattern=pattern))
    return fields


def _echoes(shape: Shape, fields: Sequence[Field], path: str = "") -> tuple[ComputedField, ...]:
    """Return computed fields, and add them to the shape."""
    made = []
    for one in (one for one in fields if one.kind != "USER"):
        key = f"{path.replace('.', '_').title().replace('_', '')}{one.key[:1].upper()}{one.key[1:]}Echo"
        key = key[:1].lower() + key[1:]
        shape.echoes[key] = path + one.key
        made.append(_echo(key, one, path + one.key))
    return tuple(made)


def _echo(key: str, of: Field, need: str) -> ComputedField:
    async def load(rows: Sequence[Mapping[str, Any]], _context: object) -> list[Any]:
        return [row[need] for row in rows]

    return ComputedField(key=key, kind=of.kind, options=of.options, needs=(need,), load=load)


def _input(one: Field) -> dict[str, Any]:
    """Return the input that makes a field like one of a module."""
    given: dict[str, Any] = {"key": one.key, "kind": one.kind}
    if one.options:
        given["options"] = [{"value": option.value, "label": {"en": option.value}} for option in one.options]
    return given if one.pattern is None else given | {"pattern": one.pattern}
