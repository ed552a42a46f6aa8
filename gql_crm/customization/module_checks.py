"""Whether a module can be switched on or off: the catalog is merged with and without it and compared."""

from gql_crm.customization.module_rows import ModuleState
from gql_crm.customization.store import WorkspaceState
from gql_crm.errors import UserError, UserErrors
from gql_crm.plugins.catalog import CUSTOM, Catalog
from gql_crm.plugins.merge import Contributions
from gql_crm.plugins.module import Module
from gql_crm.text import did_you_mean, listed, shown

INDISPENSABLE = "identity"
"""Every record refers to its users and teams."""


def installed_module(contributions: Contributions, name: str) -> Module:
    """Return a module by name; raise NOT_FOUND, saying how one gets there."""
    module = contributions.module(name)
    if module is None:
        hint = did_you_mean(name, [module.name for _, module in contributions.modules])
        text = (
            f"There is no module {shown(name)}.{hint} Install the plugin that has it, then let "
            "refreshPlugins find it; where GQL_CRM_MODULES is set, it must name the module."
        )
        raise UserErrors([UserError("NOT_FOUND", ("name",), text)])
    return module


def switched(state: WorkspaceState, name: str, *, enabled: bool) -> WorkspaceState:
    """Return the state with one module on or off."""
    kept = state.modules[name].settings if name in state.modules else {}
    return state.with_module(name, ModuleState(enabled, kept))


def check_requirements(module: Module, state: WorkspaceState) -> None:
    """Raise INVALID_STATE when a module that it requires is switched off."""
    missing = [name for name in module.requires if not state.enables(name)]
    if missing:
        text = (
            f'The module "{module.name}" requires {listed(missing)}, which {_are(missing)} not enabled; '
            "enable that first."
        )
        raise UserErrors([UserError("INVALID_STATE", ("name",), text)])


def check_enabled(module: Module, before: Catalog, after: Catalog) -> None:
    """Raise VALIDATION when the catalog with the module lacks it, or lacks or renames what was there."""
    there = {other.name for other in after.modules}
    lost = [other.name for other in before.modules if other.name not in there]
    if module.name not in there or lost:
        known = {problem.message for problem in before.problems}
        new = [problem for problem in after.problems if problem.message not in known]
        own = [problem for problem in after.problems if problem.origin == module.name]
        reasons = [one.reason if one.origin == module.name else one.message for one in new or own]
        raise _refused(module, " ".join(reasons))
    entities = _renamed_entities(before, after)
    if entities:
        text = f"it has names of the custom entities {listed(entities)}; rename those first (renameEntity)."
        raise _refused(module, text)
    renamed = _renamed(before, after)
    if renamed:
        text = f"it has names of the custom fields {listed(renamed)}; rename those first (renameField)."
        raise _refused(module, text)
    rekeyed = _rekeyed(before, after)
    if rekeyed:
        text = f"it has keys of the relation types {listed(rekeyed)}; give those others (updateRelationType)."
        raise _refused(module, text)


def check_disabled(name: str, before: Catalog, after: Catalog) -> None:
    """Raise MODULE_IN_USE when others would go with the module."""
    if name == INDISPENSABLE:
        text = f'Every record refers to users and teams; the module "{name}" cannot be switched off.'
        raise UserErrors([UserError("MODULE_IN_USE", ("name",), text)])
    there = {other.name for other in after.modules} | {name}
    lost = [other.name for other in before.modules if other.name not in there]
    if lost:
        several = len(lost) > 1
        depend, them = ("depend", "them") if several else ("depends", "it")
        text = f'{listed(lost)} {depend} on the module "{name}"; disable {them} first.'
        raise UserErrors([UserError("MODULE_IN_USE", ("name",), text)])


def _renamed(before: Catalog, after: Catalog) -> list[str]:
    """Return the custom fields that would have to give their names up, as `Contact.budget`."""
    keys = {
        field.field_id: field.key
        for entity in before.entities.values()
        for field in entity.fields.values()
        if field.origin == CUSTOM
    }
    return [
        f"{entity.name}.{keys[field.field_id]}"
        for entity in after.entities.values()
        for field in entity.fields.values()
        if field.field_id in keys and keys[field.field_id] != field.key
    ]


def _rekeyed(before: Catalog, after: Catalog) -> list[str]:
    """Return the relation types of users that would have to give their keys up."""
    keys = {one.relation_id: one.key for one in after.relation_types.values()}
    return [
        one.key for one in before.relation_types.values() if keys.get(one.relation_id, one.key) != one.key
    ]


def _renamed_entities(before: Catalog, after: Catalog) -> list[str]:
    """Return the custom entities that would have to give their names up."""
    names = {entity.stored_as: entity.name for entity in before.entities.values() if entity.origin == CUSTOM}
    there = {entity.name for entity in after.entities.values() if names.get(entity.stored_as) == entity.name}
    return [name for name in names.values() if name not in there]


def _refused(module: Module, reason: str) -> UserErrors:
    text = f'The module "{module.name}" cannot be enabled: {reason}'
    return UserErrors([UserError("VALIDATION", ("name",), text)])


def _are(names: list[str]) -> str:
    return "are" if len(names) > 1 else "is"
