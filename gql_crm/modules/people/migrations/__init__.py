"""Migrations, written by `tortoise makemigrations` and reviewed as SQL."""
