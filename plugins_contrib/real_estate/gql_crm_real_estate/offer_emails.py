"""The e-mail by which properties are offered: in the contact's language, answers go to who offers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.numbers import format_currency

from gql_crm import EmailType, Records, Ref, UserErrors, told_as
from gql_crm_real_estate.asking import Info, refused
from gql_crm_real_estate.recipients import Recipient

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class _Words:
    """What every such e-mail says, in one language."""

    hello: str
    intro: str
    regards: str
    one: str
    many: str


_WORDS = {
    "en": _Words(
        "Hello", "We would like to offer you:", "Kind regards",
        "Our offer: {title}", "Our offers: {title} and {more} more",
    ),
    "lt": _Words(
        "Sveiki", "Norėtume Jums pasiūlyti:", "Pagarbiai",
        "Mūsų pasiūlymas: {title}", "Mūsų pasiūlymai: {title} ir dar {more}",
    ),
    "cs": _Words(
        "Dobrý den", "Rádi bychom Vám nabídli:", "S pozdravem",
        "Naše nabídka: {title}", "Naše nabídky: {title} a další ({more})",
    ),
    "bg": _Words(
        "Здравейте", "Бихме искали да Ви предложим:", "С уважение",
        "Нашата оферта: {title}", "Нашите оферти: {title} и още {more}",
    ),
    "fa": _Words(
        "سلام", "مایلیم به شما پیشنهاد کنیم:", "با احترام",
        "پیشنهاد ما: {title}", "پیشنهادهای ما: {title} و {more} مورد دیگر",
    ),
}  # fmt: skip
_COMMA = {"fa": "،"}


def check_email(records: Records) -> None:
    """Refuse the channel where the server sends no e-mail."""
    try:
        records.check_email("channel")
    except UserErrors as caught:
        more = 'Until an operator sets them, choose another "channel": SMS, LINK or IN_PERSON.'
        errors = [replace(error, message=f"{error.message} {more}") for error in caught.errors]
        raise UserErrors(errors) from None


def address_of(records: Records, recipient: Recipient) -> str:
    """Return where the contact gets e-mail. Raises `UserErrors` where they have no address or want none."""
    address = seen(records, "Contact", recipient.values).get("email")
    if not address:
        text = f'{recipient.name} has no e-mail address: fill in "email" of the contact, or choose another'
        raise refused("REQUIRED", "contactId", f'{text} "channel".')
    if recipient.values["emailOptOut"]:
        text = f'{recipient.name} wants no e-mail ("emailOptOut" of the contact); choose another "channel".'
        raise refused("INVALID_STATE", "contactId", text)
    return str(address)


def seen(records: Records, entity: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out what the actor cannot see: it is no theirs to tell."""
    hidden = records.profile.access(entity).hidden
    return {key: value for key, value in values.items() if key not in hidden}


@dataclass(frozen=True, slots=True)
class Said:
    """What the operation says itself, and to which address."""

    address: str
    subject: str | None
    message: str | None


async def send(
    info: Info,
    recipient: Recipient,
    said: Said,
    properties: Sequence[Mapping[str, Any]],
    offers: Sequence[Ref],
) -> EmailType:
    """Write the e-mail; it leaves when the offers are made for good."""
    records = info.context.records
    language = _language(recipient.values["preferredLanguage"], info.context.languages)
    words = _WORDS[language]
    shown = [seen(records, "Property", one) for one in properties]
    sender = await _sender(records)
    about = [Ref("Contact", recipient.contact), recipient.subject, *offers]
    paths = {"to": "contactId", "text": "message", "name": "contactId"}
    with told_as(paths):
        mail = await records.send_email(
            to=said.address,
            name=recipient.name,
            subject=(said.subject or "").strip() or _subject(words, [_title(one) for one in shown]),
            text=_text(words, language, recipient, said, shown, sender.get("name")),
            reply_to=sender.get("email"),
            about=about,
        )
    return EmailType.of(mail)


def _language(preferred: str | None, others: Sequence[str]) -> str:
    """Return the first language that we have words in: the contact's, then those of who offers."""
    for tag in (preferred, *others):
        base = (tag or "").replace("_", "-").partition("-")[0].lower()
        if base in _WORDS:
            return base
    return "en"


async def _sender(records: Records) -> Mapping[str, Any]:
    try:
        user = await records.read("User", records.actor.user_id, "name", "email")
    except UserErrors:  # a role that sees no users
        return {}
    return seen(records, "User", user)


def _subject(words: _Words, titles: Sequence[str]) -> str:
    pattern = words.one if len(titles) == 1 else words.many
    return pattern.format(title=titles[0][:_LONGEST_TITLE], more=len(titles) - 1)


def _title(values: Mapping[str, Any]) -> str:
    """Return what a property is called, on one line."""
    found = values.get("title") or values.get("unparsedAddress") or values.get("city") or "–"
    return " ".join(found.split())


def _text(
    words: _Words,
    language: str,
    recipient: Recipient,
    said: Said,
    properties: Sequence[Mapping[str, Any]],
    sender: str | None,
) -> str:
    comma = _COMMA.get(language, ",")
    greeting = f"{words.hello}{comma} {recipient.name}{comma}" if recipient.name else f"{words.hello}{comma}"
    listed = "\n\n".join(_lines(one, language) for one in properties)
    ending = f"{words.regards}\n{sender}" if sender else words.regards
    return "\n\n".join((greeting, said.message or words.intro, listed, ending)) + "\n"


def _lines(values: Mapping[str, Any], language: str) -> str:
    """Return what is said of one property."""
    place = [part for part in (values.get("unparsedAddress"), values.get("city")) if part]
    price = values.get("listPrice") or values.get("leaseAmount")
    lines = [f"• {_title(values)}", ", ".join(place), _price(price, language) if price else ""]
    return "\n  ".join(line for line in lines if line)


def _price(price: Any, language: str) -> str:
    return format_currency(price.amount, price.currency, locale=language)
