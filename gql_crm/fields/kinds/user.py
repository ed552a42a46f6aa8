"""USER: a user of the workspace."""

from gql_crm.fields.kinds.reference import ReferenceKind


class UserKind(ReferenceKind):
    name = "USER"
    description = "A user of the workspace, given by the id."
    options = frozenset()
    target = "User"
