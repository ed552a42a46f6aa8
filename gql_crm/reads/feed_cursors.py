"""Cursors of the feed: opaque texts that carry the epoch and the place of a change, transaction and id."""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

import orjson

from gql_crm import sql
from gql_crm.errors import ClientError
from gql_crm.sql import Column, Node
from gql_crm.text import shown

FEED: Final = "changes"
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER: Final = re.compile(r"[0-9]{1,19}")
_LARGEST: Final = 2**63 - 1


class FeedCursor(NamedTuple):
    """A place in the feed, as parts of a statement."""

    epoch: Node
    xid: Node
    id: Node


def current_epoch() -> Node:
    """Return the epoch that cursors of now have; a restored or moved database begins another one."""
    epoch = (sql.Item(Column("fe", "feed_epoch"), "feed_epoch"),)
    return sql.Scalar(sql.Select(epoch, sql.Table("catalog_state", "fe")))


def feed_cursor(row: str) -> Node:
    """Return the cursor of a row of `change`."""
    place = (sql.Cast(Column(row, name), "text") for name in ("xid", "id"))
    document = sql.call("json_build_array", sql.Constant(FEED), current_epoch(), *place)
    octets = sql.call("convert_to", sql.Cast(document, "text"), sql.Constant("UTF8"))
    encoded = sql.call("encode", octets, sql.Constant("base64"))
    return sql.call("replace", encoded, sql.Constant("\n"), sql.Constant(""))


def read_feed_cursor(cursor: sql.Given[str]) -> FeedCursor:
    """Read a cursor; one that no feed has given is refused."""
    read = cursor.map(lru_cache(maxsize=1)(feed_place))  # each of its parts is asked for by itself

    def part(index: int, *types: str) -> Node:
        value: Callable[[Sequence[str]], str] = itemgetter(index)
        node: Node = sql.Parameter(read.map(value), "text")
        for type_ in types:
            node = sql.Cast(node, type_)
        return node

    return FeedCursor(part(0), part(1, "xid8"), part(2, "uuid"))


def feed_place(cursor: str) -> tuple[str, str, str]:
    """Return epoch, transaction and id. Raises ClientError for what is no cursor."""
    try:
        name, epoch, xid, id_ = orjson.loads(base64.b64decode(cursor, validate=True))
        well_formed = _UUID.fullmatch(epoch) and _NUMBER.fullmatch(xid) and _UUID.fullmatch(id_)
        if name == FEED and well_formed and int(xid) <= _LARGEST:
            return epoch, xid, id_
    except (ValueError, TypeError, binascii.Error, orjson.JSONDecodeError):
        pass
    text = f"after: {shown(cursor)} is no cursor of this feed; pass an endCursor or sequence that it gave."
    raise ClientError("BAD_USER_INPUT", text)
