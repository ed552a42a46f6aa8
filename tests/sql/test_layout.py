"""The lines of a statement, as `gql-crm explain` and the golden queries show it."""

from gql_crm.sql.layout import laid_out

STATEMENT = (
    'SELECT (SELECT row_to_json(o.*) FROM (SELECT coalesce(json_agg("t2"."c0" ORDER BY "t2"."rn")'
    """ FILTER (WHERE "t2"."rn" < 5), '[]'::json) AS "n" FROM (SELECT row_number() OVER () AS "rn","""
    ' "t1"."name" AS "c0" FROM "people" AS "t1" WHERE (("t1"."deleted_at" IS NULL) AND ("t1"."name" LIKE'
    """ (replace($1::text, '\\', '\\\\') || '%'))) ORDER BY "t1"."id" DESC LIMIT 6) AS "t2") AS o) AS "r0\""""
    ' FROM "state" AS "cs"'
)
LINES = """\
SELECT
  (SELECT row_to_json(o.*)
  FROM
    (SELECT coalesce(json_agg("t2"."c0" ORDER BY "t2"."rn") FILTER (WHERE "t2"."rn" < 5), '[]'::json) AS "n"
    FROM
      (SELECT
        row_number() OVER () AS "rn",
        "t1"."name" AS "c0"
      FROM "people" AS "t1"
      WHERE (("t1"."deleted_at" IS NULL)
          AND ("t1"."name" LIKE (replace($1::text, '\\', '\\\\') || '%')))
      ORDER BY "t1"."id" DESC
      LIMIT 6) AS "t2") AS o) AS "r0"
FROM "state" AS "cs\""""


def test_clauses_have_lines_and_brackets_indent_them() -> None:
    assert laid_out(STATEMENT) == LINES


def test_only_blanks_between_words_change() -> None:
    assert "".join(laid_out(STATEMENT).split()) == "".join(STATEMENT.split())


def test_texts_and_names_stay_as_they_are() -> None:
    texts = ("'  two  blanks, a \\'", "'a\nline, FROM x WHERE y'", "'it''s'", "''", "'نام'")
    names = ('"select  FROM"', '"it\'s"', '"x""y"')
    statement = f"SELECT {', '.join(texts)}, {', '.join(names)} FROM t WHERE (a = '(' AND b = 1)"
    lines = laid_out(statement)
    assert all(one in lines for one in (*texts, *names))
    assert lines.endswith("\nFROM t\nWHERE (a = '('\n    AND b = 1)")


def test_a_statement_that_is_too_large_comes_back_as_it_was() -> None:
    statement = f"SELECT {', '.join(['a'] * 20_000)} FROM t"
    assert laid_out(statement) == statement
