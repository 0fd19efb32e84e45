"""Templates are laid out so that a line can be read."""

from rontal.config.env import ROOT

LONGEST = 140


def test_no_line_of_a_template_is_too_long() -> None:
    """Mails in plain text are exempt: their lines are content."""
    templates = sorted((ROOT / "rontal").glob("**/templates/**/*.html"))
    assert len(templates) > 300
    long = [
        f"{template.relative_to(ROOT)}:{number}"
        for template in templates
        for number, line in enumerate(template.read_text().splitlines(), 1)
        if len(line) > LONGEST
    ]
    assert not long
