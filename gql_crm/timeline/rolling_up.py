"""Whose events a timeline tells besides the record's own: one hop, declared on fields and relations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gql_crm.fields.storage import ColumnStorage
from gql_crm.plugins.catalog import CatalogEntity, ToMany


@dataclass(frozen=True, slots=True)
class RollUp:
    """Records of an entity whose events flow into the timelines of those that they are in `list` of.

    `key` is the field or relation of `source` that says so, and `inverse` what the record has of it: for whom
    one of them is hidden, nothing flows.
    """

    source: str
    key: str
    inverse: str | None
    list: ToMany


def roll_ups(entities: Mapping[str, CatalogEntity], target: str) -> Iterator[RollUp]:
    """Return what flows into the timelines of an entity's records, links of relation types apart."""
    for source in entities.values():
        yield from _of_references(source, target)
        for to_many in source.lists.values():
            relation = to_many.relation
            if relation and relation.roll_up and to_many.side == "source" and to_many.target == target:
                turned = _turned(source, to_many.origin, to_many.field_id)
                yield RollUp(source.name, to_many.key, relation.inverse, turned)


def _of_references(source: CatalogEntity, target: str) -> Iterator[RollUp]:
    for field in source.fields.values():
        if field.field.roll_up and field.target == target:
            if isinstance(field.storage, ColumnStorage):
                own = ToMany(field.key, source.name, field.origin, "", {}, field=field, side="target")
            else:
                own = _turned(source, field.origin, field.field_id)
            yield RollUp(source.name, field.key, field.field.inverse, own)


def _turned(source: CatalogEntity, origin: str, links: str) -> ToMany:
    """Return the list of the sources at the other end of links."""
    return ToMany("", source.name, origin, "", {}, field_id=links, side="target")
