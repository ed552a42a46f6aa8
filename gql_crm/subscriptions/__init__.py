"""Subscriptions: who follows what, and who tells them. One follower of the feed serves all of a process."""

from gql_crm.subscriptions.subscriber import Sink, SinkClosed, Subscriber
from gql_crm.subscriptions.subscriptions import Subscriptions

__all__ = ["Sink", "SinkClosed", "Subscriber", "Subscriptions"]
