"""Timelines: which events changes make, and whose events flow into whose timeline."""

from gql_crm.timeline.of_changes import CREATED, STATUS_CHANGED, events_of
from gql_crm.timeline.rolling_up import RollUp, roll_ups

__all__ = ["CREATED", "STATUS_CHANGED", "RollUp", "events_of", "roll_ups"]
