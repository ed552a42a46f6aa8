"""The one place where names of GraphQL things are made from declarations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.text import snake_case

TYPE_NAME = re.compile(r"^[A-Z][A-Za-z0-9]{0,62}$")
FIELD_NAME = re.compile(r"^[a-z][A-Za-z0-9]{0,62}$")
MODULE_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
CODE_NAME = re.compile(r"^[A-Z][A-Z0-9_]{0,62}$")
_CUSTOM_TABLE = re.compile(r"custom_[0-9]+")
_LATER_TYPES = ("ExportInput",)


def capitalised(name: str) -> str:
    """Turn `contacts` into `Contacts`."""
    return name[:1].upper() + name[1:]


def event_type(kind: str) -> str:
    """Return the type of a kind of events: `PriceChangedEvent` of PRICE_CHANGED."""
    return "".join(word.capitalize() for word in kind.split("_")) + "Event"


def table_name(module: str, entity: str) -> str:
    """Return the table of an entity."""
    return f"{module}_{snake_case(entity)}"


def custom_table(number: int) -> str:
    """Return the table of an entity that a user defined: no other one ever has its number."""
    return f"custom_{number}"


def is_custom_table(name: str) -> bool:
    """Whether rows call an entity so that a user defined; modules' entities have other names."""
    return _CUSTOM_TABLE.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class SettingsNames:
    """Every name that a module's settings take in the schema."""

    module: str

    @property
    def type(self) -> str:
        """The output type: `CarDealershipSettings`."""
        return "".join(capitalised(word) for word in self.module.split("_")) + "Settings"

    @property
    def member(self) -> str:
        """The member of `moduleSettings`."""
        name = self.type.removesuffix("Settings")
        return name[:1].lower() + name[1:]

    @property
    def payload_member(self) -> str:
        """The payload's member."""
        return self.type[:1].lower() + self.type[1:]

    @property
    def input(self) -> str:
        """The input of the mutation."""
        return f"Update{self.type}Input"

    @property
    def payload(self) -> str:
        """The payload of the mutation."""
        return f"{self.type}Payload"

    @property
    def mutation(self) -> str:
        """The mutation that changes them."""
        return f"update{self.type}"


@dataclass(frozen=True, slots=True)
class EnumNames:
    """Every name that an enum of options takes in the schema."""

    enum: str

    def filter_of(self, *, lists: bool) -> str:
        """Return the filter of fields with one value, or with lists of them."""
        return f"Multi{self.enum}Filter" if lists else f"{self.enum}Filter"

    def types(self) -> tuple[str, ...]:
        """All type names."""
        return self.enum, self.filter_of(lists=False), self.filter_of(lists=True)


