"""What the offices say about their clients, in the language of the office."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from gql_crm.demo.context import DemoContext
from gql_crm.records import Ref, add_comment

_EVERY: Final = 8
"""One client of so many is spoken of."""
_DAYS_LATER: Final = 1
_TEXTS: Final[Mapping[str, Sequence[str]]] = {
    "lt": (
        "Skambinau: ieško **sodybos prie ežero**, skubėti nėra kur.",
        "Prašo skambinti tik po 17 val.\n\n- turi šunį\n- nori garažo",
        "Sutarėme susitikti biure, atsineš dokumentus.",
    ),
    "cs": (
        "Volal jsem: hledá **byt se dvěma pokoji** v Brně.",
        "Přeje si jen e-maily, telefon nebere.",
        "Prohlídka se líbila, ozve se po víkendu.",
    ),
    "bg": (
        "Обадих се: търси **къща край морето**, не бърза.",
        "Моли да звъним само след 17 часа.",
        "Уговорихме среща в офиса, ще донесе документите.",
    ),
    "fa": (
        "تماس گرفتم؛ دنبال **خانه‌ای با حیاط** است.",
        "خواهش کرد فقط بعد از ساعت ۱۷ زنگ بزنیم.",
        "قرار گذاشتیم در دفتر؛ مدارک را می‌آورد.",
    ),
}


async def comment_on(context: DemoContext, client: Ref, number: int, language: str, at: datetime) -> None:
    """Say something about some of the clients, which came `number`th and at that time."""
    texts = _TEXTS[language]
    if number % _EVERY == 0:
        context.records.now = min(at + timedelta(days=_DAYS_LATER), context.now)
        body = texts[number // _EVERY % len(texts)]
        await add_comment(context.records, {"recordId": str(client.id), "body": body})
