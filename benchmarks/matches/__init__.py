"""What fits the requests of buyers, where fits are rare: lists, and the job that tells of them."""
