"""100,000 contacts and what belongs to them, the same at every run."""
