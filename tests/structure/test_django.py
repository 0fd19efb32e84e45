"""Django's own checks of the project find nothing to say."""

from django.core.management import call_command


def test_the_system_checks_are_silent(capsys):
    call_command("check", fail_level="WARNING")
    assert "0 silenced" in capsys.readouterr().out
