"""Finds plugins and asks what they contribute. A broken one costs its own contribution and nothing else."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib import invalidate_caches
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pluggy
import structlog

from gql_crm.errors import DeclarationError
from gql_crm.fields.kind import FieldKind
from gql_crm.fields.kinds import DEFAULT_KINDS
from gql_crm.plugins import hookspecs
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.module import Module
from gql_crm.plugins.problem import CatalogProblem

ENTRY_POINT_GROUP = hookspecs.PROJECT
CORE = "gql_crm"
_FOLDERS = re.compile(r"(?:[A-Za-z]:)?[/\\](?:[^\s/\\'\"()]+[/\\])+")

log = structlog.get_logger(__name__)


class Discovery:
    """One round of looking: built-in plugins by object, others by entry point, in a settled order."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._names: list[str] = []
        self._problems: list[CatalogProblem] = []

    def add(self, name: str, plugin: object) -> None:
        """Register a plugin; what is wrong with it becomes a problem that names it."""
        if name in self._names:
            self._fail(name, "is left out", DeclarationError("there is a plugin of that name already."))
            return
        try:
            self._manager.register(plugin, name)
            self._manager.check_pending()
            self._check_hooks(plugin)
        except Exception as error:  # noqa: BLE001 (a plugin may raise anything)
            if self._manager.has_plugin(name):
                self._manager.unregister(name=name)
            self._fail(name, "could not be registered", error)
        else:
            self._names.append(name)

    def add_installed(self) -> None:
        """Load every installed plugin, by distribution name; one that does not import is recorded."""
        invalidate_caches()  # what was installed since Python started counts
        for entry_point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=_order):
            try:
                plugin = entry_point.load()
            except (Exception, SystemExit) as error:  # noqa: BLE001 (an import may raise anything)
                self._fail(entry_point.name, "could not be imported", error)
            else:
                self.add(entry_point.name, plugin)

    def contributions(self) -> Contributions:
        """Ask every plugin, in order."""
        modules: list[tuple[str, Module]] = []
        kinds: list[tuple[str, FieldKind]] = [(CORE, kind) for kind in DEFAULT_KINDS]
        for name in self._names:
            kinds.extend((name, kind) for kind in self._ask(name, "register_field_kinds", FieldKind))
            modules.extend((name, module) for module in self._ask(name, "register_modules", Module))
        return Contributions(modules, kinds, problems=tuple(self._problems))

    def _check_hooks(self, plugin: object) -> None:
        if not self._manager.get_hookcallers(plugin):
            hooks = " or ".join(f"{name}()" for name in vars(self._manager.hook) if not name.startswith("_"))
            msg = f"it implements no hook; expected {hooks}, marked with @hookimpl."
            raise DeclarationError(msg)

    def _ask(self, name: str, hook: str, expected: type) -> Sequence[Any]:
        plugin = self._manager.get_plugin(name)
        others = [other for other in self._manager.get_plugins() if other is not plugin]
        caller = self._manager.subset_hook_caller(hook, remove_plugins=others)
        try:
            answers = [item for answer in caller() for item in _checked(answer, hook, expected)]
        except (Exception, SystemExit) as error:  # noqa: BLE001 (a hook may raise anything)
            self._fail(name, f"failed in {hook}()", error)
            return []
        return answers

    def _fail(self, name: str, what: str, error: BaseException) -> None:
        log.warning("plugin left out", plugin=name, what=what, exc_info=error)
        reason = str(error) if isinstance(error, DeclarationError) else _without_folders(error)
        text = f'Plugin "{name}" {what}: {reason}'
        self._problems.append(CatalogProblem(name, text, self._now))


def discover(
    builtin: Iterable[tuple[str, object]], *, now: datetime, installed: bool = True
) -> Contributions:
    """Return what all plugins contribute: built-in ones first, then installed ones by distribution name."""
    discovery = Discovery(now)
    for name, plugin in builtin:
        discovery.add(name, plugin)
    if installed:
        discovery.add_installed()
    return discovery.contributions()


def only(names: Sequence[str] | None) -> Callable[[tuple[str, Module]], bool]:
    """Return a filter for modules by name; None lets all pass."""
    return lambda pair: names is None or pair[1].name in names


def _without_folders(error: BaseException) -> str:
    """Say what an exception says, but not where the server keeps its files."""
    return _FOLDERS.sub("", f"{type(error).__name__}: {error}")


def _checked(answer: object, hook: str, expected: type) -> list[Any]:
    if not isinstance(answer, Sequence) or isinstance(answer, str):
        msg = f"{hook}() returned {type(answer).__name__}, expected a list of {expected.__name__}"
        raise TypeError(msg)
    for item in answer:
        if not isinstance(item, expected):
            msg = f"{hook}() returned {type(item).__name__} in its list, expected {expected.__name__}"
            raise TypeError(msg)
    return list(answer)


def _order(entry_point: EntryPoint) -> tuple[str, str]:
    distribution = entry_point.dist.name if entry_point.dist else ""
    return (distribution.casefold(), entry_point.name)
