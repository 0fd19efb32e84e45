import os

from rontal.config import postgres


def test_tests_have_a_real_postgres():
    with postgres.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute("SHOW server_version_num").fetchone()
    assert row is not None
    assert int(row[0]) >= 150000
