"""The module's tables."""

from gql_crm import record_model
from gql_crm.modules.views.saved_view import SAVED_VIEW

SavedView = record_model(SAVED_VIEW, module="views")
