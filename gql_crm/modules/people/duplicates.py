"""By what people and organizations are recognised that are there already."""

from gql_crm import DuplicateRule
from gql_crm.fields.labels import labels

_EMAIL = labels("Same e-mail", "Tas pats el. paštas", "Stejný e-mail", "Същият имейл", "ایمیل یکسان")
_PHONE = labels("Same phone", "Tas pats telefonas", "Stejný telefon", "Същият телефон", "تلفن یکسان")

DUPLICATE_RULES = (
    DuplicateRule(
        entity="Contact",
        name="email",
        label=_EMAIL,
        any_of=("email", "secondaryEmail"),
        score=1.0,
    ),
    DuplicateRule(
        entity="Contact",
        name="phone",
        label=_PHONE,
        any_of=("phone", "mobile", "homePhone", "otherPhone"),
        score=0.8,
    ),
    DuplicateRule(
        entity="Contact",
        name="nameAndOrganization",
        label=labels(
            "Same name and organization",
            "Tas pats vardas ir įmonė",
            "Stejné jméno a organizace",
            "Същото име и организация",
            "نام و سازمان یکسان",
        ),
        fields=("firstName", "lastName"),
        optional=("organization",),
        score=0.7,
    ),
    DuplicateRule(
        entity="Organization",
        name="website",
        label=labels("Same website", "Ta pati svetainė", "Stejný web", "Същият уебсайт", "وب‌سایت یکسان"),
        fields=("website",),
        score=0.9,
    ),
    DuplicateRule(
        entity="Organization",
        name="registrationNumber",
        label=labels(
            "Same registration number",
            "Tas pats įmonės kodas",
            "Stejné IČO",
            "Същият ЕИК",
            "شمارهٔ ثبت یکسان",
        ),
        fields=("registrationNumber",),
        score=0.9,
    ),
    DuplicateRule(
        entity="Organization",
        name="name",
        label=labels("Same name", "Tas pats pavadinimas", "Stejný název", "Същото име", "نام یکسان"),
        fields=("name",),
        score=0.8,
    ),
    DuplicateRule(entity="Organization", name="email", label=_EMAIL, fields=("email",), score=0.8),
    DuplicateRule(entity="Organization", name="phone", label=_PHONE, fields=("phone",), score=0.7),
    DuplicateRule(
        entity="Organization",
        name="domain",
        label=labels("Same domain", "Tas pats domenas", "Stejná doména", "Същият домейн", "دامنهٔ یکسان"),
        fields=("website",),
        domain_only=True,
        score=0.5,
    ),
)
