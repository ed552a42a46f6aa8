"""docs/limits.md names all limits with their defaults, and its example costs what it says."""

from graphql import build_schema

from gql_crm.reads.scope import MOST_COMPUTED
from gql_crm.schema.limits import Limits
from gql_crm.schema.weights import MOST_TARGETS
from gql_crm.settings import Settings, variable_of
from tests.promises.pages import blocks
from tests.promises.sources import ROOT, text_of
from tests.schema.cost.published_rules import PublishedRules

PAGE = ROOT / "docs" / "limits.md"
BY_SETTING = {
    name: field.default for name, field in Settings.model_fields.items() if name.startswith("limit_")
}


def rows() -> list[list[str]]:
    table = text_of(PAGE).partition("| limit |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_every_limit_that_is_a_setting_is_listed_with_its_default() -> None:
    listed = {row[2].strip("`"): row[1] for row in rows() if row[2]}
    assert listed == {variable_of(name): f"{default:,}" for name, default in BY_SETTING.items()}


def test_limits_without_a_setting_are_listed_too() -> None:
    limits = Limits()
    assert {row[0].partition(",")[0]: row[1] for row in rows() if not row[2]} == {
        "records that a mutation of many takes by `filter` or `all`": f"{MOST_TARGETS:,}",
        "ids of `nodes`": "200",
        "fragments in a document": f"{limits.fragments}",
        "fields in one place that repeat an earlier one": f"{limits.repetitions}",
        "values in the variables": f"{limits.values:,}",
        "levels of values in the variables": f"{limits.value_depth}",
        "fields and values": f"{limits.parts:,}",
        "parts of formulas and roll-ups": f"{MOST_COMPUTED:,}",
    }


def test_the_example_costs_what_the_page_says() -> None:
    (example,) = (block for block in blocks(PAGE) if block.language == "graphql")
    cost = PublishedRules(build_schema(text_of(ROOT / "schema.graphql")), example.text).cost
    assert f"This operation costs {cost}:" in text_of(PAGE)
