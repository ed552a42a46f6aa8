"""The names that an entity's inputs have for an actor, and what each of them writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from gql_crm.access import EntityAccess
from gql_crm.errors import ClientError
from gql_crm.plugins.catalog import CatalogChild, CatalogEntity, CatalogField, ToMany
from gql_crm.plugins.system import TAGS
from gql_crm.text import did_you_mean

ADD_TAGS, REMOVE_TAGS = "addTags", "removeTags"
TAG_INPUTS = frozenset({TAGS, ADD_TAGS, REMOVE_TAGS})


class LinkMode(Enum):
    """How an input of ids changes a list."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class LinkInput:
    """An input of ids: the list that it writes, and how."""

    list: ToMany
    mode: LinkMode


@dataclass(frozen=True, slots=True)
class EntityInputs:
    """What can be written of an entity, by the names of its inputs; hidden and retired fields have none."""

    fields: Mapping[str, CatalogField]
    links: Mapping[str, LinkInput]
    children: Mapping[str, CatalogChild]
    tags: frozenset[str] = frozenset()
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = frozenset((*self.fields, *self.links, *self.children, *self.tags))
        object.__setattr__(self, "names", names)

    def check(self, type_name: str, names: Iterable[str]) -> None:
        """Refuse names that the input does not have, in the words of GraphQL's own validation."""
        for name in names:
            if name not in self.names:
                hint = did_you_mean(name, self.names)
                raise ClientError(
                    "BAD_USER_INPUT", f'Field "{name}" is not defined by type "{type_name}".{hint}'
                )


def entity_inputs(entity: CatalogEntity, access: EntityAccess) -> EntityInputs:
    """Return what an actor with this access can name in the entity's inputs."""
    return entity.kept.get(("inputs", access.hidden), lambda: _inputs(entity, access.hidden))


def _inputs(entity: CatalogEntity, hidden: frozenset[str]) -> EntityInputs:
    fields = {
        one.input_name: one
        for one in entity.value_fields.values()
        if not one.retired and one.key not in hidden and one.key != TAGS
    }
    links: dict[str, LinkInput] = {}
    for to_many in entity.lists.values():
        names = to_many.inputs
        if names is None or to_many.key in hidden:
            continue
        links[names.replace] = LinkInput(to_many, LinkMode.REPLACE)
        links[names.add] = LinkInput(to_many, LinkMode.ADD)
        links[names.remove] = LinkInput(to_many, LinkMode.REMOVE)
    children = {key: child for key, child in entity.children.items() if key not in hidden}
    return EntityInputs(fields, links, children, TAG_INPUTS if TAGS in entity.system else frozenset())
