"""What a field is, whoever declares it: the core, a plugin or a user."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from gql_crm.fields.rollup import Rollup

LocalizedText: TypeAlias = Mapping[str, str]
"""Text by language (BCP 47 tag): `{"en": "Budget", "lt": "Biudžetas"}`."""


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """One value of a CHOICE field. An inactive option stays readable and can no longer be set."""

    value: str
    label: LocalizedText = field(default_factory=dict)
    color: str | None = None
    active: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Why a field should not be used any more, and the day on which it is removed.

    A field of users goes by itself on that day, one of a module with the release that lacks it.
    """

    reason: str
    remove_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an entity.

    `key` is its name in GraphQL (`^[a-z][a-zA-Z0-9]{0,62}$`), `kind` names a registered `FieldKind`. What the
    other options mean, and whether they apply, is the kind's business. `target` names the entity that a
    REFERENCE points to and `inverse` the list that the target gets in return. `indexed` is for custom fields;
    columns get their indexes from a module's migrations. `nullable=False` is for columns that the program
    itself always fills. `enum` is for fields of modules whose options are all that there can be: it names the
    enum that they become in GraphQL; fields of the same options may share it. `copied=False` is for values
    that belong to one record alone: a copy of the record begins without them. `free_choice=True` lets a
    MULTI_CHOICE field of a module hold any short texts, without options.

    `visible_when` and `required_when` are conditions in CEL on the record's fields: when the field makes
    sense, and when it needs a value. `unique_within` names fields of the same entity: a unique value is then
    one among the records that have the same values of them. `schema` is the JSON Schema of a JSON field.

    Of a FORMULA, `expression` is what was written, `result` the kind of its values, and `bound` says what
    its paths lead to: the type in formulas, then the ids of the fields, so that renaming changes nothing.
    Of a ROLLUP, `bound` says what its names mean: see `RollupStorage`.
    """

    key: str
    kind: str
    label: LocalizedText = field(default_factory=dict)
    help_text: LocalizedText = field(default_factory=dict)
    description: str = ""
    required: bool = False
    unique: bool = False
    indexed: bool = False
    default: Any = None
    immutable: bool = False
    min: Decimal | None = None
    max: Decimal | None = None
    min_length: int | None = None
    max_length: int | None = None
    precision: int | None = None
    scale: int | None = None
    pattern: str | None = None
    options: tuple[ChoiceOption, ...] = ()
    enum: str | None = None
    target: str | None = None
    inverse: str | None = None
    restrict_delete: bool = False
    roll_up: bool = False
    section: str | None = None
    position: int = 0
    quick_create: bool = False
    searchable: bool | None = None
    writable: bool = True
    nullable: bool = True
    copied: bool = True
    free_choice: bool = False
    visible_when: str | None = None
    required_when: str | None = None
    unique_within: tuple[str, ...] = ()
    schema: Mapping[str, Any] | None = None
    expression: str | None = None
    rollup: Rollup | None = None
    bound: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    result: str | None = None
    deprecation: Deprecation | None = None
