"""Persisted documents: texts that clients name by an identifier, imported from manifests."""

from gql_crm.persisted.documents import PersistedDocuments
from gql_crm.persisted.identifiers import LONGEST_IDENTIFIER, is_hash_of, quoted_identifier, sha256_identifier
from gql_crm.persisted.importing import Imported, import_documents
from gql_crm.persisted.manifest import DEFAULT_CLIENT, ManifestDocument, ManifestRefused, read_manifest
from gql_crm.persisted.removing import Removed, remove_documents
from gql_crm.persisted.rows import DocumentRow, load_documents

__all__ = [
    "DEFAULT_CLIENT",
    "LONGEST_IDENTIFIER",
    "DocumentRow",
    "Imported",
    "ManifestDocument",
    "ManifestRefused",
    "PersistedDocuments",
    "Removed",
    "import_documents",
    "is_hash_of",
    "load_documents",
    "quoted_identifier",
    "read_manifest",
    "remove_documents",
    "sha256_identifier",
]
