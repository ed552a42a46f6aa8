"""Contacts and organizations: vCard (RFC 6350), RESO Contacts and Vtiger give the names."""

from gql_crm import ChoiceOption, Entity, Field


def _options(**labels: str) -> tuple[ChoiceOption, ...]:
    return tuple(
        ChoiceOption(value, {"en": label}, position=index)
        for index, (value, label) in enumerate(labels.items(), 1)
    )


LEAD_SOURCES = _options(
    website="Website",
    phone="Phone call",
    email="E-mail",
    referral="Referral",
    advertisement="Advertisement",
    event="Event",
    other="Other",
)
INDUSTRIES = _options(
    automotive="Automotive", construction="Construction", education="Education", finance="Finance", food="Food and drink",
    healthcare="Healthcare", hospitality="Hospitality", manufacturing="Manufacturing", realEstate="Real estate", retail="Retail",
    technology="Technology", transport="Transport", other="Other",
)  # fmt: skip

CONTACT = Entity(
    name="Contact",
    plural="contacts",
    label={"en": "Contact", "lt": "Kontaktas", "cs": "Kontakt", "bg": "Контакт", "fa": "مخاطب"},
    plural_label={"en": "Contacts", "lt": "Kontaktai", "cs": "Kontakty", "bg": "Контакти", "fa": "مخاطبین"},
    description="A person one deals with.",
    display=("firstName", "middleName", "lastName", "nameSuffix"),
    display_fallback=("nickname", "email", "phone", "mobile"),
    fields=(
        Field(key="salutation", kind="CHOICE", label={"en": "Salutation"}, description="How the person is addressed.",
              options=_options(Mr="Mr", Ms="Ms", Mrs="Mrs", Dr="Dr", Prof="Prof.")),
        Field(key="firstName", kind="TEXT", label={"en": "First name", "lt": "Vardas", "cs": "Jméno", "bg": "Име", "fa": "نام"},
              description="Given name.", quick_create=True),
        Field(key="middleName", kind="TEXT", label={"en": "Middle name"}, description="Middle name or patronymic."),
        Field(key="lastName", kind="TEXT",
              label={"en": "Last name", "lt": "Pavardė", "cs": "Příjmení", "bg": "Фамилия", "fa": "نام خانوادگی"},
              description="Family name.", quick_create=True),
        Field(key="nameSuffix", kind="TEXT", label={"en": "Suffix"}, description="What stands behind the name, such as MBA."),
        Field(key="nickname", kind="TEXT", label={"en": "Nickname"}, description="What the person is called by friends."),
        Field(key="jobTitle", kind="TEXT", label={"en": "Job title"}, description="The person's position."),
        Field(key="organization", kind="REFERENCE", target="Organization", inverse="contacts", label={"en": "Organization"},
              description="The organization that the person works for.", quick_create=True),
        Field(key="email", kind="EMAIL", label={"en": "E-mail"}, description="The main e-mail address.", quick_create=True),
        Field(key="secondaryEmail", kind="EMAIL", label={"en": "Secondary e-mail"}, description="Another e-mail address."),
        Field(key="phone", kind="PHONE", label={"en": "Office phone"}, description="The phone number at work.", quick_create=True),
        Field(key="mobile", kind="PHONE", label={"en": "Mobile"}, description="The mobile phone number."),
        Field(key="homePhone", kind="PHONE", label={"en": "Home phone"}, description="The phone number at home."),
        Field(key="otherPhone", kind="PHONE", label={"en": "Other phone"}, description="Another phone number."),
        Field(key="website", kind="URL", label={"en": "Website"}, description="The person's page."),
        Field(key="birthdate", kind="DATE", label={"en": "Birthdate"}, description="The day of birth."),
        Field(key="preferredLanguage", kind="TEXT", label={"en": "Preferred language"}, max_length=35, searchable=False,
              description="The language to speak with the person, a BCP 47 tag."),
        Field(key="leadSource", kind="CHOICE", label={"en": "Lead source"}, options=LEAD_SOURCES,
              description="Where the contact came from."),
        Field(key="contactTypes", kind="MULTI_CHOICE", label={"en": "Types"}, description="What the person is to us (RESO ContactType).",
              options=_options(Buyer="Buyer", Seller="Seller", Tenant="Tenant", Landlord="Landlord", Prospect="Prospect",
                               Customer="Customer", Partner="Partner", Supplier="Supplier")),
        Field(key="status", kind="CHOICE", label={"en": "Status"}, description="Whether the contact is current (RESO ContactStatus).",
              options=_options(Active="Active", Inactive="Inactive", OnVacation="On vacation")),
        Field(key="doNotCall", kind="BOOLEAN", label={"en": "Do not call"}, description="The person does not want to be called."),
        Field(key="emailOptOut", kind="BOOLEAN", label={"en": "E-mail opt-out"}, description="The person wants no mass mail."),
        Field(key="description", kind="LONG_TEXT", label={"en": "Description"}, description="Anything else worth knowing."),
        Field(key="externalUid", kind="TEXT", label={"en": "External id"}, unique=True, searchable=False,
              description="The contact's id in another system; vCard's UID."),
    ),
)  # fmt: skip

ORGANIZATION = Entity(
    name="Organization",
    plural="organizations",
    label={"en": "Organization", "lt": "Įmonė", "cs": "Organizace", "bg": "Организация", "fa": "سازمان"},
    plural_label={"en": "Organizations", "lt": "Įmonės", "cs": "Organizace", "bg": "Организации", "fa": "سازمان‌ها"},
    description="A company, authority or other body one deals with.",
    display=("name",),
    fields=(
        Field(key="name", kind="TEXT", label={"en": "Name"}, required=True, description="What the organization is called.", quick_create=True),
        Field(key="website", kind="URL", label={"en": "Website"}, description="The organization's page."),
        Field(key="email", kind="EMAIL", label={"en": "E-mail"}, description="The main e-mail address.", quick_create=True),
        Field(key="phone", kind="PHONE", label={"en": "Phone"}, description="The main phone number.", quick_create=True),
        Field(key="industry", kind="CHOICE", label={"en": "Industry"}, options=INDUSTRIES, description="What the organization does."),
        Field(key="rating", kind="CHOICE", label={"en": "Rating"}, description="How promising the organization is.",
              options=_options(hot="Hot", warm="Warm", cold="Cold")),
        Field(key="employees", kind="INTEGER", label={"en": "Employees"}, description="How many people work there."),
        Field(key="annualRevenue", kind="MONEY", label={"en": "Annual revenue"}, description="Revenue in a year."),
        Field(key="type", kind="CHOICE", label={"en": "Type"}, description="What the organization is to us.",
              options=_options(customer="Customer", prospect="Prospect", partner="Partner", supplier="Supplier",
                               competitor="Competitor", other="Other")),
        Field(key="vatId", kind="TEXT", label={"en": "VAT id"}, description="The number for value added tax."),
        Field(key="registrationNumber", kind="TEXT", label={"en": "Registration number"}, description="The number in the register."),
        Field(key="parent", kind="REFERENCE", target="Organization", label={"en": "Member of"},
              description="The organization that this one belongs to."),
        Field(key="description", kind="LONG_TEXT", label={"en": "Description"}, description="Anything else worth knowing."),
    ),
)  # fmt: skip
