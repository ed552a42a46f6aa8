"""A statement's text in lines, for people to read."""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""")
_BROKEN_NAME = re.compile(r"\bAS\n\s*(?=\")")
_BROKEN_AGGREGATE = re.compile(r"(?<=_agg\()(\"\w+\"\.\"\w+\")\n\s*(?=ORDER BY)|(?<=FILTER \()\n\s*(?=WHERE)")
_CLAUSE = re.compile(r"(SELECT|FROM|WHERE|ORDER BY|LIMIT|JOIN|CROSS JOIN|UNION ALL)\b")
_INDENT = "  "


def laid_out(statement: str) -> str:
    """Return the statement with line breaks and indents; texts inside it stay as they are.

    A statement that is too large to be taken apart comes back in one line.
    """
    import sqlparse  # noqa: PLC0415 (nothing that serves requests needs it)
    from sqlparse.exceptions import SQLParseError  # noqa: PLC0415 (the same)

    texts: list[str] = []
    try:
        lines = sqlparse.format(_without_texts(statement, texts), reindent=True, indent_columns=True)
    except SQLParseError:
        return statement
    joined = _BROKEN_AGGREGATE.sub(
        lambda found: f"{found[1]} " if found[1] else "", _BROKEN_NAME.sub("AS ", lines)
    )
    return _with_texts("\n".join(_indented(joined.splitlines())), iter(texts))


def _without_texts(statement: str, texts: list[str]) -> str:
    """Put blanks for texts: sqlparse takes a backslash for an escape, which it is not."""

    def blank(quoted: re.Match[str]) -> str:
        found = quoted.group()
        if found[0] == '"':
            return found
        texts.append(found)
        return f"'{'_' * (len(found) - 2)}'"

    return _QUOTED.sub(blank, statement)


def _with_texts(lines: str, texts: Iterator[str]) -> str:
    return _QUOTED.sub(lambda quoted: next(texts) if quoted.group()[0] == "'" else quoted.group(), lines)


def _indented(lines: list[str]) -> Iterator[str]:
    """Indent by what is open; sqlparse would align with it, far to the right."""
    opened: list[int] = []
    """The lines whose brackets are open."""
    for number, line in enumerate(lines):
        text = line.strip()
        depth = len(set(opened)) + (0 if _CLAUSE.match(text) else 1)
        yield _INDENT * depth + text
        for character in _QUOTED.sub("", text):
            if character == "(":
                opened.append(number)
            elif character == ")":
                opened.pop()