@dataclass(frozen=True, slots=True)
class EntityNames:
    """Every name that an entity takes in the schema."""

    entity: str
    plural: str

    @property
    def one(self) -> str:
        """The query for one record, and the payload's member."""
        return self.entity[:1].lower() + self.entity[1:]

    @property
    def connection(self) -> str:
        """The connection type."""
        return f"{self.entity}Connection"

    @property
    def edge(self) -> str:
        """The edge type."""
        return f"{self.entity}Edge"

    @property
    def filter(self) -> str:
        """The filter input."""
        return f"{self.entity}Filter"

    @property
    def list_filter(self) -> str:
        """The some/none/every input."""
        return f"{self.entity}ListFilter"

    @property
    def order(self) -> str:
        """The order input."""
        return f"{self.entity}Order"

    @property
    def create_input(self) -> str:
        """The input of the create mutation."""
        return f"Create{self.entity}Input"

    @property
    def update_input(self) -> str:
        """The input of the update mutation."""
        return f"Update{self.entity}Input"

    @property
    def payload(self) -> str:
        """The payload of the mutations of one record."""
        return f"{self.entity}Payload"

    @property
    def many_payload(self) -> str:
        """The payload of the mutations of many records."""
        return f"{capitalised(self.plural)}Payload"

    @property
    def merge_payload(self) -> str:
        """The payload of the mutation that merges records."""
        return f"{self.entity}MergePayload"

    @property
    def change(self) -> str:
        """The type of what who follows changes is told."""
        return f"{self.entity}Change"

    @property
    def changed(self) -> str:
        """The subscription that tells of changes."""
        return f"{self.one}Changed"

    @property
    def target(self) -> str:
        """The input that says which records a mutation of many is for."""
        return f"{self.entity}Target"

    @property
    def unique_key(self) -> str:
        """The enum of the fields by which a record can be found."""
        return f"{self.entity}UniqueKey"

    @property
    def aggregate(self) -> str:
        """The type of what a list tells of all its records."""
        return f"{self.entity}Aggregate"

    @property
    def numbers(self) -> str:
        """The type of sums and averages."""
        return f"{self.entity}Numbers"

    @property
    def extremes(self) -> str:
        """The type of least and greatest values."""
        return f"{self.entity}Extremes"

    @property
    def group(self) -> str:
        """The type of a group of records."""
        return f"{self.entity}Group"

    @property
    def group_key(self) -> str:
        """The type of what the records of a group have in common."""
        return f"{self.entity}GroupKey"

    @property
    def group_by(self) -> str:
        """The input that says what to group by."""
        return f"{self.entity}GroupBy"

    @property
    def find_duplicates(self) -> str:
        """The query for records that are probably the same as one."""
        return f"findDuplicate{capitalised(self.plural)}"

    def mutation(self, verb: str) -> str:
        """The mutation of one record: `createContact`."""
        return f"{verb}{self.entity}"

    def mutation_of_many(self, verb: str) -> str:
        """The mutation of many records: `createContacts`."""
        return f"{verb}{capitalised(self.plural)}"

    def types(self) -> tuple[str, ...]:
        """All type names, and those that later releases add: they must not clash with a plugin of today."""
        return (
            *(self.entity, self.connection, self.edge, self.filter, self.list_filter, self.order),
            *(self.create_input, self.update_input, self.payload, self.many_payload),
            *(self.merge_payload, self.target, self.unique_key, self.change),
            *(self.aggregate, self.numbers, self.extremes, self.group, self.group_key, self.group_by),
            *(f"{self.entity}{suffix}" for suffix in _LATER_TYPES),
        )

    def queries(self) -> tuple[str, ...]:
        """All names in Query."""
        return (self.one, self.plural, self.find_duplicates)

    def mutations(self) -> tuple[str, ...]:
        """All names in Mutation."""
        return (
            *(self.mutation(verb) for verb in ("create", "update", "delete", "restore", "copy", "upsert")),
            *(
                self.mutation_of_many(verb)
                for verb in ("create", "update", "delete", "restore", "merge", "import", "export")
            ),
        )


@dataclass(frozen=True, slots=True)
class ChildNames:
    """Every name that a list of children takes among the types."""

    child: str

    @property
    def input(self) -> str:
        """The input of one child."""
        return f"{self.child}Input"

    @property
    def filter(self) -> str:
        """The filter input."""
        return f"{self.child}Filter"

    @property
    def list_filter(self) -> str:
        """The some/none/every input."""
        return f"{self.child}ListFilter"

    def types(self) -> tuple[str, ...]:
        """All type names."""
        return self.child, self.input, self.filter, self.list_filter


def input_name(field: Field, kind: FieldKind) -> str:
    """Return the field's name in create and update inputs: references are given by id."""
    if kind.many:
        return list_inputs(field.key).replace
    return f"{field.key}Id" if kind.reference else field.key


@dataclass(frozen=True, slots=True)
class ListInputNames:
    """The inputs of a list of linked records."""

    replace: str
    add: str
    remove: str

    def __iter__(self) -> Iterator[str]:
        """Return all of them."""
        return iter((self.replace, self.add, self.remove))


def list_inputs(name: str) -> ListInputNames:
    """Return the inputs of a list: `name` is a relation's singular or a field's key."""
    ids = f"{capitalised(name)}Ids"
    return ListInputNames(f"{name}Ids", f"add{ids}", f"remove{ids}")
