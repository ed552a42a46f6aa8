"""Orders of lists."""

from collections.abc import Sequence
from typing import Any

import pytest

from gql_crm.testing import Crm
from tests.story import Story


async def ordered(
    story: Story, order: Sequence[Any], *, type_: str = "Contact", filter: Any = None
) -> list[int]:
    plural = f"{type_.lower()}s"
    data = await story.data(
        f"query ($order: [{type_}Order!], $filter: {type_}Filter) {{ {plural}(orderBy: $order,"
        f" filter: $filter) {{ nodes {{ id }} }} }}",
        order=order,
        filter=filter or {},
    )
    return [int(node["id"][-12:]) for node in data[plural]["nodes"]]


@pytest.mark.parametrize(
    ("key", "ascending", "descending"),
    [
        ("title", [2, 1, 3, 4], [4, 3, 1, 2]),
        ("rooms", [2, 1, 3, 4], [3, 1, 2, 4]),
        ("area", [2, 1, 3, 4], [1, 2, 4, 3]),
        ("price", [2, 3, 1, 4], [1, 3, 2, 4]),  # by currency, then amount
        ("built", [1, 2, 3, 4], [1, 4, 3, 2]),
        ("viewedAt", [1, 2, 3, 4], [1, 4, 3, 2]),
        ("furnished", [2, 1, 3, 4], [1, 2, 4, 3]),
        ("stage", [2, 1, 3, 4], [1, 2, 4, 3]),
        ("story", [1, 2, 3, 4], [1, 4, 3, 2]),
        ("createdAt", [1, 2, 3, 4], [4, 3, 2, 1]),
        ("version", [1, 2, 3, 4], [4, 3, 2, 1]),
    ],
)
async def test_every_kind_is_ordered_with_nulls_last_in_both_directions(
    story: Story, key: str, ascending: list[int], descending: list[int]
) -> None:
    assert await ordered(story, [{key: "ASC"}], type_="Listing") == ascending
    assert await ordered(story, [{key: "DESC"}], type_="Listing") == descending


@pytest.mark.parametrize(
    ("key", "ascending"),
    [
        ("stars", [6, 2, 1, 4]),
        ("nextCall", [5, 1]),
        ("lastCall", [1]),
        ("vip", [2, 1, 8]),
        ("score", [1, 3]),
        ("budget", [3, 2, 1, 12]),
        ("oldCode", [1, 5]),
        ("memo", [2]),
        ("rank", [3, 4, 9, 1]),
    ],
)
async def test_custom_fields_are_ordered_like_others(story: Story, key: str, ascending: list[int]) -> None:
    there = await ordered(story, [{key: "ASC"}], filter={key: {"isNull": False}})
    assert there == ascending
    without = [n for n in range(1, 15) if n not in ascending]
    assert await ordered(story, [{key: "ASC"}]) == ascending + without
    assert (await ordered(story, [{key: "DESC"}]))[len(ascending) :] == without[::-1]


async def test_numbers_are_ordered_as_numbers(story: Story) -> None:
    assert (await ordered(story, [{"score": "DESC"}]))[:2] == [3, 1]  # 10 before 4.5


async def test_several_keys_and_their_directions_are_kept(story: Story) -> None:
    assert await ordered(
        story, [{"rank": "ASC"}, {"firstName": "DESC"}], filter={"rank": {"isNull": False}}
    ) == [
        3,
        9,
        4,
        1,
    ]
    assert await ordered(
        story, [{"rank": "DESC"}, {"firstName": "ASC"}], filter={"rank": {"isNull": False}}
    ) == [
        1,
        4,
        9,
        3,
    ]


async def test_ties_are_broken_by_the_id_in_the_direction_of_the_last_key(story: Story) -> None:
    by_house = [1, 2, 7, 8, 4, 5]
    wanted = {"organization": {"name": {"in": ["Žvėryno namai", "Řeka reality", "Имоти Шипка"]}}}
    names = await ordered(story, [{"organization": {"name": "ASC"}}], filter=wanted)
    assert sorted(names) == sorted(by_house)
    assert names.index(1) + 1 == names.index(2)
    backwards = await ordered(story, [{"organization": {"name": "DESC"}}], filter=wanted)
    assert backwards == names[::-1]


async def test_a_list_is_ordered_through_relations(story: Story) -> None:
    assert await ordered(story, [{"organization": {"employees": "DESC"}}, {"firstName": "ASC"}]) == [
        *(10, 11),  # 40
        *(2, 1, 3),  # 12
        *(5, 4),  # 3
        # none, of a deleted organization, or an organization without the number
        *[n for n in await ordered(story, [{"firstName": "ASC"}]) if n in (6, 7, 8, 9, 12, 13, 14)],
    ]
    assert (await ordered(story, [{"mentor": {"rank": "ASC"}}]))[:3] == [6, 2, 3]
    assert (await ordered(story, [{"organization": {"parent": {"name": "ASC"}}}]))[0] == 3
    assert (await ordered(story, [{"owner": {"name": "DESC"}}]))[:6] == [12, 7, 3, 1, 6, 4]


async def test_an_order_key_without_a_direction_is_refused(story: Story) -> None:
    orders: tuple[list[Any], ...] = (
        [{}],
        [{"rank": None}],
        [{"rank": "ASC", "stars": "ASC"}],
        [{"hobbies": "ASC"}],
        [{"organization": {}}],
    )
    for order in orders:
        code, _ = await story.refusal(
            "query ($o: [ContactOrder!]) { contacts(orderBy: $o) { totalCount } }", o=order
        )
        assert code == "BAD_USER_INPUT"


NAMES = [
    # Latin, as Lithuanians and Czechs expect it: č š ž ř after c s z r, other diacritics with their letters
    *("adomas", "Ąžuolas", "Barbora", "Cibulka", "Čeněk", "čepas", "Dana", "Élise", "Eva", "Ieva", "Įgūlis",
    "Jan", "Ø", "Oto"),
    *("Rak", "Rútová", "Řehoř", "Sutkus", "Šarūnas", "Tomas", "Ugnė", "Ūla", "Zabulis", "Žaneta",
    "Žukauskas"),
    # Cyrillic: й after и
    *("Борис", "Ива", "Иля", "Йоана", "Йордан", "Калин", "Щерю", "Юлия", "Яна"),
    # Persian: آ first, پ after ب, چ after ج, ژ after ز, گ after ک, then ل م ن و ه ی
    # and Arabic forms of letters with the Persian ones
    *("آرش", "اکبر", "بهار", "پریسا", "تارا", "جمشید", "چمن", "خسرو", "رضا", "زری", "ژاله", "سارا"),
    *("كامران", "کاوه", "گلناز", "لاله", "مریم", "نرگس", "ویدا", "هما", "يلدا", "یوسف"),
]  # fmt: skip


async def test_names_are_in_the_order_of_their_alphabets(crm: Crm) -> None:
    for name in sorted(NAMES):
        await crm.create("Organization", {"name": name})
    data = await crm.data("{ organizations(first: 200, orderBy: [{name: ASC}]) { nodes { name } } }")
    names = [node["name"] for node in data["organizations"]["nodes"]]
    assert names == NAMES
    data = await crm.data("{ organizations(first: 200, orderBy: [{name: DESC}]) { nodes { name } } }")
    assert [node["name"] for node in data["organizations"]["nodes"]] == NAMES[::-1]
