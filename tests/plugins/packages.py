"""Installed plugins: real packages with an entry point, as pip leaves them behind."""

from pathlib import Path
from textwrap import dedent


def install(
    folder: Path, distribution: str, source: str, *, entry_point: str = "", attribute: str = ""
) -> str:
    """Write a package and its metadata into a folder of sys.path; return the package's name."""
    package = distribution.replace("-", "_").lower() + "_" + folder.name.replace("-", "_")
    (folder / package).mkdir()
    (folder / package / "__init__.py").write_text(dedent(source))
    metadata = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    target = f"{package}:{attribute}" if attribute else package
    (metadata / "entry_points.txt").write_text(f"[gql_crm]\n{entry_point or distribution} = {target}\n")
    return package


MODULE = """
from gql_crm import Field, Module, hookimpl

@hookimpl
def register_modules():
    rank = Field(key="{field}", kind="INTEGER")
    return [Module(name="{name}", version="1", requires=("people",), fields={{"Contact": (rank,)}})]
"""


def a_module(name: str, field: str) -> str:
    """The source of a plugin that adds one field to contacts."""
    return MODULE.format(name=name, field=field)
