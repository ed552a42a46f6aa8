"""What the plugin adds to a workspace, in one declaration."""

from decimal import Decimal
from importlib.resources import files

from gql_crm import EntityAccess, Module, Operation, RowScope
from gql_crm_merchandising import visiting
from gql_crm_merchandising.declaring import field
from gql_crm_merchandising.outlet import CONTACT_FIELDS, ORGANIZATION_FIELDS
from gql_crm_merchandising.product import PRODUCT
from gql_crm_merchandising.visit import VISIT
from gql_crm_merchandising.visit_distances import DISTANCES

SETTINGS = (
    field("visitRadius", "INTEGER", "Visit radius", "Радиус на посещението",
          "How far from the outlet an agent may be when a visit begins, in metres; 0 asks for no distance.",
          default=300, min=Decimal(0)),
    field("amendableHours", "INTEGER", "Hours to amend a visit", "Часове за поправка на посещение",
          "For how many hours after its end a visit can be amended.", default=24, min=Decimal(0)),
)  # fmt: skip

MEMBERS_READ_PRODUCTS = EntityAccess(read=RowScope.ALL, hidden=frozenset({"cost"}))

MERCHANDISING = Module(
    name="merchandising",
    version="1.0",
    label={"en": "Merchandising", "bg": "Мърчандайзинг"},
    description="Outlets, the products on their shelves, and the visits of those who care for them.",
    requires=("people",),
    entities=(PRODUCT, VISIT),
    fields={"Organization": ORGANIZATION_FIELDS, "Contact": CONTACT_FIELDS},
    computed={"Visit": DISTANCES},
    operations=(
        Operation.mutation("planVisit", visiting.plan_visit),
        Operation.mutation("startVisit", visiting.start_visit),
        Operation.mutation("completeVisit", visiting.complete_visit),
        Operation.mutation("cancelVisit", visiting.cancel_visit),
        Operation.mutation("amendVisit", visiting.amend_visit),
    ),
    models="gql_crm_merchandising.models",
    migrations="gql_crm_merchandising.migrations",
    demo="gql_crm_merchandising.demo",
    settings=SETTINGS,
    permissions={"member": {"Product": MEMBERS_READ_PRODUCTS}},
    examples=files("gql_crm_merchandising").joinpath("examples.graphql").read_text(encoding="utf-8"),
)
