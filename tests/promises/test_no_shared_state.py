"""Everything that changes hangs on a workspace, so that one process may host many."""

import ast
from collections.abc import Iterator

from tests.promises.sources import Source, core_sources, plugin_sources

CONTAINERS = {"list", "dict", "set", "defaultdict", "deque", "OrderedDict", "Counter"}
WEAK_CONTAINERS = {"WeakKeyDictionary", "WeakSet", "WeakValueDictionary"}
STATE = CONTAINERS | WEAK_CONTAINERS | {"ContextVar", "Lock", "RLock", "Event", "Queue", "local"}
READ_ONLY = ("Mapping[", "Sequence[", "Final[Mapping[", "Final[Sequence[")

# "file:name" → why it may be there. An entry that is no longer needed fails the test.
EXCEPTIONS: dict[str, str] = {}


def test_no_module_keeps_state() -> None:
    found = {place for source in [*core_sources(), *plugin_sources()] for place in _state(source)}
    assert found == set(EXCEPTIONS), "let it hang on the workspace"


def _state(source: Source) -> Iterator[str]:
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and _is_state(node.value):
            yield f"{source.name}:{ast.unparse(node.targets[0])}"
        if (
            isinstance(node, ast.AnnAssign)
            and node.value
            and _is_state(node.value)
            and not _is_read_only(node)
        ):
            yield f"{source.name}:{ast.unparse(node.target)}"
    for inner in ast.walk(source.tree):
        if isinstance(inner, ast.Global):
            yield f"{source.name}:global {', '.join(inner.names)}"


def _is_read_only(node: ast.AnnAssign) -> bool:
    """The type checker holds who declares so."""
    return ast.unparse(node.annotation).startswith(READ_ONLY)


def _is_state(value: ast.expr) -> bool:
    """Empty containers wait to be filled; filled ones are tables that nobody changes."""
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.Call):
        name = ast.unparse(value.func).partition("[")[0].rpartition(".")[2]
        return name in STATE and not (name in CONTAINERS and value.args)
    return False
