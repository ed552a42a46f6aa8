"""Keys that no field may have, because every entity has a field, an operator or an argument of that name."""

import re

KEY = re.compile(r"[a-z][a-zA-Z0-9]{0,62}")
"""What a key looks like."""

RESERVED_KEYS = frozenset(
    {
        "id",
        "recordType",
        "displayName",
        "owner",
        "ownerId",
        "team",
        "teamId",
        "createdAt",
        "createdBy",
        "updatedAt",
        "updatedBy",
        "version",
        "deleted",
        "deletedAt",
        "mergedInto",
        "mergedRecords",
        "custom",
        "and",
        "or",
        "not",
        "isNull",
        "some",
        "none",
        "every",
        "tags",
        "addTags",
        "removeTags",
        "shares",
        "timeline",
        "comments",
        "tasks",
        "documents",
        "relatedRecords",
        "history",
        "isFavorite",
        "processes",
        "activities",
        "activityHistory",
        "allowedActions",
        "true",
        "false",
        "null",
    }
)
"""`true`, `false` and `null` are values in GraphQL and cannot name an enum value made of a key."""
