"""Tests of the database settings: what the URL says, and what it leaves to Rontal."""

import pytest

from rontal.config.database import PREPARE_AFTER, for_django, parse

URL = "postgresql://pustaka:rahasia@basisdata.contoh:6432/buku"


def test_statements_are_prepared_unless_the_url_says_otherwise() -> None:
    assert for_django(URL)["OPTIONS"]["prepare_threshold"] == PREPARE_AFTER
    assert for_django(f"{URL}?prepare_threshold=20")["OPTIONS"]["prepare_threshold"] == 20
    assert for_django(f"{URL}?prepare_threshold=never")["OPTIONS"]["prepare_threshold"] is None


def test_other_options_go_to_the_server_as_they_are() -> None:
    options = for_django(f"{URL}?sslmode=verify-full&connect_timeout=9")["OPTIONS"]
    assert options["sslmode"] == "verify-full"
    assert options["connect_timeout"] == "9"
    assert options["server_side_binding"] is True


def test_other_clients_get_options_of_libpq_alone() -> None:
    assert parse(f"{URL}?prepare_threshold=never")["OPTIONS"] == {"connect_timeout": 5}


def test_an_invalid_threshold_is_refused() -> None:
    with pytest.raises(ValueError, match="often"):
        for_django(f"{URL}?prepare_threshold=often")


@pytest.mark.django_db
def test_without_prepared_statements_the_database_answers_as_well() -> None:
    """A connection that never prepares leaves nothing prepared on the server."""
    from django.db import connection

    for threshold, is_prepared in ((None, False), (0, True)):
        wrapper = connection.copy()
        wrapper.settings_dict["OPTIONS"] = {
            **connection.settings_dict["OPTIONS"],
            "prepare_threshold": threshold,
        }
        with wrapper.cursor() as cursor:
            for _time in range(PREPARE_AFTER + 2):
                cursor.execute("SELECT count(*) FROM accounts_user WHERE id > %s", [0])
            cursor.execute("SELECT count(*) > 0 FROM pg_prepared_statements")
            assert cursor.fetchone() == (is_prepared,)
        wrapper.close()
