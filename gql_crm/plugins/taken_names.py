"""Names while modules are merged: each is taken once."""

from collections.abc import Iterable

from gql_crm.errors import DeclarationError
from gql_crm.plugins.core_names import BESIDE_RECORDS


class Names(dict[str, str]):
    """Names of one place, each with who took it."""

    def take(self, name: str, owner: str, what: str) -> None:
        """Take a name or refuse, naming both."""
        if name in self:
            msg = f'{owner} wants the {what} "{name}", which {self[name]} has already taken.'
            raise DeclarationError(msg)
        self[name] = owner

    def take_all(self, names: Iterable[str], owner: str, what: str) -> None:
        """Take all names or none."""
        taken: list[str] = []
        try:
            for name in dict.fromkeys(names):
                self.take(name, owner, what)
                taken.append(name)
        except DeclarationError:
            for name in taken:
                del self[name]
            raise


def refuse_beside_records(name: str, owner: str) -> None:
    """Refuse a name of an entity's records that means something else beside them, as in `ContactChange`."""
    if name in BESIDE_RECORDS:
        msg = f'{owner} wants the member "{name}" of payloads and changes, which the core has already taken.'
        raise DeclarationError(msg)
