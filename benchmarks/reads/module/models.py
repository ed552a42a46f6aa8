"""The module's tables."""

from benchmarks.reads.module.event import EVENT
from benchmarks.reads.module.opportunity import OPPORTUNITY
from gql_crm import record_model

Opportunity = record_model(OPPORTUNITY, module="benchmark")
ContactEvent = record_model(EVENT, module="benchmark")
