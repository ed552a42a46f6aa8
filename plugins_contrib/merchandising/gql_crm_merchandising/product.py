"""A product: what is ordered, delivered and looked for on the shelves."""

from decimal import Decimal

from gql_crm import Entity
from gql_crm_merchandising.declaring import field, options

KINDS = options(("PRODUCT", "Product", "Стока"), ("SERVICE", "Service", "Услуга"))

PRODUCT = Entity(
    name="Product",
    plural="products",
    label={"en": "Product", "bg": "Артикул"},
    plural_label={"en": "Products", "bg": "Артикули"},
    description="Something that is sold: goods, or a service.",
    display=("name",),
    display_fallback=("sku", "gtin"),
    fields=(
        field("sku", "TEXT", "SKU", "Артикулен номер", "The number of the product in one's own stock.",
              unique=True, max_length=64, quick_create=True),
        field("gtin", "GTIN", "GTIN", "Баркод", "The number under the bar code.", unique=True,
              help=("8, 12, 13 or 14 digits, the last is a check digit.",
                    "8, 12, 13 или 14 цифри, последната е контролна.")),
        field("name", "TEXT", "Name", "Име", "What the product is called.", required=True,
              quick_create=True),
        field("kind", "CHOICE", "Kind", "Вид", "Whether it is goods or a service.", options=KINDS,
              enum="ProductKind", default="PRODUCT"),
        field("brand", "TEXT", "Brand", "Марка", "The brand that it is sold under."),
        field("category", "TEXT", "Category", "Категория", "The group of products that it belongs to."),
        field("unit", "TEXT", "Unit", "Мярка", "What it is counted in.", max_length=20, searchable=False,
              help=("Such as pcs, kg or carton.", "Например бр., кг или кашон.")),
        field("price", "MONEY", "Price", "Цена", "The price of one unit.", min=Decimal(0),
              quick_create=True),
        field("cost", "MONEY", "Cost", "Себестойност", "What one unit costs ourselves.", min=Decimal(0)),
        field("defaultOrderQuantity", "DECIMAL", "Usual order", "Обичайна поръчка",
              "How many units an outlet usually orders.", min=Decimal(0), precision=12, scale=3),
        field("active", "BOOLEAN", "Active", "Активен", "Whether it is still sold.", default=True),
    ),
)  # fmt: skip
