"""Addresses of contacts and organizations."""

from tortoise import migrations
from tortoise.migrations import operations as ops

from gql_crm.database.columns import TextColumn

_PARTS = ("street", "po_box", "city", "state", "postal_code", "country")
_ADDRESSES = (
    ("Contact", "mailing_address"),
    ("Contact", "other_address"),
    ("Organization", "billing_address"),
    ("Organization", "shipping_address"),
)


class Migration(migrations.Migration):
    """Empty columns, which PostgreSQL adds without rewriting a table."""

    dependencies = [("people", "0001_initial")]

    operations = [
        ops.AddField(model, f"{address}_{part}", TextColumn(null=True))
        for model, address in _ADDRESSES
        for part in _PARTS
    ]
