"""No module needs itself. That packages import downwards only is held by import-linter."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

DOOR = "gql_crm"  # names what plugins may use, and imports it at its first use


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = grimp.build_graph("gql_crm", exclude_type_checking_imports=True, cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert len(imports) > 100
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_the_door_imports_nothing_before_it_is_used() -> None:
    graph = grimp.build_graph("gql_crm", exclude_type_checking_imports=True, cache_dir=None)
    assert graph.find_modules_directly_imported_by(DOOR) == set()
