"""Comments that operations and works of modules write, by the same rules as those of clients."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
import strawberry

from gql_crm import (
    AfterCommit,
    CommittedWrite,
    Module,
    Operation,
    OperationContext,
    Records,
    Ref,
    UserErrors,
    UserErrorType,
    told_as,
)
from gql_crm.testing import Crm, Template, open_crm


@strawberry.type(name="RemarkPayload", description="What kept it from being said.")
class RemarkPayload:
    """What kept it from being said."""

    user_errors: list[UserErrorType] = strawberry.field(default_factory=list, description="Why not.")

    @classmethod
    def refused(cls, errors: Any) -> "RemarkPayload":
        """Answer why not."""
        return cls(user_errors=[UserErrorType.of(error) for error in errors])


async def _remark(
    info: strawberry.Info[OperationContext, None],
    about_id: Annotated[strawberry.ID, strawberry.argument(description="About which record.")],
    text: Annotated[str, strawberry.argument(description="What is said.")],
) -> RemarkPayload:
    """Say something, and answer it."""
    records = info.context.records
    with told_as({"record": "aboutId", "body": "text"}):
        said = await records.add_comment(UUID(about_id), text, internal=True)
        await records.add_comment(UUID(about_id), f"Re: {text}", parent=said)
    return RemarkPayload()


async def _welcome(write: CommittedWrite, records: Records) -> None:
    await records.add_comment(Ref(write.entity, write.record_id), "**Sveiki**, شیرین!")


MODULE = Module(
    name="remarks",
    version="1",
    requires=("people",),
    operations=(Operation.mutation("remark", strawberry.mutation(_remark, description="Say something.")),),
    after_commit=(AfterCommit(name="welcome", entity="Contact", actions=("CREATED",), run=_welcome),),
)
REMARK = """mutation ($id: ID!, $text: String!) { remark(aboutId: $id, text: $text) {
  userErrors { code field message } } }"""
SAID = """query ($id: ID!) { node(id: $id) { ... on Record { comments { totalCount nodes {
  body bodyHtml internal parent { body } author { name } mentions { name } } } } } }"""


@pytest_asyncio.fixture(scope="module")
async def remarks(crm_template: Template) -> Template:
    return await crm_template.with_modules((MODULE,))


@pytest_asyncio.fixture
async def crm(remarks: Template) -> AsyncIterator[Crm]:
    async with open_crm(remarks) as opened:
        yield opened


async def said(crm: Crm, id_: str) -> list[dict[str, Any]]:
    page = (await crm.data(SAID, id=id_))["node"]["comments"]
    assert page["totalCount"] == len(page["nodes"])
    nodes: list[dict[str, Any]] = page["nodes"]
    return nodes


async def test_an_operation_comments_and_answers_in_the_name_of_its_caller(crm: Crm) -> None:
    ona = await crm.user("Ona")
    about = str((await crm.create("Organization", {"name": "Žuvėdra"}, actor=ona)).id)
    text = f"Paklausti @[Petro](user:{ona.user_id}) <b>x</b>"
    data = await crm.data(REMARK, actor=ona, id=about, text=text)
    assert data["remark"]["userErrors"] == []
    first, answer = sorted(await said(crm, about), key=lambda one: len(one["body"]))
    assert (first["internal"], answer["internal"]) == (True, True)
    assert answer["parent"] == {"body": text}
    assert first["author"] == {"name": "Ona"}
    assert first["mentions"] == [{"name": "Ona"}]
    assert "<b>" not in first["bodyHtml"]
    events = await crm.data(
        "query ($id: ID!) { organization(id: $id) { timeline(kinds: [COMMENT]) { totalCount } } }", id=about
    )
    assert events["organization"]["timeline"]["totalCount"] == 2


async def test_work_after_a_commit_comments(crm: Crm) -> None:
    about = str((await crm.create("Contact", {"firstName": "Ona"})).id)
    await crm.run_jobs()
    [comment] = await said(crm, about)
    assert comment["bodyHtml"].strip() == '<p dir="auto"><strong>Sveiki</strong>, شیرین!</p>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", "REQUIRED"),
        ("ž" * 10_001, "VALIDATION"),
        (" ".join(f"@[x](user:{uuid4()})" for _ in range(51)), "VALIDATION"),
        (f"@[x](user:{uuid4()})", "NOT_FOUND"),
    ],
    ids=["empty", "long", "mentions", "nobody"],
)
async def test_what_is_wrong_is_told_where_the_operation_has_it(crm: Crm, text: str, code: str) -> None:
    about = str((await crm.create("Organization", {"name": "Žuvėdra"})).id)
    [error] = (await crm.data(REMARK, id=about, text=text))["remark"]["userErrors"]
    assert (error["code"], error["field"]) == (code, ["text"])
    assert await said(crm, about) == []


async def test_a_record_out_of_sight_is_not_commented_on(crm: Crm) -> None:
    about = str((await crm.create("Organization", {"name": "Žuvėdra"})).id)
    stranger = await crm.user("Jiří")
    [error] = (await crm.data(REMARK, actor=stranger, id=about, text="Ahoj"))["remark"]["userErrors"]
    assert (error["code"], error["field"]) == ("NOT_FOUND", ["aboutId"])
    assert await said(crm, about) == []


async def test_python_text_that_no_database_takes_is_refused(crm: Crm) -> None:
    about = await crm.create("Organization", {"name": "Žuvėdra"})
    async with crm.records(crm.admin) as records:
        for text in ("a\0b", "\ud800"):
            with pytest.raises(UserErrors) as refused:
                await records.add_comment(about, text)
            assert [(error.code, error.field) for error in refused.value.errors] == [
                ("VALIDATION", ("body",))
            ]
        other = await records.create("Organization", {"name": "Kita"})
        elsewhere = await records.add_comment(other, "Ten")
        with pytest.raises(UserErrors) as refused:
            await records.add_comment(about, "Čia", parent=elsewhere)
        assert [(error.code, error.field) for error in refused.value.errors] == [("NOT_FOUND", ("parent",))]
