"""People are spoken to in the language of their shell."""

import pytest

from ecosystem.tables import language

NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("said", "found", "spoken"),
    [
        (("nl_NL.UTF-8", None, None), "en_GB", "nl"),
        (("en_GB.UTF-8", "nl_NL", "nl_NL"), "nl_NL", "en"),
        (("", "nl_BE", "en_GB"), None, "nl"),
        ((None, None, "NL"), None, "nl"),
        ((None, None, None), "Dutch_Netherlands", "nl"),
        ((None, None, None), "de_DE", "en"),
        ((None, None, None), None, "en"),
    ],
)
def test_the_first_variable_that_says_anything_counts_and_else_what_python_found(
    said, found, spoken, monkeypatch
):
    for name, value in zip(NAMES, said, strict=True):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    monkeypatch.setattr(language, "getlocale", lambda: (found, "nl"))
    assert language._of_the_shell() == spoken
