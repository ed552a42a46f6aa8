"""Which types a document meets: as long as they are the same, it is as valid as it was."""

from graphql import (
    DocumentNode,
    GraphQLSchema,
    Node,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)


def types_met(schema: GraphQLSchema, document: DocumentNode) -> frozenset[str]:
    """Return the names of the types of all fields, arguments and variables of a valid document."""
    info = TypeInfo(schema)
    collector = _Collector(info)
    visit(document, TypeInfoVisitor(info, collector))
    return frozenset(collector.names)


class _Collector(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self.names: set[str] = set()

    def enter(self, *_: Node) -> None:
        info = self._info
        for type_ in (info.get_type(), info.get_parent_type(), info.get_input_type()):
            if type_ is not None:
                self.names.add(get_named_type(type_).name)
