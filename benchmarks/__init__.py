"""The performance promises as commands: `make bench`."""
