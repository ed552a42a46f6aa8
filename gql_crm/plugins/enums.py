"""Enums that modules have named, while modules are merged: fields of equal options may share one."""

from dataclasses import dataclass

from gql_crm.errors import DeclarationError
from gql_crm.fields.enums import OptionEnum, closed_kind, option_enum
from gql_crm.fields.field import Field
from gql_crm.fields.kind import FieldKind
from gql_crm.plugins.module import Module
from gql_crm.plugins.names import EnumNames
from gql_crm.plugins.taken_names import Names


@dataclass(frozen=True, slots=True)
class DeclaredEnum:
    """An enum and the field that named it first."""

    module: str
    field: Field
    where: str
    type: OptionEnum

    @classmethod
    def of(cls, module: Module, field: Field, where: str) -> "DeclaredEnum":
        """Make the enum that a field names."""
        return cls(module.name, field, where, option_enum(field))

    @property
    def owner(self) -> str:
        """Who has it."""
        return f'{self.where} of module "{self.module}"'

    def check_shared(self, module: Module, field: Field, where: str) -> None:
        """Refuse a field of a stranger, or with other options."""
        if self.module != module.name and self.module not in module.requires:
            msg = (
                f'{where} wants the enum "{field.enum}", which {self.owner} has already taken; '
                f'a module that requires "{self.module}" may share it.'
            )
            raise DeclarationError(msg)
        if self.field.options != field.options:
            msg = f'{where} has other options than {self.owner}, which has already taken "{field.enum}".'
            raise DeclarationError(msg)

    def kind(self, kind: FieldKind) -> FieldKind:
        """Return the kind with the enum's types."""
        return closed_kind(kind, self.type, EnumNames(self.type.name).filter_of(lists=kind.output_list))


class Enums(dict[str, DeclaredEnum]):
    """The enums of all modules, by name."""

    def named_by(self, field: Field, module: Module, where: str, types: Names) -> DeclaredEnum:
        """Return the enum that a field names; a new one takes its names among the types."""
        name = field.enum or ""
        if name in self:
            self[name].check_shared(module, field, where)
        else:
            enum = DeclaredEnum.of(module, field, where)
            types.take_all(EnumNames(name).types(), enum.owner, "type")
            self[name] = enum
        return self[name]
