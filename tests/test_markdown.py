"""The HTML of what people write is clean, and says what they wrote."""

from collections.abc import Iterator
from html.parser import HTMLParser
from time import process_time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_crm.markdown import html_of, mentioned

USER = "018f0000-0002-7000-8000-000000000001"
OTHER = "018f0000-0002-7000-8000-000000000002"
REL = 'rel="nofollow noopener"'
TAGS = {
    *("a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "s", "span", "strong", "ul"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"href", "title", "rel", "start", "dir", "data-user-id"}
ATTACKS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)" onclick=alert(1)>x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/seen.png)",
    '[x](https://example.com "t\\" onmouseover=\\"alert(1)")',
    '[x](https://example.com/"onmouseover="alert(1))',
    "```x onload=alert(1)\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    f"@[<img src=x onerror=alert(1)>](user:{USER})",
    f'@[x](user:{USER}" onclick="alert(1))',
    "**<b onclick=alert(1)>labas</b>** [`<i>`](javascript:alert(1)) <style>*{display:none}</style>",
    "<!--><script>alert(1)</script-->",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>\u202c",
)


class _Read(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def html(text: str) -> str:
    (made,) = html_of([text])
    return made


def harms(made: str) -> Iterator[str]:
    for tag, attributes in _Read(made).tags:
        if tag not in TAGS or not attributes.keys() <= ATTRIBUTES:
            yield f"{tag} {attributes}"
        href = attributes.get("href")
        if href is not None and not href.lower().startswith(("http:", "https:", "mailto:", "tel:")):
            yield href
        if tag == "a" and attributes.get("rel") != "nofollow noopener":
            yield "rel"


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_an_attack_is_left_but_text(attack: str) -> None:
    assert list(harms(html(attack))) == []


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "[", "](", ")", "<", ">", "\n", "\n\n", '"', "*", "`", "> ", "- ", "ą"])
    )
)
def test_attacks_do_not_join_to_others(parts: list[str]) -> None:
    assert list(harms(html("".join(parts)))) == []


@given(st.text())
def test_no_text_makes_anything_harmful(text: str) -> None:
    assert list(harms(html(text))) == []
    assert list(harms(html_of([text], seconds=-1)[0])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ieško **sodybos** prie ežero", '<p dir="auto">Ieško <strong>sodybos</strong> prie ežero</p>'),
        ("търси *къща*", '<p dir="auto">търси <em>къща</em></p>'),
        ("می‌خواهد **خانه** بخرد", '<p dir="auto">می‌خواهد <strong>خانه</strong> بخرد</p>'),
        ("viena\neilutė", '<p dir="auto">viena<br>\neilutė</p>'),
        ("1 < 2 & 3", '<p dir="auto">1 &lt; 2 &amp; 3</p>'),
        ("~~ne~~", '<p dir="auto"><s>ne</s></p>'),
        (
            "![planas](https://example.com/p.png)",
            f'<p dir="auto">!<a href="https://example.com/p.png" {REL}>planas</a></p>',
        ),
        (
            "[sodyba](https://example.com/sodyba?a=1&b=2)",
            f'<p dir="auto"><a href="https://example.com/sodyba?a=1&amp;b=2" {REL}>sodyba</a></p>',
        ),
        (
            "<https://example.com>",
            f'<p dir="auto"><a href="https://example.com" {REL}>https://example.com</a></p>',
        ),
        (
            f"@[Žaneta Řehořová](user:{USER})",
            f'<p dir="auto"><span data-user-id="{USER}">@Žaneta Řehořová</span></p>',
        ),
        ("", ""),
        (
            "# Antraštė\n\n> خانه",
            '<h1 dir="auto">Antraštė</h1>\n<blockquote dir="auto">\n<p dir="auto">خانه</p>\n</blockquote>',
        ),
    ],
)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_what_is_no_markdown_stays_as_it_was_written() -> None:
    for text in ("<b>labas</b>", "[x](javascript:alert(1))", "[x](/kelias)", "@[x](user:1)"):
        assert _Read(html(text)).text == text


def test_mentions_are_read_once_each_and_not_in_code() -> None:
    text = f"@[A](user:{OTHER.upper()}) *@[B](user:{USER})* @[A](user:{OTHER})\n\n`@[C](user:{USER[:-1]}9)`"
    assert mentioned(text) == (UUID(OTHER), UUID(USER))
    assert mentioned(f"[A](user:{USER}) \\@[B](user:{USER[:-1]}8) @[](user:{USER})") == ()


@pytest.mark.parametrize("bait", ["[", "![", "*a ", "**a", "`", "> ", "- ", "<", "&#", "\\", "[a][b]", "*_"])
def test_ten_times_the_text_takes_no_hundred_times_as_long(bait: str) -> None:
    assert work_of((bait * 10_000)[:10_000]) < 30 * work_of((bait * 1_000)[:1_000])


def work_of(text: str) -> float:
    """Return the seconds on the processor, the least of some attempts."""

    def once() -> float:
        began = process_time()
        (page,) = html_of([text], seconds=60)
        assert list(harms(page)) == []
        return process_time() - began

    return min(once() for _ in range(3))


def test_who_comes_too_late_is_shown_as_it_was_written() -> None:
    assert html_of(["**a** <b>\nė"], seconds=-1) == ['<p dir="auto">**a** &lt;b&gt;<br>ė</p>']
