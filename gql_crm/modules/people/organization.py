"""Organizations: vCard (RFC 6350) and Vtiger give the names."""

from gql_crm import Entity, Field
from gql_crm.fields.labels import choices, labels

INDUSTRIES = choices(
    automotive=labels("Automotive", "Automobiliai", "Automobilový průmysl", "Автомобили", "خودرو"),
    construction=labels("Construction", "Statyba", "Stavebnictví", "Строителство", "ساختمان‌سازی"),
    education=labels("Education", "Švietimas", "Vzdělávání", "Образование", "آموزش"),
    finance=labels("Finance", "Finansai", "Finance", "Финанси", "امور مالی"),
    food=labels(
        "Food and drink", "Maistas ir gėrimai", "Potraviny a nápoje", "Храни и напитки", "خوراک و نوشیدنی"
    ),
    healthcare=labels("Healthcare", "Sveikatos apsauga", "Zdravotnictví", "Здравеопазване", "بهداشت و درمان"),
    hospitality=labels(
        "Hospitality",
        "Apgyvendinimas ir maitinimas",
        "Pohostinství",
        "Хотели и ресторанти",
        "هتلداری و پذیرایی",
    ),
    manufacturing=labels("Manufacturing", "Gamyba", "Výroba", "Производство", "تولید"),
    realEstate=labels("Real estate", "Nekilnojamasis turtas", "Nemovitosti", "Недвижими имоти", "املاک"),
    retail=labels("Retail", "Mažmeninė prekyba", "Maloobchod", "Търговия на дребно", "خرده‌فروشی"),
    technology=labels("Technology", "Technologijos", "Technologie", "Технологии", "فناوری"),
    transport=labels("Transport", "Transportas", "Doprava", "Транспорт", "حمل‌ونقل"),
    other=labels("Other", "Kita", "Jiné", "Друго", "سایر"),
)

ORGANIZATION = Entity(
    name="Organization",
    plural="organizations",
    label=labels("Organization", "Įmonė", "Organizace", "Организация", "سازمان"),
    plural_label=labels("Organizations", "Įmonės", "Organizace", "Организации", "سازمان‌ها"),
    description="A company, authority or other body one deals with.",
    display=("name",),
    fields=(
        Field(
            key="name",
            kind="TEXT",
            label=labels("Name", "Pavadinimas", "Název", "Наименование", "نام"),
            required=True,
            description="What the organization is called.",
            quick_create=True,
        ),
        Field(
            key="website",
            kind="URL",
            label=labels("Website", "Svetainė", "Webové stránky", "Уебсайт", "وب‌سایت"),
            description="The organization's page.",
        ),
        Field(
            key="email",
            kind="EMAIL",
            label=labels("E-mail", "El. paštas", "E-mail", "Имейл", "ایمیل"),
            description="The main e-mail address.",
            quick_create=True,
        ),
        Field(
            key="phone",
            kind="PHONE",
            label=labels("Phone", "Telefonas", "Telefon", "Телефон", "تلفن"),
            description="The main phone number.",
            quick_create=True,
        ),
        Field(
            key="industry",
            kind="CHOICE",
            label=labels("Industry", "Veiklos sritis", "Odvětví", "Отрасъл", "صنعت"),
            options=INDUSTRIES,
            description="What the organization does.",
        ),
        Field(
            key="rating",
            kind="CHOICE",
            label=labels("Rating", "Įvertinimas", "Hodnocení", "Оценка", "رتبه"),
            description="How promising the organization is.",
            options=choices(
                hot=labels("Hot", "Karštas", "Horký", "Горещ", "داغ"),
                warm=labels("Warm", "Šiltas", "Teplý", "Топъл", "گرم"),
                cold=labels("Cold", "Šaltas", "Studený", "Студен", "سرد"),
            ),
        ),
        Field(
            key="employees",
            kind="INTEGER",
            label=labels(
                "Employees", "Darbuotojų skaičius", "Počet zaměstnanců", "Брой служители", "تعداد کارکنان"
            ),
            description="How many people work there.",
        ),
        Field(
            key="annualRevenue",
            kind="MONEY",
            label=labels(
                "Annual revenue", "Metinės pajamos", "Roční obrat", "Годишен приход", "درآمد سالانه"
            ),
            description="Revenue in a year.",
        ),
        Field(
            key="type",
            kind="CHOICE",
            label=labels("Type", "Tipas", "Typ", "Вид", "نوع"),
            description="What the organization is to us.",
            options=choices(
                customer=labels("Customer", "Klientas", "Zákazník", "Клиент", "مشتری"),
                prospect=labels(
                    "Prospect",
                    "Galimas klientas",
                    "Potenciální zákazník",
                    "Потенциален клиент",
                    "مشتری بالقوه",
                ),
                partner=labels("Partner", "Partneris", "Partner", "Партньор", "شریک تجاری"),
                supplier=labels("Supplier", "Tiekėjas", "Dodavatel", "Доставчик", "تأمین‌کننده"),
                competitor=labels("Competitor", "Konkurentas", "Konkurent", "Конкурент", "رقیب"),
                other=labels("Other", "Kita", "Jiné", "Друго", "سایر"),
            ),
        ),
        Field(
            key="vatId",
            kind="TEXT",
            label=labels("VAT id", "PVM mokėtojo kodas", "DIČ", "ДДС номер", "شناسهٔ مالیات بر ارزش افزوده"),
            description="The number for value added tax.",
        ),
        Field(
            key="registrationNumber",
            kind="TEXT",
            label=labels("Registration number", "Įmonės kodas", "IČO", "ЕИК", "شمارهٔ ثبت"),
            description="The number in the register.",
        ),
        Field(
            key="billingAddress",
            kind="ADDRESS",
            label=labels(
                "Billing address",
                "Sąskaitų adresas",
                "Fakturační adresa",
                "Адрес за фактуриране",
                "نشانی صورت‌حساب",
            ),
            description="Where invoices are sent.",
        ),
        Field(
            key="shippingAddress",
            kind="ADDRESS",
            label=labels(
                "Shipping address", "Pristatymo adresas", "Dodací adresa", "Адрес за доставка", "نشانی تحویل"
            ),
            description="Where goods are sent.",
        ),
        Field(
            key="parent",
            kind="REFERENCE",
            target="Organization",
            label=labels(
                "Member of", "Priklauso įmonei", "Součást organizace", "Част от организация", "زیرمجموعهٔ"
            ),
            description="The organization that this one belongs to.",
        ),
        Field(
            key="description",
            kind="LONG_TEXT",
            label=labels("Description", "Aprašymas", "Popis", "Описание", "توضیحات"),
            description="Anything else worth knowing.",
        ),
    ),
)
