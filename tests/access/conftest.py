from tests.story import own_story, story, story_template

__all__ = ["own_story", "story", "story_template"]
