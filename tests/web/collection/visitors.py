"""Signed-in people for tests of pages."""

from django.test import Client

from rontal.accounts.models import User
from rontal.kernel.actors import Actor


def client_of(actor: Actor) -> Client:
    """A client that is signed in as the actor's account."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client
