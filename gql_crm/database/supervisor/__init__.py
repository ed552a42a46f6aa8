"""The process that owns the embedded PostgreSQL server of one folder.

The server is a direct child of this process, whose only thread waits beside it. Each user of the folder holds
a shared lock on `<folder>/users`; when nobody has held one for two seconds, the server is stopped.
`<folder>/lock` is held as long as this process lives and makes it the only one.

`embedded.py` starts it and reads what it prints, one JSON object a line: `{"progress": text}`, then one of
`{"ready": {}}`, `{"held": {}}` (another supervisor owns the folder) and `{"failed": text}`.

It starts in a few milliseconds, because only the standard library is imported here, and little of it.
"""
