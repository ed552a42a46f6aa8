"""`gql-crm explain`: a query's plan on a real database, for people and for tools."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from gql_crm.testing import Crm
from tests.cli.commands import Ended, run

CREATE = "mutation ($input: CreateFieldInput!) { createField(input: $input) { userErrors { message } } }"
DEALS = """
query Deals($first: Int!, $least: Decimal) {
  rich: contacts(first: $first, filter: { wealth: { gte: $least } }, orderBy: [{ lastName: DESC }]) {
    totalCount
    nodes { lastName organization { contacts(first: 2) { nodes { firstName } } } }
  }
  viewer { name }
}
query Names { contacts { nodes { displayName } } }
"""
PAGE = "{ contacts(first: 201) { totalCount } }"
ONLY_QUERIES = "Only queries are explained; a mutation writes, and would have to be carried out for that."
SAVE = 'mutation Save { createContact(input: { firstName: "Ona" }) { contact { id } } }'


async def with_wealth(crm: Crm) -> None:
    wealth = {"entity": "Contact", "key": "wealth", "kind": "DECIMAL"}
    assert (await crm.data(CREATE, input=wealth))["createField"]["userErrors"] == []


def explain(
    crm: Crm, folder: Path, text: str, *options: str, variables: Mapping[str, Any] | None = None
) -> Ended:
    path = folder / "document.graphql"
    path.write_text(text)
    given = () if variables is None else ("--variables", json.dumps(variables))
    place = ("--data-dir", str(folder))
    return run("explain", str(path), *given, *options, *place, DATABASE_URL=crm.workspace.tables.owner_dsn)


async def test_everything_that_makes_a_query_slow_is_on_one_page(crm: Crm, tmp_path: Path) -> None:
    await with_wealth(crm)
    ended = explain(crm, tmp_path, DEALS, "--operation", "Deals", variables={"first": 5, "least": "100"})
    assert ended.returncode == 0, ended.stderr
    head, sql, plan, warnings = _parts(ended.stdout, "\nSQL\n", "\nPostgreSQL's plan\n", "\nWarnings\n")
    assert (
        head
        == """\
"Deals" as the first administrator (admin) costs 71 of 5,000.

rich: contacts reads a list of Contact and costs 70
  filter  {"wealth":{"gte":"100"}}
  order   lastName DESC
  page    the first 5
  counts  totalCount: all that the filter finds
  Organization.contacts reads a list of Contact
    order   newest first
    page    the first 2

