"""Timelines: which events changes make, and whose events flow into whose timeline."""

from gql_crm.timeline.of_changes import CREATED, LINKED, STATUS_CHANGED, UNLINKED, events_of
from gql_crm.timeline.rolling_up import RollUp, roll_ups

__all__ = ["CREATED", "LINKED", "STATUS_CHANGED", "UNLINKED", "RollUp", "events_of", "roll_ups"]
