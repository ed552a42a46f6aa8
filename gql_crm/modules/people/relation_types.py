"""Ways in which people are related to each other and to what they own."""

from gql_crm import RelationType
from gql_crm.fields.labels import labels

RELATION_TYPES = (
    RelationType(
        key="SPOUSE",
        label=labels("Spouse", "Sutuoktinis (-ė)", "Manžel(ka)", "Съпруг(а)", "همسر"),
        from_entity="Contact",
        to_entity="Contact",
        symmetric=True,
    ),
    RelationType(
        key="PARTNER",
        label=labels("Partner", "Partneris (-ė)", "Partner(ka)", "Партньор(ка)", "شریک"),
        symmetric=True,
    ),
    RelationType(
        key="PARENT",
        label=labels("Parent", "Tėvas (motina)", "Rodič", "Родител", "والد"),
        reverse_label=labels("Child", "Vaikas", "Dítě", "Дете", "فرزند"),
        from_entity="Contact",
        to_entity="Contact",
    ),
    RelationType(
        key="COLLEAGUE",
        label=labels("Colleague", "Kolega", "Kolega (kolegyně)", "Колега", "همکار"),
        from_entity="Contact",
        to_entity="Contact",
        symmetric=True,
    ),
    RelationType(
        key="CO_OWNER",
        label=labels("Co-owner", "Bendrasavininkis (-ė)", "Spoluvlastník", "Съсобственик", "مالک مشترک"),
        from_entity="Contact",
        to_entity="Contact",
        symmetric=True,
    ),
    RelationType(
        key="OWNER",
        label=labels("Owner", "Savininkas (-ė)", "Vlastník", "Собственик", "مالک"),
        reverse_label=labels("Possession", "Nuosavybė", "Majetek", "Собственост", "دارایی"),
    ),
    RelationType(
        key="TENANT",
        label=labels("Tenant", "Nuomininkas (-ė)", "Nájemce", "Наемател", "مستأجر"),
        reverse_label=labels("Rented", "Nuomojama", "Pronajato", "Под наем", "اجاره‌شده"),
    ),
)
