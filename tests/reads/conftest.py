from tests.reads.random_cases import cases
from tests.story import own_story, story, story_template

__all__ = ["cases", "own_story", "story", "story_template"]
