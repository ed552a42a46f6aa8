"""The tables under every record: spine, texts, history, unique values, references, fields, settings."""
