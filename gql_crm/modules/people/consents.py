"""Consents: for what, and on what ground, a person's data are used (GDPR, Articles 6 and 7)."""

from gql_crm import Child, Field
from gql_crm.fields.labels import choices, labels

LEGAL_BASES = choices(
    CONSENT=labels("Consent", "Sutikimas", "Souhlas", "Съгласие", "رضایت"),
    CONTRACT=labels("Contract", "Sutartis", "Smlouva", "Договор", "قرارداد"),
    LEGAL_OBLIGATION=labels(
        "Legal obligation", "Teisinė prievolė", "Právní povinnost", "Законово задължение", "تعهد قانونی"
    ),
    VITAL_INTERESTS=labels(
        "Vital interests",
        "Gyvybiniai interesai",
        "Životně důležité zájmy",
        "Жизненоважни интереси",
        "منافع حیاتی",
    ),
    PUBLIC_TASK=labels(
        "Public task", "Viešasis interesas", "Veřejný zájem", "Обществен интерес", "وظیفه عمومی"
    ),
    LEGITIMATE_INTERESTS=labels(
        "Legitimate interests", "Teisėti interesai", "Oprávněné zájmy", "Легитимни интереси", "منافع مشروع"
    ),
)
"""The grounds of Article 6(1)."""

CONSENTS = Child(
    key="consents",
    name="ContactConsent",
    copied=False,  # nobody consents for somebody else
    label=labels("Consents", "Sutikimai", "Souhlasy", "Съгласия", "رضایت‌ها"),
    description="For what, and on what ground, the person's data are used (GDPR, Article 6).",
    fields=(
        Field(
            key="purpose",
            kind="TEXT",
            required=True,
            label=labels("Purpose", "Tikslas", "Účel", "Цел", "هدف"),
            description="What the data are used for.",
        ),
        Field(
            key="basis",
            kind="CHOICE",
            options=LEGAL_BASES,
            label=labels(
                "Legal basis", "Teisinis pagrindas", "Právní základ", "Правно основание", "مبنای قانونی"
            ),
            description="The ground of Article 6(1).",
        ),
        Field(
            key="givenAt",
            kind="DATETIME",
            label=labels("Given at", "Duota", "Uděleno", "Дадено на", "زمان اعطا"),
            description="When the person agreed, or the ground arose.",
        ),
        Field(
            key="withdrawnAt",
            kind="DATETIME",
            label=labels("Withdrawn at", "Atšaukta", "Odvoláno", "Оттеглено на", "زمان پس‌گیری"),
            description="When the person withdrew it; empty while it holds.",
        ),
    ),
)
