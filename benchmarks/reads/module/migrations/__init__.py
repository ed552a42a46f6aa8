"""Migrations, written by `tortoise makemigrations` and reviewed as SQL; the indexes for lists are added."""
