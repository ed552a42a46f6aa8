"""Contacts: vCard (RFC 6350), RESO Contacts and Vtiger give the names."""

from gql_crm import Entity, Field
from gql_crm.fields.labels import choices, labels
from gql_crm.modules.people.consents import CONSENTS

LEAD_SOURCES = choices(
    website=labels("Website", "Svetainė", "Webové stránky", "Уебсайт", "وب‌سایت"),
    phone=labels("Phone call", "Skambutis", "Telefonát", "Телефонно обаждане", "تماس تلفنی"),
    email=labels("E-mail", "El. paštas", "E-mail", "Имейл", "ایمیل"),
    referral=labels("Referral", "Rekomendacija", "Doporučení", "Препоръка", "معرفی"),
    advertisement=labels("Advertisement", "Reklama", "Reklama", "Реклама", "تبلیغات"),
    event=labels("Event", "Renginys", "Akce", "Събитие", "رویداد"),
    other=labels("Other", "Kita", "Jiné", "Друго", "سایر"),
)

CONTACT = Entity(
    name="Contact",
    plural="contacts",
    label=labels("Contact", "Kontaktas", "Kontakt", "Контакт", "مخاطب"),
    plural_label=labels("Contacts", "Kontaktai", "Kontakty", "Контакти", "مخاطبین"),
    description="A person one deals with.",
    display=("firstName", "middleName", "lastName", "nameSuffix"),
    display_fallback=("nickname", "email", "phone", "mobile"),
    children=(CONSENTS,),
    fields=(
        Field(
            key="salutation",
            kind="CHOICE",
            label=labels("Salutation", "Kreipinys", "Oslovení", "Обръщение", "عنوان"),
            description="How the person is addressed.",
            options=choices(
                Mr=labels("Mr", "Ponas", "Pan", "Г-н", "آقا"),
                Ms=labels("Ms", "Ponia", "Paní", "Г-жа", "خانم"),
                Mrs=labels("Mrs", "Ponia (ištekėjusi)", "Paní (vdaná)", "Г-жа (омъжена)", "خانم (متأهل)"),
                Dr=labels("Dr", "Dr.", "Dr.", "Д-р", "دکتر"),
                Prof=labels("Prof.", "Prof.", "Prof.", "Проф.", "پروفسور"),
            ),
        ),
        Field(
            key="firstName",
            kind="TEXT",
            label=labels("First name", "Vardas", "Jméno", "Име", "نام"),
            description="Given name.",
            quick_create=True,
        ),
        Field(
            key="middleName",
            kind="TEXT",
            label=labels("Middle name", "Antrasis vardas", "Prostřední jméno", "Презиме", "نام میانی"),
            description="Middle name or patronymic.",
        ),
        Field(
            key="lastName",
            kind="TEXT",
            label=labels("Last name", "Pavardė", "Příjmení", "Фамилия", "نام خانوادگی"),
            description="Family name.",
            quick_create=True,
        ),
        Field(
            key="nameSuffix",
            kind="TEXT",
            label=labels("Suffix", "Titulas po pavardės", "Titul za jménem", "Титла след името", "پسوند نام"),
            description="What stands behind the name, such as MBA.",
        ),
        Field(
            key="nickname",
            kind="TEXT",
            label=labels("Nickname", "Pravardė", "Přezdívka", "Прякор", "نام مستعار"),
            description="What the person is called by friends.",
        ),
        Field(
            key="jobTitle",
            kind="TEXT",
            label=labels("Job title", "Pareigos", "Pracovní pozice", "Длъжност", "سمت شغلی"),
            description="The person's position.",
        ),
        Field(
            key="organization",
            kind="REFERENCE",
            target="Organization",
            inverse="contacts",
            label=labels("Organization", "Įmonė", "Organizace", "Организация", "سازمان"),
            description="The organization that the person works for.",
            quick_create=True,
        ),
        Field(
            key="email",
            kind="EMAIL",
            label=labels("E-mail", "El. paštas", "E-mail", "Имейл", "ایمیل"),
            description="The main e-mail address.",
            quick_create=True,
        ),
        Field(
            key="secondaryEmail",
            kind="EMAIL",
            label=labels("Secondary e-mail", "Kitas el. paštas", "Další e-mail", "Друг имейл", "ایمیل دوم"),
            description="Another e-mail address.",
        ),
        Field(
            key="phone",
            kind="PHONE",
            label=labels(
                "Office phone", "Darbo telefonas", "Telefon do práce", "Служебен телефон", "تلفن محل کار"
            ),
            description="The phone number at work.",
            quick_create=True,
        ),
        Field(
            key="mobile",
            kind="PHONE",
            label=labels("Mobile", "Mobilusis telefonas", "Mobil", "Мобилен телефон", "تلفن همراه"),
            description="The mobile phone number.",
        ),
        Field(
            key="homePhone",
            kind="PHONE",
            label=labels("Home phone", "Namų telefonas", "Telefon domů", "Домашен телефон", "تلفن منزل"),
            description="The phone number at home.",
        ),
        Field(
            key="otherPhone",
            kind="PHONE",
            label=labels("Other phone", "Kitas telefonas", "Další telefon", "Друг телефон", "تلفن دیگر"),
            description="Another phone number.",
        ),
        Field(
            key="website",
            kind="URL",
            label=labels("Website", "Svetainė", "Webové stránky", "Уебсайт", "وب‌سایت"),
            description="The person's page.",
        ),
        Field(
            key="birthdate",
            kind="DATE",
            label=labels("Birthdate", "Gimimo data", "Datum narození", "Дата на раждане", "تاریخ تولد"),
            description="The day of birth.",
        ),
        Field(
            key="preferredLanguage",
            kind="TEXT",
            label=labels(
                "Preferred language",
                "Pageidaujama kalba",
                "Preferovaný jazyk",
                "Предпочитан език",
                "زبان ترجیحی",
            ),
            max_length=35,
            searchable=False,
            description="The language to speak with the person, a BCP 47 tag.",
        ),
        Field(
            key="mailingAddress",
            kind="ADDRESS",
            label=labels(
                "Mailing address", "Pašto adresas", "Korespondenční adresa", "Пощенски адрес", "نشانی پستی"
            ),
            description="Where letters reach the person.",
        ),
        Field(
            key="otherAddress",
            kind="ADDRESS",
            label=labels("Other address", "Kitas adresas", "Jiná adresa", "Друг адрес", "نشانی دیگر"),
            description="Another address, such as a summer house.",
        ),
        Field(
            key="leadSource",
            kind="CHOICE",
            label=labels(
                "Lead source", "Kontakto šaltinis", "Zdroj kontaktu", "Източник на контакта", "منبع آشنایی"
            ),
            options=LEAD_SOURCES,
            description="Where the contact came from.",
        ),
        Field(
            key="contactTypes",
            kind="MULTI_CHOICE",
            label=labels("Types", "Tipai", "Typy", "Видове", "انواع"),
            description="What the person is to us (RESO ContactType).",
            options=choices(
                Buyer=labels("Buyer", "Pirkėjas", "Kupující", "Купувач", "خریدار"),
                Seller=labels("Seller", "Pardavėjas", "Prodávající", "Продавач", "فروشنده"),
                Tenant=labels("Tenant", "Nuomininkas", "Nájemce", "Наемател", "مستأجر"),
                Landlord=labels("Landlord", "Nuomotojas", "Pronajímatel", "Наемодател", "موجر"),
                Prospect=labels(
                    "Prospect",
                    "Galimas klientas",
                    "Potenciální zákazník",
                    "Потенциален клиент",
                    "مشتری بالقوه",
                ),
                Customer=labels("Customer", "Klientas", "Zákazník", "Клиент", "مشتری"),
                Partner=labels("Partner", "Partneris", "Partner", "Партньор", "شریک تجاری"),
                Supplier=labels("Supplier", "Tiekėjas", "Dodavatel", "Доставчик", "تأمین‌کننده"),
            ),
        ),
        Field(
            key="status",
            kind="CHOICE",
            label=labels("Status", "Būsena", "Stav", "Състояние", "وضعیت"),
            description="Whether the contact is current (RESO ContactStatus).",
            options=choices(
                Active=labels("Active", "Aktyvus", "Aktivní", "Активен", "فعال"),
                Inactive=labels("Inactive", "Neaktyvus", "Neaktivní", "Неактивен", "غیرفعال"),
                OnVacation=labels("On vacation", "Atostogauja", "Na dovolené", "В отпуск", "در مرخصی"),
            ),
        ),
        Field(
            key="doNotCall",
            kind="BOOLEAN",
            label=labels("Do not call", "Neskambinti", "Nevolat", "Да не се звъни", "تماس گرفته نشود"),
            description="The person does not want to be called.",
        ),
        Field(
            key="emailOptOut",
            kind="BOOLEAN",
            label=labels(
                "E-mail opt-out",
                "Atsisakė masinių laiškų",
                "Nepřeje si hromadné e-maily",
                "Без масови имейли",
                "انصراف از ایمیل انبوه",
            ),
            description="The person wants no mass mail.",
        ),
        Field(
            key="description",
            kind="LONG_TEXT",
            label=labels("Description", "Aprašymas", "Popis", "Описание", "توضیحات"),
            description="Anything else worth knowing.",
        ),
        Field(
            key="externalUid",
            kind="TEXT",
            label=labels("External id", "Išorinis ID", "Externí ID", "Външен идентификатор", "شناسهٔ بیرونی"),
            unique=True,
            searchable=False,
            description="The contact's id in another system; vCard's UID.",
        ),
    ),
)
