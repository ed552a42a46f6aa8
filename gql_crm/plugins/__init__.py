"""Who adds what: declarations, discovery, merge, the catalog."""
