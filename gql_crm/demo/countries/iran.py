"""Iran: names in Persian letters (U+06CC, U+06A9), with a zero width non-joiner where it belongs."""

from gql_crm.demo.countries.country import Country, Firm, Town

IRAN = Country(
    language="fa",
    code="IR",
    office="Vilnius",
    member="نگار رضایی",
    member_email="negar@example.com",
    time_zone="Asia/Tehran",
    currency="IRR",
    revenue_a_head=9_500_000_000,
    mobile="+98 912 000 ####",
    landline="+98 21 2200 ####",
    known=("علی", "یوسفی"),
    women=(
        "فاطمه", "زهرا", "مریم", "نگار", "سارا", "شیرین", "لیلا", "پریسا", "آتوسا", "گلناز",
        "مهسا", "نسرین", "ژاله", "کتایون", "بهاره", "سمیرا", "الهام", "روشنک", "ترانه", "یاسمن",
    ),
    men=(
        "علی", "محمد", "رضا", "حسین", "امیر", "کاوه", "آرش", "بهرام", "داریوش", "کوروش",
        "سیاوش", "مهدی", "پویا", "یونس", "فرهاد", "جمشید", "شهرام", "منوچهر", "کیان", "پیمان",
    ),
    surnames=tuple(
        (name, name)
        for name in (
            "یوسفی", "محمدی", "حسینی", "رضایی", "احمدی", "کریمی", "موسوی", "جعفری", "رحیمی", "صادقی",
            "کاظمی", "شریفی", "تهرانی", "شیرازی", "گل‌محمدی", "خان‌بیگی", "پورحسین", "ژرف‌نگر", "یزدانی",
            "مرادی",
        )
    ),
    firms=(
        Firm("شرکت ساختمانی البرز", "alborz-construction", "construction", 130),
        Firm("املاک البرز", "alborz-estate", "realEstate", 15, in_group=True),
        Firm("فرش کاشان‌بافت", "kashan-baft", "manufacturing", 54),
        Firm("فناوری پویا", "pouya-tech", "technology", 38),
        Firm("رستوران گل‌یخ", "gole-yakh", "hospitality", 19),
        Firm("پخش کتاب کیان", "kian-books", "retail", 11),
        Firm("حمل‌ونقل خلیج", "khalij-transport", "transport", 72),
    ),
    towns=(
        Town("تهران", "1#########", "تهران"), Town("اصفهان", "81########", "اصفهان"),
        Town("شیراز", "71########", "فارس"), Town("تبریز", "51########", "آذربایجان شرقی"),
    ),
    streets=("خیابان گلستان، پلاک #", "خیابان بهار، پلاک #", "کوچهٔ یاس، پلاک #", "بلوار نیلوفر، پلاک #"),
    job_titles=("مدیرعامل", "حسابدار", "مهندس عمران", "مدیر فروش", "پزشک", "وکیل", "برنامه‌نویس", "معلم"),
    notes=(
        "به دنبال آپارتمان دوخوابه نزدیک مترو است.",
        "لطفاً فقط بعدازظهرها تماس بگیرید.",
        "می‌خواهد ملک خود را در ویلنیوس اجاره دهد.",
        "از طرف یکی از مشتریان معرفی شده است.",
    ),
    latin={
        "فاطمه": "fatemeh", "زهرا": "zahra", "مریم": "maryam", "نگار": "negar", "سارا": "sara",
        "شیرین": "shirin",
        "لیلا": "leila", "پریسا": "parisa", "آتوسا": "atousa", "گلناز": "golnaz", "مهسا": "mahsa",
        "نسرین": "nasrin",
        "ژاله": "zhaleh", "کتایون": "katayoun", "بهاره": "bahareh", "سمیرا": "samira", "الهام": "elham",
        "روشنک": "roshanak", "ترانه": "taraneh", "یاسمن": "yasaman",
        "علی": "ali", "محمد": "mohammad", "رضا": "reza", "حسین": "hossein", "امیر": "amir", "کاوه": "kaveh",
        "آرش": "arash", "بهرام": "bahram", "داریوش": "dariush", "کوروش": "kourosh", "سیاوش": "siavash",
        "مهدی": "mehdi", "پویا": "pouya", "یونس": "younes", "فرهاد": "farhad", "جمشید": "jamshid",
        "شهرام": "shahram", "منوچهر": "manouchehr", "کیان": "kian", "پیمان": "peyman",
        "یوسفی": "yousefi", "محمدی": "mohammadi", "حسینی": "hosseini", "رضایی": "rezaei", "احمدی": "ahmadi",
        "کریمی": "karimi", "موسوی": "mousavi", "جعفری": "jafari", "رحیمی": "rahimi", "صادقی": "sadeghi",
        "کاظمی": "kazemi", "شریفی": "sharifi", "تهرانی": "tehrani", "شیرازی": "shirazi",
        "گل‌محمدی": "golmohammadi",
        "خان‌بیگی": "khanbeigi", "پورحسین": "pourhossein", "ژرف‌نگر": "zharfnegar", "یزدانی": "yazdani",
        "مرادی": "moradi",
    },
)  # fmt: skip
