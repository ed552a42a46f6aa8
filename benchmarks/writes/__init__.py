"""What a write costs, with history, event and permission checks, beside the same rows by hand."""
