"""E-mail: whether it is switched on, and whether the mail server lets us in."""

from gql_crm.cli.findings import Finding, error, ok, warning
from gql_crm.mail import MailServer, NotTaken, greet
from gql_crm.settings import Settings
from gql_crm.text import listed

_SETTINGS = "See docs/email.md for the settings."


async def check_mail(settings: Settings) -> Finding:
    """Connect and log in as for an e-mail, and send none."""
    unset = settings.unset_for_email
    if settings.smtp_host is None and settings.smtp_from is None:
        return ok("e-mail", f"This server sends none: {listed(unset)} are not set.")
    try:
        server = MailServer.of(settings)
    except OSError:
        cure = "Name a file of certificates (PEM), or unset it for the authorities of the system."
        return error("e-mail", "The certificates of GQL_CRM_SMTP_CA_FILE cannot be read.", cure)
    if server is None:
        return warning("e-mail", f"None is sent, because {listed(unset)} is not set.", _SETTINGS)
    try:
        await greet(server)
    except NotTaken as problem:
        return warning("e-mail", str(problem), f"Until then e-mail waits. {_SETTINGS}")
    return ok("e-mail", f"{server.host}:{server.port} takes it.")
