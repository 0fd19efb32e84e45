"""Clients for tests of pages: signed in, and with different user agents."""

from typing import Any

from django.test import Client

from rontal.accounts.models import User
from rontal.core.actors import Actor

FIREFOX = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}
CHROME = {"user-agent": "Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0.0.0 Mobile Safari/537.36"}
ROBOT = {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}
SCRIPT = {"user-agent": "curl/8.14.1"}


def client_of(actor: Actor) -> Client:
    """Returns a client signed in with the actor's account."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client


def text(answer: Any) -> str:
    """Returns the HTML of an answer."""
    return str(answer.content.decode())
