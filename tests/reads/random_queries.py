"""Random valid queries over a random module: trees for the reference reader, documents for the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import OperationDefinitionNode, SelectionSetNode, parse

from tests.reads.random_module import (
    COMPOSITES,
    OPTIONS,
    PEOPLE,
    POOLS,
    RELATION_TYPES,
    TAGS,
    TEXTS,
    Shape,
)
from tests.reads.reference import PERIODS, ListQuery, RecordQuery, View
from tests.reads.reference_aggregates import GroupsQuery, SummaryQuery
from tests.reads.reference_related import RelatedQuery
from tests.reads.reference_shares import ShareQuery

FRAGMENTS = (
    *TEXTS,
    "a",
    "zuo",
    "ZUOLAS",
    "_",
    "%",
    "\\",
    "ي",
    "ПЕ",
    "х",
    "one",
    "612",
    "+37",
    "(6) 1",
    "example",
    "š",
    "  ",
)
PARTS_OF_PARTS = tuple(
    fragment
    for address in POOLS["ADDRESS"]
    for part in address.values()
    for fragment in (part[:3].swapcase(), part[-3:])
)
"""What addresses begin and end with."""
SEARCHES = (
    "",
    "azuolas",
    "ąžuolas zaneta",
    "петър",
    "علي",
    "a_b",
    "%",
    "ona@example.com",
    "nowhere",
    "61234567",
)
DEPTH = 3
NUMBERS = frozenset({"INTEGER", "DECIMAL", "PERCENT", "MONEY"})
TIMES = frozenset({"DATE", "DATETIME", "TIME"})
UNSORTED = frozenset({"MULTI_CHOICE", "TAGS", "RICH_TEXT", "ADDRESS", "GEO_POINT", "JSON"})
UNGROUPED = frozenset({"LONG_TEXT", "TAGS", "RICH_TEXT", "ADDRESS", "GEO_POINT", "JSON"})
TEXTUAL = frozenset({"TEXT", "LONG_TEXT", "RICH_TEXT", "EMAIL", "PHONE", "URL", "AUTONUMBER"})
COMMON = (
    *("id", "recordType", "displayName", "createdAt", "updatedAt", "version", "deletedAt", "tags"),
    "isFavorite",
)
"""Fields of all records."""
SHARE = ("id", "access", "user", "team", "createdAt", "createdBy")
LINK = ("label", "direction", "note", "linkedAt", "relation", "record")
BUCKETS = ("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")


@dataclass(slots=True)
class Queries:
    """Draws queries over the shapes of a module; `ids` are ids of its records, by entity."""

    random: Random
    shapes: Mapping[str, Shape]
    ids: Mapping[str, Sequence[str]]
    views: Mapping[str, Sequence[View]] = field(default_factory=dict)
    """Saved views that everybody sees, by entity."""

    def connection(self, entity: str, depth: int = DEPTH) -> ListQuery:
        """Draw a connection with its arguments and what it selects."""
        members = self._several(
            ("totalCount", "nodes", "edges", "pageInfo", "count", "aggregate", "groups"), least=1, most=5
        )
        if depth < DEPTH and {"nodes", "edges"} <= set(members):
            members.remove("edges")  # each has the whole record: documents would double at every level
        return ListQuery(
            entity,
            members,
            self.record(entity, depth) if {"nodes", "edges"} & set(members) else RecordQuery(["id"]),
            filter=self.filter(entity, 3 if depth == DEPTH else 1)
            if self._once_in(2) or depth == DEPTH
            else None,
            order=self.order(entity) or None,
            search=self.random.choice(SEARCHES) if self._once_in(4) else None,
            view=self.random.choice(self.views[entity])
            if entity in self.views and self._once_in(6)
            else None,
            size=self.random.choice((None, 0, 1, 2, 5, 200)),
            backward=self._once_in(2),
            limit=self.random.choice((None, 1, 3, 30)),
            aggregate=self._summary(entity),
            groups=self._groups(entity, depth) if "groups" in members else None,
        )

    def about(self, entity: str, key: str) -> list[ListQuery]:
        """Draw lists that are about one field: all values in order, what each operator finds, and groups."""
        kind = self.shapes[entity].fields[key]
        whole = {"deleted": "INCLUDE"}
        found = [
            ListQuery(entity, ["nodes"], RecordQuery(["id"]), filter={key: condition, **whole}, size=200)
            for condition in self.each_operator(kind)
        ]
        parts = self._composites(self.shapes[entity], [key])
        order = None if kind in UNSORTED else [{key: self.random.choice(("ASC", "DESC"))}]
        everything = ListQuery(
            entity, ["nodes"], RecordQuery(["id", key], parts=parts), filter=whole, order=order, size=200
        )
        return [everything, *found, *([] if kind in UNGROUPED else [self._grouped(entity, key)])]

    def people(self, entity: str) -> ListQuery:
        """Ask for what all records are called, who made them and with whom they are shared."""
        query = RecordQuery(["id", "displayName"])
        query.ones |= {key: RecordQuery(["id", "displayName"]) for key in PEOPLE}
        names = {key: RecordQuery(["name", "displayName"]) for key in ("user", "team", "createdBy")}
        query.shares = ShareQuery([*SHARE], names)
        return ListQuery(entity, ["nodes"], query, filter={"deleted": "INCLUDE"}, size=200)

    def _grouped(self, entity: str, key: str) -> ListQuery:
        kind = self.shapes[entity].fields[key]
        summed = kind in NUMBERS and key != "version"
        functions = ("sum", "avg") if summed else ("min", "max") if kind in TIMES else ()
        return ListQuery(
            entity,
            ["groups"],
            RecordQuery(),
            filter={key: self._operators(kind)},
            groups=GroupsQuery(
                [{key: self._wish(kind)}],
                [key],
                {},
                SummaryQuery({"count": [], **{function: [key] for function in functions}}),
            ),
        )

    def _summary(self, entity: str) -> SummaryQuery:
        kinds = self.shapes[entity].fields
        ordered = sorted(key for key, kind in kinds.items() if kind in {*NUMBERS, *TIMES})
        summable = [key for key in ordered if kinds[key] in NUMBERS and key != "version"]
        drawn = {
            name: self._several(of, least=1, most=3)
            for name, of in (("sum", summable), ("avg", summable), ("min", ordered), ("max", ordered))
            if of and self._once_in(2)
        }
        return SummaryQuery({"count": [], **drawn} if self._once_in(2) or not drawn else drawn)

    def _groups(self, entity: str, depth: int) -> GroupsQuery:
        shape = self.shapes[entity]
        groupable = sorted(key for key, kind in shape.fields.items() if kind not in UNGROUPED)
        by = self._several([*groupable, *sorted(shape.ones)], least=1, most=self.random.choice((1, 2, 3)))
        shown = {*by, *self._several(groupable, most=1)}
        ones = {key: self.record(shape.ones[key], depth - 1) for key in by if key in shape.ones and depth}
        return GroupsQuery(
            [{key: self._wish(shape.fields.get(key, ""))} for key in by],
            sorted(shown & shape.fields.keys()),
            ones,
            self._summary(entity),
            self.random.choice((None, None, 1, 3)),
        )

    def _wish(self, kind: str) -> Any:
        return self.random.choice(BUCKETS) if kind in {"DATE", "DATETIME"} else True

    def nested_filter(self, entity: str) -> dict[str, Any]:
        """Draw a small filter that `deleted` does not stand at the top of."""
        return self.filter(entity, self.random.choice((0, 0, 1)), top=False)

    def filter(self, entity: str, depth: int, *, top: bool = True) -> dict[str, Any]:
        """Draw a filter; `deleted` only where a list begins."""
        drawn: dict[str, Any] = {}
        for _ in range(self.random.choice((0, 1, 1, 1, 2, 3))):
            drawn |= self._condition(entity, depth, top=top)
        return drawn

    def _condition(self, entity: str, depth: int, *, top: bool) -> dict[str, Any]:
        shape = self.shapes[entity]
        drawn = self.random.choice(
            ("field", "field", "field", "id", "deleted", "tags", "isFavorite", "combined", "one", "list")
        )
        if drawn in {"tags", "isFavorite", *(["deleted"] if top else [])} and not shape.is_child:
            return {drawn: self._of_records(drawn)}
        if drawn == "combined" and depth > 0:
            return self._combined(entity, depth - 1)
        if drawn == "one" and depth > 0 and shape.ones:
            key = self._key(shape.ones)
            return {key: self._to_one(shape.ones[key], depth - 1)}
        several = {**shape.lists, **shape.children}
        if drawn == "list" and depth > 0 and several:
            key = self._key(several)
            return {key: self._to_many(several[key], depth - 1)}
        if drawn == "id":
            key = self._key(["", *shape.ones])
            return {f"{key}Id" if key else "id": self._id(shape.ones.get(key, entity))}
        key = self._key(shape.fields)
        return {key: None if self._once_in(15) else self._operators(shape.fields[key])}

    def _of_records(self, name: str) -> Any:
        match name:
            case "deleted":
                return self.random.choice(("ONLY", "INCLUDE", None))
            case "isFavorite":
                return self.random.choice((True, True, False, None))
        return self._operators("TAGS")

    def _combined(self, entity: str, depth: int) -> dict[str, Any]:
        name = self.random.choice(("and", "or", "not"))
        if name == "not":
            return {"not": self.filter(entity, depth, top=False)}
        return {
            name: [self.filter(entity, depth, top=False) for _ in range(self.random.choice((0, 1, 2, 2, 3)))]
        }

    def _to_one(self, target: str, depth: int) -> dict[str, Any]:
        missing = {"isNull": self._once_in(2)} if self._once_in(4) else {}
        return missing if missing and self._once_in(2) else self.filter(target, depth) | missing

    def _to_many(self, target: str, depth: int) -> dict[str, Any]:
        quantifiers = self._several(("some", "none", "every"), least=0 if self._once_in(8) else 1, most=2)
        return {name: None if self._once_in(15) else self.filter(target, depth) for name in quantifiers}

    def _id(self, entity: str) -> dict[str, Any]:
        several = self._several(self.ids[entity], most=4)
        return self._some_of(
            {
                "eq": self.random.choice(self.ids[entity]),
                "in": several,
                "notIn": several,
                "isNull": self._once_in(2),
            }
        )

    def _operators(self, kind: str) -> dict[str, Any]:
        return self._some_of(self._known(kind))

    def _known(self, kind: str) -> dict[str, Any]:
        """Draw an argument of each operator that a kind has."""
        options = self._several(TAGS if kind == "TAGS" else OPTIONS, most=2)
        missing = {"isNull": self._once_in(2)}
        match kind:
            case "BOOLEAN":
                return {"eq": self._once_in(2), **missing}
            case "MULTI_CHOICE" | "TAGS":
                return {"containsAny": options, "containsAll": options, "isEmpty": self._once_in(2)}
            case "JSON":
                return missing
            case "ADDRESS":
                parts = {name: self._known_of_part(name) for name in COMPOSITES["ADDRESS"]}
                return {name: self._some_of(known) for name, known in parts.items()} | missing
            case "GEO_POINT":
                return {"within": self._area(), **missing}
        value, low, high = (self.random.choice(POOLS[kind]) for _ in range(3))
        values = [self.random.choice(POOLS[kind]) for _ in range(self.random.randint(0, 3))]
        known = {"eq": value, "ne": value, "in": values, "notIn": values, **missing}
        if kind in TEXTUAL:
            known |= {name: self.random.choice(FRAGMENTS) for name in ("contains", "startsWith", "endsWith")}
        elif kind != "CHOICE":
            known |= dict.fromkeys(("gt", "gte", "lt", "lte"), value)
            known["between"] = {"from": low, "to": high}
        if kind in {"DATE", "DATETIME"}:
            known |= {name: self._once_in(2) for name in PERIODS} | {"within": self._span(kind)}
        if kind == "MONEY":
            known["between"] = {"from": low, "to": high | {"currency": low["currency"]}}
            known |= {"amount": self._operators("DECIMAL"), "currency": self._currency()}
        return known

    def _known_of_part(self, name: str) -> dict[str, Any]:
        """Draw an argument of each operator of a part of an address: a text, or the country, a choice."""
        there = [one[name] for one in POOLS["ADDRESS"] if name in one]
        value, values = self.random.choice(there), self._several(there, most=2)
        known: dict[str, Any] = {"eq": value, "ne": value, "in": values, "notIn": values}
        known["isNull"] = self._once_in(2)
        if name != "country":
            known |= {
                operator: self.random.choice((*FRAGMENTS, *PARTS_OF_PARTS))
                for operator in ("contains", "startsWith", "endsWith")
            }
        return known

    def each_operator(self, kind: str) -> list[dict[str, Any]]:
        """Draw conditions on a field, one for each operator that its kind has."""
        if kind == "ADDRESS":
            parts = [(name, self._known_of_part(name)) for name in COMPOSITES["ADDRESS"]]
            alone = [{name: {operator: given}} for name, known in parts for operator, given in known.items()]
            return [*alone, {"isNull": self._once_in(2)}]
        several = 8 if kind == "GEO_POINT" else 1
        known = [item for _ in range(several) for item in self._known(kind).items()]
        return [{operator: given} for operator, given in known]

    def _area(self) -> dict[str, Any]:
        one, other = (self.random.choice(POOLS["GEO_POINT"]) for _ in range(2))
        if self._once_in(2):
            radius = self.random.choice((0.001, 2.5, 100.0, 1_000.0, 3_000.5, 25_000.0))
            return {"circle": {"center": one, "radiusKm": radius}}
        low, high = sorted((one["latitude"], other["latitude"]))
        ends = {"southWest": one | {"latitude": low}, "northEast": other | {"latitude": high}}
        return {"box": ends}

    def _span(self, kind: str) -> dict[str, Any]:
        units = ("DAY", "WEEK", "MONTH", "YEAR", *(("MINUTE", "HOUR") if kind == "DATETIME" else ()))
        count = self.random.choice((1, 2, 13, 40))
        return {self.random.choice(("last", "next")): count, "unit": self.random.choice(units)}

    def _currency(self) -> dict[str, Any]:
        codes = self._several(("EUR", "CZK"), most=2)
        return self._some_of(
            {"eq": "EUR", "ne": "CZK", "in": codes, "notIn": codes, "isNull": self._once_in(2)}
        )

    def _some_of(self, known: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: known[name]
            for name in self._several(sorted(known), least=0 if self._once_in(10) else 1, most=2)
        }

    def order(self, entity: str) -> list[dict[str, Any]]:
        """Draw an order."""
        return [self._order_key(entity, 2) for _ in range(self.random.randint(0, 3))]

    def _order_key(self, entity: str, depth: int) -> dict[str, Any]:
        shape = self.shapes[entity]
        if depth and shape.ones and self._once_in(3):
            key = self._key(shape.ones)
            return {key: self._order_key(shape.ones[key], depth - 1)}
        sortable = [key for key, kind in shape.fields.items() if kind not in UNSORTED]
        return {self._key(sortable): self.random.choice(("ASC", "DESC"))}

    def record(self, entity: str, depth: int = DEPTH - 1) -> RecordQuery:
        """Draw what is selected on a record."""
        shape = self.shapes[entity]
        always = ["id"] if shape.is_child else COMMON
        query = RecordQuery(self._several(sorted({*always, *shape.fields}), least=1, most=6))
        if shape.echoes and self._once_in(3):
            query.fields += self._several(sorted(shape.echoes), least=1, most=3)
            self.random.shuffle(query.fields)
        query.parts = self._composites(shape, query.fields)
        if depth and shape.ones and self._once_in(2):
            key = self._key(shape.ones)
            query.ones[key] = self.record(shape.ones[key], depth - 1)
        if depth and shape.lists and self._once_in(2):
            key = self._key(shape.lists)
            query.lists[key] = self.connection(shape.lists[key], depth - 1)
        if depth and shape.children and self._once_in(2):
            key = self._key(shape.children)
            query.children[key] = self.record(shape.children[key], depth - 1)
        if depth and not shape.is_child and self._once_in(3):
            query.related = self._related(depth - 1)
        if not shape.is_child and self._once_in(8):
            query.shares = self._shares(max(0, depth - 1))
        return query

    def _composites(self, shape: Shape, keys: Sequence[str]) -> dict[str, list[str]]:
        """Draw what is selected of values that are objects."""
        kinds = {key: self._kind(shape, key) for key in keys}
        return {
            key: self._several(COMPOSITES[kind], least=1, most=6)
            for key, kind in kinds.items()
            if kind in COMPOSITES
        }

    def _kind(self, shape: Shape, key: str) -> str:
        """Return the kind of a field, or of what it repeats."""
        first, _, rest = shape.echoes.get(key, key).rpartition(".")
        if first:
            return self._kind(self.shapes[shape.ones[first]], rest)
        return shape.fields.get(rest, "")

    def _shares(self, depth: int) -> ShareQuery:
        members = self._several(SHARE, least=1, most=5)
        entities = {"user": "User", "team": "Team", "createdBy": "User"}
        return ShareQuery(
            members, {name: self.record(entities[name], depth) for name in members if name in entities}
        )

    def _related(self, depth: int) -> RelatedQuery:
        """Draw related records; of these, what all records have is selected."""
        record = RecordQuery(self._several(COMMON, least=1, most=4))
        if depth and self._once_in(3):
            record.related = self._related(depth - 1)
        if depth and self._once_in(3):
            record.ones[self.random.choice(("owner", "createdBy", "updatedBy"))] = self.record("User", 0)
        if self._once_in(5):
            record.shares = self._shares(0)
        return RelatedQuery(
            self._several(("totalCount", "nodes", "pageInfo"), least=1, most=3),
            self._several(LINK, least=1, most=4),
            record,
            relation=self.random.choice(RELATION_TYPES).key if self._once_in(3) else None,
            entity=self.random.choice(("Gadget", "Vendor", "Device")) if self._once_in(3) else None,
            size=self.random.choice((None, 0, 1, 2)),
        )

    def _key(self, keys: Mapping[str, Any] | Sequence[str]) -> str:
        return self.random.choice(sorted(keys))

    def _several(self, of: Sequence[str], *, least: int = 0, most: int) -> list[str]:
        return self.random.sample(list(of), k=self.random.randint(least, min(most, len(of))))

    def _once_in(self, times: int) -> bool:
        return self.random.randint(1, times) == times


@dataclass(slots=True)
class Document:
    """A GraphQL document whose arguments are all variables."""

    shapes: Mapping[str, Shape]
    heads: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)

    def text(self, query: ListQuery, cursor: str | None = None) -> str:
        body = self._list(self.shapes[query.entity].plural, query, cursor)
        return f"query ({', '.join(self.heads)}) {{ {body} }}"

    def selected(self, query: RecordQuery) -> SelectionSetNode:
        """Return what a query selects on a record."""
        (operation,) = parse(self._record(query)).definitions
        assert isinstance(operation, OperationDefinitionNode)
        return operation.selection_set

    def _list(self, name: str, query: ListQuery, cursor: str | None = None) -> str:
        size = 20 if query.backward and query.size is None else query.size
        arguments = [
            self._argument("filter", f"{query.entity}Filter", query.filter),
            self._argument("orderBy", f"[{query.entity}Order!]", query.order),
            self._argument("search", "String", query.search),
            self._argument("view", "ID", query.view and query.view.id),
            self._argument("last" if query.backward else "first", "Int", size),
            self._argument("before" if query.backward else "after", "String", cursor),
        ]
        selected = " ".join(self._list_member(query, member) for member in query.members)
        return f"{name}({', '.join(arguments)}) {{ {selected} }}"

    def _list_member(  # noqa: PLR0911 (one line a member)
        self, query: ListQuery, name: str
    ) -> str:
        match name:
            case "nodes":
                return f"nodes {self._record(query.record)}"
            case "edges":
                return f"edges {{ node {self._record(query.record)} }}"
            case "pageInfo":
                return "pageInfo { hasNextPage hasPreviousPage }"
            case "count":
                return f"count({self._argument('limit', 'Int', query.limit)}) {{ value precision }}"
            case "aggregate":
                return f"aggregate {{ {self._summary(query.aggregate)} }}"
            case "groups" if query.groups:
                by = self._argument("by", f"[{query.entity}GroupBy!]!", query.groups.by)
                by += f", {self._argument('first', 'Int', query.groups.first)}"
                return f"groups({by}) {{ {self._key(query.groups)} {self._summary(query.groups.summary)} }}"
        return name

    def _summary(self, query: SummaryQuery) -> str:
        return " ".join(
            f"{function} {{ {' '.join(map(_summed, keys))} }}" if keys else function
            for function, keys in query.members.items()
        )

    def _key(self, query: GroupsQuery) -> str:
        ones = (f"{key} {self._record(inner)}" for key, inner in query.ones.items())
        selected = " ".join((*query.key, *ones))
        return f"key {{ {selected} }}" if selected else ""

    def _record(self, query: RecordQuery) -> str:
        parts = [f"{key} {_selected(query.parts.get(key, ()))}" for key in query.fields]
        parts += [f"{key} {self._record(inner)}" for key, inner in query.ones.items()]
        parts += [self._list(key, inner) for key, inner in query.lists.items()]
        parts += [f"{key} {self._record(inner)}" for key, inner in query.children.items()]
        if query.related:
            parts.append(self._related(query.related))
        if query.shares:
            parts.append(f"shares {self._shares(query.shares)}")
        return f"{{ {' '.join(parts)} }}"

    def _related(self, query: RelatedQuery) -> str:
        arguments = [
            self._argument("relation", "String", query.relation),
            self._argument("entity", "String", query.entity),
            self._argument("first", "Int", 20 if query.size is None else query.size),
        ]
        selected = " ".join(self._related_member(query, member) for member in query.members)
        return f"relatedRecords({', '.join(arguments)}) {{ {selected} }}"

    def _related_member(self, query: RelatedQuery, name: str) -> str:
        match name:
            case "nodes":
                return f"nodes {{ {' '.join(self._related_member(query, one) for one in query.link)} }}"
            case "record":
                return f"record {self._record(query.record)}"
            case "relation":
                return "relation { key }"
            case "pageInfo":
                return "pageInfo { hasNextPage hasPreviousPage }"
        return name

    def _shares(self, query: ShareQuery) -> str:
        members = (
            f"{name} {self._record(query.people[name])}" if name in query.people else name
            for name in query.members
        )
        return f"{{ {' '.join(members)} }}"

    def _argument(self, name: str, type_: str, value: Any) -> str:
        variable = f"v{len(self.heads)}"
        self.heads.append(f"${variable}: {type_}")
        self.variables[variable] = value
        return f"{name}: ${variable}"


def _summed(key: str) -> str:
    return f"{key} {{ amount currency }}" if "money" in key.lower() else key


def _selected(parts: Sequence[str]) -> str:
    return f"{{ {' '.join(parts)} }}" if parts else ""
