"""What of an answer was read by a catalog that is not the newest, without the schema telling."""

from gql_crm.schema.preparing import PreparedOperation
from gql_crm.schema.running import Outcome
from gql_crm.schema.version import SchemaVersion

_TELLING_OF_LINKS = frozenset({"RelatedRecordConnection", "FieldChangeConnection"})


def has_to_be_read_again(version: SchemaVersion, prepared: PreparedOperation, outcome: Outcome) -> bool:
    """Whether links may be missing: a new relation type changes what there is to read, and not the schema.

    One that was not known is an error before anything was read, so that nothing tells the version.
    """
    if _TELLING_OF_LINKS.isdisjoint(prepared.types) or prepared.is_mutation:
        return False
    return bool(outcome.errors) or (outcome.catalog_version or 0) > version.catalog.version
