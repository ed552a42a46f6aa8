import uuid

from gql_crm.http.tickets import Tickets

USER = uuid.UUID("01980000-0000-7000-8000-000000000001")


def test_a_ticket_is_good_once() -> None:
    tickets = Tickets()
    ticket = tickets.issue(USER)
    assert tickets.redeem(ticket) == USER
    assert tickets.redeem(ticket) is None


def test_an_invented_ticket_is_no_good() -> None:
    tickets = Tickets()
    tickets.issue(USER)
    assert tickets.redeem("") is None
    assert tickets.redeem("x") is None
