"""What people write, as Markdown (CommonMark): its HTML, clean whatever they wrote, and whom it mentions.

HTML in a text is shown as text. Links lead to web pages, mailboxes and telephones; pictures are links,
because loading one tells its server who reads. `@[Rasa](user:018f…)` mentions a user, by the user's id.
"""

import html
import re
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any, Final
from uuid import UUID

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_MENTION: Final = re.compile(
    r"@\[([^\[\]\n]{1,200})\]\(user:([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\)"
)
_LINK: Final = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = frozenset({"p", "li", "blockquote", *_HEADINGS})
"""Each is written in the direction of its own first letter."""
_TAGS: Final = frozenset({"a", "br", "code", "em", "hr", "ol", "pre", "s", "span", "strong", "ul", *_BLOCKS})
_SECONDS: Final = 0.5


def html_of(texts: Sequence[str], seconds: float = _SECONDS) -> list[str]:
    """Return the HTML of each text.

    Those that are left after `seconds` are shown as they were written: no text holds up a page of others.
    """
    markdown, cleaner = _markdown(), _cleaner()
    end = monotonic() + seconds
    return [
        cleaner.clean(markdown.render(text)).strip() if monotonic() <= end else _as_written(text)
        for text in texts
    ]


def mentioned(text: str) -> tuple[UUID, ...]:
    """Return the ids of the users whom a text mentions, each once; code mentions nobody."""
    return tuple(dict.fromkeys(UUID(token.meta["user"]) for token in _mentions(_markdown().parse(text))))


def _mentions(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "mention":
            yield token
        yield from _mentions(token.children or ())


def _as_written(text: str) -> str:
    lines = html.escape(text, quote=False).splitlines()
    return f'<p dir="auto">{"<br>".join(lines)}</p>' if text else ""


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})
    markdown.enable("strikethrough").disable("image")
    markdown.inline.ruler.before("link", "mention", _read_mention)
    markdown.core.ruler.push("directions", _set_directions)
    markdown.add_render_rule("mention", _write_mention)
    markdown.validateLink = _is_link  # type: ignore[method-assign] # this is how it is told what a link is
    return markdown


def _cleaner() -> nh3.Cleaner:
    """Return what lets through what our own HTML is made of, should Markdown ever let through more."""
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes={
            "a": {"href", "title"},
            "ol": {"start"},
            "span": {"data-user-id"},
            **{tag: {"dir"} for tag in _BLOCKS},
        },
        url_schemes=set(_SCHEMES),
        link_rel="nofollow noopener",
    )


def _is_link(url: str) -> bool:
    return _LINK.match(url) is not None


def _read_mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (how rules are called)
    found = _MENTION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("mention", "span", 0)
        token.content, token.meta = found[1], {"user": found[2].lower()}
    state.pos = found.end()
    return True


def _write_mention(_renderer: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    token = tokens[index]
    return f'<span data-user-id="{token.meta["user"]}">@{html.escape(token.content)}</span>'


def _set_directions(state: StateCore) -> None:
    for token in state.tokens:
        if token.nesting == 1 and token.tag in _BLOCKS:
            token.attrSet("dir", "auto")
