import pytest

from tests.story import own_story, story, story_template

__all__ = ["own_story", "story", "story_template"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-sql",
        action="store_true",
        help="Write the statements of tests/queries anew; look at the diff.",
    )
