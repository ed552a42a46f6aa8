"""Organizations: vCard (RFC 6350) and Vtiger give the names."""

from gql_crm import Entity, Field
from gql_crm.modules.people.choices import choices

INDUSTRIES = choices(
    automotive="Automotive",
    construction="Construction",
    education="Education",
    finance="Finance",
    food="Food and drink",
    healthcare="Healthcare",
    hospitality="Hospitality",
    manufacturing="Manufacturing",
    realEstate="Real estate",
    retail="Retail",
    technology="Technology",
    transport="Transport",
    other="Other",
)

ORGANIZATION = Entity(
    name="Organization",
    plural="organizations",
    label={"en": "Organization", "lt": "Įmonė", "cs": "Organizace", "bg": "Организация", "fa": "سازمان"},
    plural_label={
        "en": "Organizations",
        "lt": "Įmonės",
        "cs": "Organizace",
        "bg": "Организации",
        "fa": "سازمان‌ها",
    },
    description="A company, authority or other body one deals with.",
    display=("name",),
    fields=(
        Field(
            key="name",
            kind="TEXT",
            label={"en": "Name"},
            required=True,
            description="What the organization is called.",
            quick_create=True,
        ),
        Field(key="website", kind="URL", label={"en": "Website"}, description="The organization's page."),
        Field(
            key="email",
            kind="EMAIL",
            label={"en": "E-mail"},
            description="The main e-mail address.",
            quick_create=True,
        ),
        Field(
            key="phone",
            kind="PHONE",
            label={"en": "Phone"},
            description="The main phone number.",
            quick_create=True,
        ),
        Field(
            key="industry",
            kind="CHOICE",
            label={"en": "Industry"},
            options=INDUSTRIES,
            description="What the organization does.",
        ),
        Field(
            key="rating",
            kind="CHOICE",
            label={"en": "Rating"},
            description="How promising the organization is.",
            options=choices(hot="Hot", warm="Warm", cold="Cold"),
        ),
        Field(
            key="employees",
            kind="INTEGER",
            label={"en": "Employees"},
            description="How many people work there.",
        ),
        Field(
            key="annualRevenue",
            kind="MONEY",
            label={"en": "Annual revenue"},
            description="Revenue in a year.",
        ),
        Field(
            key="type",
            kind="CHOICE",
            label={"en": "Type"},
            description="What the organization is to us.",
            options=choices(
                customer="Customer",
                prospect="Prospect",
                partner="Partner",
                supplier="Supplier",
                competitor="Competitor",
                other="Other",
            ),
        ),
        Field(
            key="vatId", kind="TEXT", label={"en": "VAT id"}, description="The number for value added tax."
        ),
        Field(
            key="registrationNumber",
            kind="TEXT",
            label={"en": "Registration number"},
            description="The number in the register.",
        ),
        Field(
            key="billingAddress",
            kind="ADDRESS",
            label={
                "en": "Billing address",
                "lt": "Sąskaitų adresas",
                "cs": "Fakturační adresa",
                "bg": "Адрес за фактуриране",
                "fa": "نشانی صورت‌حساب",
            },
            description="Where invoices are sent.",
        ),
        Field(
            key="shippingAddress",
            kind="ADDRESS",
            label={
                "en": "Shipping address",
                "lt": "Pristatymo adresas",
                "cs": "Dodací adresa",
                "bg": "Адрес за доставка",
                "fa": "نشانی تحویل",
            },
            description="Where goods are sent.",
        ),
        Field(
            key="parent",
            kind="REFERENCE",
            target="Organization",
            label={"en": "Member of"},
            description="The organization that this one belongs to.",
        ),
        Field(
            key="description",
            kind="LONG_TEXT",
            label={"en": "Description"},
            description="Anything else worth knowing.",
        ),
    ),
)
