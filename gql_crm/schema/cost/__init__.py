"""What operations cost, before they run and after."""

from gql_crm.schema.cost.operation import OperationCost

__all__ = ["OperationCost"]
