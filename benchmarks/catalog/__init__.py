"""What a change of the catalog costs: time until it is live, requests meanwhile, memory afterwards."""
