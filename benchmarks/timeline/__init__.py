"""The benchmark of timelines: streams of a thousand and a million events, of 300 and 10,000 records."""