viewer reads the user who asks and costs 1
"""
    )
    assert 'FROM "people_contact" AS "t1"\n' in sql
    assert sql.rstrip().endswith(f'\n$1 = "100"\n$2 = "{crm.admin.user_id}"')
    assert "on people_contact t1 " in plan
    assert "actual" not in plan
    assert warnings.strip() == (
        "- Contact.wealth is filtered by without an index; each Contact may be read. Mend it:"
        ' mutation { updateField(entity: "Contact", key: "wealth", input: { indexed: true })'
        " { userErrors { message } } }"
    )


async def test_one_of_several_operations_is_named(crm: Crm, tmp_path: Path) -> None:
    two = "query A { viewer { id } } query B { contacts { totalCount } }"
    assert explain(crm, tmp_path, two, "--operation", "B").stdout.startswith('"B" as')
    neither = explain(crm, tmp_path, two)
    assert "The document has 2 operations; say which one" in neither.stderr


async def test_what_a_warning_says_mends_it(crm: Crm, tmp_path: Path) -> None:
    await with_wealth(crm)
    query = "{ contacts(orderBy: [{ wealth: ASC }]) { nodes { id } } }"
    (warning,) = json.loads(explain(crm, tmp_path, query, "--json").stdout)["warnings"]
    assert await crm.data(warning["mend"]) == {"updateField": {"userErrors": []}}
    await crm.run_jobs()
    assert json.loads(explain(crm, tmp_path, query, "--json").stdout)["warnings"] == []
    assert "Warnings\n\nNone" in explain(crm, tmp_path, query).stdout


async def test_tools_get_everything_as_json(crm: Crm, tmp_path: Path) -> None:
    await with_wealth(crm)
    variables = tmp_path / "variables.json"
    variables.write_text('{"first": 5, "least": "100"}')
    options = ("--json", "--analyze", "--operation", "Deals", "--variables", f"@{variables}")
    told = json.loads(explain(crm, tmp_path, DEALS, *options).stdout)
    assert list(told) == [
        *("operation", "roles", "cost", "fields", "sql", "parameters", "plan", "warnings"),
    ]
    assert told["operation"] == "Deals"
    assert told["cost"] == {"requested": 71, "limit": 5_000}
    assert told["parameters"] == ["100", str(crm.admin.user_id)]
    assert any("actual" in line for line in told["plan"])
    (inner,) = told["fields"][0]["lists"][0]["lists"]
    assert (inner["field"], inner["rows"]) == ("Organization.contacts", 2)
    assert list(told["warnings"][0]) == ["text", "mend"]


async def test_it_is_explained_for_the_user_who_is_named(crm: Crm, tmp_path: Path) -> None:
    values = {"name": "Rasa", "email": "rasa@example.com", "roleKeys": ["member"]}
    await crm.create("User", values)
    ended = explain(crm, tmp_path, "{ contacts { totalCount } }", "--as", "rasa@example.com")
    assert ended.stdout.startswith("This query as rasa@example.com (member) costs 50 of 5,000.")
    assert "gql_crm_teams_of" in ended.stdout
    nobody = explain(crm, tmp_path, "{ contacts { totalCount } }", "--as", "nobody@example.com")
    assert nobody.returncode == 1
    assert nobody.stderr.endswith('gql-crm: There is no active user with the address "nobody@example.com".\n')


@pytest.mark.parametrize(
    ("text", "options", "told", "place"),
    [
        ("{ viewer { x } }", (), "Cannot query field 'x' on type 'User'.", "line 1, column 12"),
        ("{", (), "Syntax Error: Expected Name, found <EOF>.", "line 1, column 2"),
        ("query A { viewer { id } }", ("--operation", "B"), 'The document has no operation "B".', ""),
        (PAGE, (), "first: 201 is out of range; expected 0 to 200.", "line 1, column 3"),
        (SAVE, (), ONLY_QUERIES, "line 1, column 1"),
    ],
)
async def test_what_cannot_be_explained_is_told_as_the_api_tells_it(
    crm: Crm, tmp_path: Path, text: str, options: tuple[str, ...], told: str, place: str
) -> None:
    ended = explain(crm, tmp_path, text, *options)
    assert (ended.returncode, ended.stdout) == (1, "")
    where = f" ({place})" if place else ""
    assert ended.stderr.splitlines()[-1] == f"gql-crm: {told}{where}"
    as_json = explain(crm, tmp_path, text, *options, "--json")
    assert as_json.returncode == 1
    assert [error["message"] for error in json.loads(as_json.stdout)["errors"]] == [told]


async def test_every_error_has_its_line(crm: Crm, tmp_path: Path) -> None:
    ended = explain(crm, tmp_path, "{ contacts { nodes { nothing } } zzz }")
    assert ended.stderr.splitlines()[-2:] == [
        "gql-crm: Cannot query field 'nothing' on type 'Contact'. (line 1, column 22)",
        "Cannot query field 'zzz' on type 'Query'. (line 1, column 34)",
    ]


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ("{first: 5}", "The variables are no JSON: "),
        ("[5]", 'The variables are no JSON object; expected one like {"first": 5}.'),
        ("@nowhere.json", 'The file "nowhere.json" cannot be read: No such file or directory.'),
    ],
)
def test_variables_that_cannot_be_read_are_told_so(tmp_path: Path, variables: str, told: str) -> None:
    document = tmp_path / "document.graphql"
    document.write_text("{ viewer { id } }")
    ended = run("explain", str(document), "--variables", variables, "--data-dir", str(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"gql-crm: {told}")


def test_the_input_is_explained_in_a_workspace_that_has_nobody_yet(data_dir: Path) -> None:
    query = io.TextIOWrapper(io.BytesIO(b"{ contacts { totalCount } }"))
    with mock.patch("sys.stdin", query):
        ended = run("explain", "-", "--data-dir", str(data_dir))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("This query as the first administrator (admin) costs 50 of 5,000.")


async def test_what_reads_no_records_has_no_plan(crm: Crm, tmp_path: Path) -> None:
    ended = explain(crm, tmp_path, "{ catalog { version } }")
    assert ended.stdout == (
        "This query as the first administrator (admin) costs 1 of 5,000.\n\n"
        "catalog reads no records and costs 1\n\n"
        "Nothing of it reads records, so there is no statement.\n"
    )


def _parts(text: str, *headings: str) -> list[str]:
    parts = []
    for heading in headings:
        part, found, text = text.partition(heading)
        assert found, heading
        parts.append(part)
    return [*parts, text]
