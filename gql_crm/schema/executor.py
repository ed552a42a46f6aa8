"""graphql-core's executor, taught that PostgreSQL's JSON is complete as it comes."""

from typing import Any

import orjson
from graphql import GraphQLNonNull
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path

from gql_crm.records import Ref
from gql_crm.schema.context import Info
from gql_crm.schema.context import Path as ResponsePath


class SplicingExecutor(Executor[Any]):
    """Passes JSON fragments through, and puts what was read of a `Ref` in its place."""

    def complete_value(
        self,
        return_type: Any,
        field_details_list: FieldDetailsList,
        info: Info,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[Any]:
        """Complete a value; see graphql-core."""
        if isinstance(result, Ref) and not isinstance(return_type, GraphQLNonNull):
            result = _loaded(info, tuple(path.as_list()))
            if isinstance(result, Exception):
                raise result
        if type(result) is orjson.Fragment:
            return result
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)


def _loaded(info: Info, path: ResponsePath) -> Any:
    if path not in info.context.loaded:
        msg = (
            f"nothing was read for {path}: return references in the operation's own result, not in a resolver"
        )
        raise LookupError(msg)
    return info.context.loaded[path]
