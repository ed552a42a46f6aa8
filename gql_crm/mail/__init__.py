"""E-mail: messages, the mail server that gets them, the job that hands them over, and who may read them."""

from gql_crm.mail.delivery import PAUSES, MailDelivery
from gql_crm.mail.handing_over import greet
from gql_crm.mail.message import Message, compose, message_id
from gql_crm.mail.problems import NotTaken
from gql_crm.mail.reading import SeenMail, load_mail, load_mails_about
from gql_crm.mail.server import MailServer, Sender

__all__ = [
    "PAUSES",
    "MailDelivery",
    "MailServer",
    "Message",
    "NotTaken",
    "SeenMail",
    "Sender",
    "compose",
    "greet",
    "load_mail",
    "load_mails_about",
    "message_id",
]
