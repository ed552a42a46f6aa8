"""graphql-core's executor, taught that PostgreSQL's JSON is complete as it comes."""

from collections.abc import Callable
from typing import Any
from weakref import WeakMethod

import orjson
from graphql import GraphQLNonNull
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import AwaitableOrValue, Path
from graphql.type.definition import GraphQLResolveInfoHelpers

from gql_crm.records import Ref
from gql_crm.schema.context import Info
from gql_crm.schema.context import Path as ResponsePath
from gql_crm.schema.payload import RefList


class SplicingExecutor(Executor[Any]):
    """Passes JSON fragments through, and puts what was read of references in their places."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        # graphql-core's own hold the executor in a circle: request and schema would wait for the collector
        self.async_helpers = GraphQLResolveInfoHelpers(
            gather=_without_holding(self.gather_async_work), track=_without_holding(self.track_async_work)
        )

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
        if isinstance(result, Ref | RefList) and not isinstance(return_type, GraphQLNonNull):
            result = _loaded(info, tuple(path.as_list()))
            if isinstance(result, Exception):
                raise result
        if type(result) is orjson.Fragment:
            return result
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)


def _without_holding(method: Callable[..., Any]) -> Callable[..., Any]:
    reference = WeakMethod(method)

    def call(*arguments: Any) -> Any:
        alive = reference()
        if alive is None:
            msg = "the operation is over"
            raise RuntimeError(msg)
        return alive(*arguments)

    return call


def _loaded(info: Info, path: ResponsePath) -> Any:
    if path not in info.context.loaded:
        msg = (
            f"nothing was read for {path}: return references in the operation's own result, not in a resolver"
        )
        raise LookupError(msg)
    return info.context.loaded[path]
