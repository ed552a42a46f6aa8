"""What a job has done so far: it goes on from there when its worker is lost."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("kernel", "0012_feed")]

    operations = [ops.AddField("Job", "outcome", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads))]
