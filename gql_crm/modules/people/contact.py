"""Contacts: vCard (RFC 6350), RESO Contacts and Vtiger give the names."""

from gql_crm import Entity, Field
from gql_crm.modules.people.choices import choices

LEAD_SOURCES = choices(
    website="Website",
    phone="Phone call",
    email="E-mail",
    referral="Referral",
    advertisement="Advertisement",
    event="Event",
    other="Other",
)

CONTACT = Entity(
    name="Contact",
    plural="contacts",
    label={"en": "Contact", "lt": "Kontaktas", "cs": "Kontakt", "bg": "Контакт", "fa": "مخاطب"},
    plural_label={"en": "Contacts", "lt": "Kontaktai", "cs": "Kontakty", "bg": "Контакти", "fa": "مخاطبین"},
    description="A person one deals with.",
    display=("firstName", "middleName", "lastName", "nameSuffix"),
    display_fallback=("nickname", "email", "phone", "mobile"),
    fields=(
        Field(
            key="salutation",
            kind="CHOICE",
            label={"en": "Salutation"},
            description="How the person is addressed.",
            options=choices(Mr="Mr", Ms="Ms", Mrs="Mrs", Dr="Dr", Prof="Prof."),
        ),
        Field(
            key="firstName",
            kind="TEXT",
            label={"en": "First name", "lt": "Vardas", "cs": "Jméno", "bg": "Име", "fa": "نام"},
            description="Given name.",
            quick_create=True,
        ),
        Field(
            key="middleName",
            kind="TEXT",
            label={"en": "Middle name"},
            description="Middle name or patronymic.",
        ),
        Field(
            key="lastName",
            kind="TEXT",
            label={
                "en": "Last name",
                "lt": "Pavardė",
                "cs": "Příjmení",
                "bg": "Фамилия",
                "fa": "نام خانوادگی",
            },
            description="Family name.",
            quick_create=True,
        ),
        Field(
            key="nameSuffix",
            kind="TEXT",
            label={"en": "Suffix"},
            description="What stands behind the name, such as MBA.",
        ),
        Field(
            key="nickname",
            kind="TEXT",
            label={"en": "Nickname"},
            description="What the person is called by friends.",
        ),
        Field(key="jobTitle", kind="TEXT", label={"en": "Job title"}, description="The person's position."),
        Field(
            key="organization",
            kind="REFERENCE",
            target="Organization",
            inverse="contacts",
            label={"en": "Organization"},
            description="The organization that the person works for.",
            quick_create=True,
        ),
        Field(
            key="email",
            kind="EMAIL",
            label={"en": "E-mail"},
            description="The main e-mail address.",
            quick_create=True,
        ),
        Field(
            key="secondaryEmail",
            kind="EMAIL",
            label={"en": "Secondary e-mail"},
            description="Another e-mail address.",
        ),
        Field(
            key="phone",
            kind="PHONE",
            label={"en": "Office phone"},
            description="The phone number at work.",
            quick_create=True,
        ),
        Field(key="mobile", kind="PHONE", label={"en": "Mobile"}, description="The mobile phone number."),
        Field(
            key="homePhone", kind="PHONE", label={"en": "Home phone"}, description="The phone number at home."
        ),
        Field(
            key="otherPhone", kind="PHONE", label={"en": "Other phone"}, description="Another phone number."
        ),
        Field(key="website", kind="URL", label={"en": "Website"}, description="The person's page."),
        Field(key="birthdate", kind="DATE", label={"en": "Birthdate"}, description="The day of birth."),
        Field(
            key="preferredLanguage",
            kind="TEXT",
            label={"en": "Preferred language"},
            max_length=35,
            searchable=False,
            description="The language to speak with the person, a BCP 47 tag.",
        ),
        Field(
            key="mailingAddress",
            kind="ADDRESS",
            label={
                "en": "Mailing address",
                "lt": "Pašto adresas",
                "cs": "Korespondenční adresa",
                "bg": "Пощенски адрес",
                "fa": "نشانی پستی",
            },
            description="Where letters reach the person.",
        ),
        Field(
            key="otherAddress",
            kind="ADDRESS",
            label={
                "en": "Other address",
                "lt": "Kitas adresas",
                "cs": "Jiná adresa",
                "bg": "Друг адрес",
                "fa": "نشانی دیگر",
            },
            description="Another address, such as a summer house.",
        ),
        Field(
            key="leadSource",
            kind="CHOICE",
            label={"en": "Lead source"},
            options=LEAD_SOURCES,
            description="Where the contact came from.",
        ),
        Field(
            key="contactTypes",
            kind="MULTI_CHOICE",
            label={"en": "Types"},
            description="What the person is to us (RESO ContactType).",
            options=choices(
                Buyer="Buyer",
                Seller="Seller",
                Tenant="Tenant",
                Landlord="Landlord",
                Prospect="Prospect",
                Customer="Customer",
                Partner="Partner",
                Supplier="Supplier",
            ),
        ),
        Field(
            key="status",
            kind="CHOICE",
            label={"en": "Status"},
            description="Whether the contact is current (RESO ContactStatus).",
            options=choices(Active="Active", Inactive="Inactive", OnVacation="On vacation"),
        ),
        Field(
            key="doNotCall",
            kind="BOOLEAN",
            label={"en": "Do not call"},
            description="The person does not want to be called.",
        ),
        Field(
            key="emailOptOut",
            kind="BOOLEAN",
            label={"en": "E-mail opt-out"},
            description="The person wants no mass mail.",
        ),
        Field(
            key="description",
            kind="LONG_TEXT",
            label={"en": "Description"},
            description="Anything else worth knowing.",
        ),
        Field(
            key="externalUid",
            kind="TEXT",
            label={"en": "External id"},
            unique=True,
            searchable=False,
            description="The contact's id in another system; vCard's UID.",
        ),
    ),
)
