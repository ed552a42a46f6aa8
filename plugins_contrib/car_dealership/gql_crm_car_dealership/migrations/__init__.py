"""The module's migrations."""
