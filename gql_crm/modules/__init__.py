"""The built-in modules, written through the same door that partners use."""
