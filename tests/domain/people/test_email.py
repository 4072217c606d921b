"""E-mail addresses: nothing that is none by any rules."""

import pytest

from domain.people.email import LONGEST_EMAIL, Email, InvalidEmail


@pytest.mark.parametrize("text", ["ana@example.com", "Ana@example.com", '"a@b"@example.com', "josé@bücher.example"])
def test_an_address_is_the_text_it_holds(text: str) -> None:
    assert (Email(text), hash(Email(text))) == (text, hash(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "@",
        "ana@",
        "@example.com",
        " @ ",
        " a@b",
        "a@b ",
        "a@ b",
        "a@b c",
        "\u3000@b",
        "a b\n@example.com",
        "ana@exa\x00mple.com",
    ],
)
def test_what_is_no_address_by_any_rules_is_refused(text: str) -> None:
    with pytest.raises(InvalidEmail):
        _ = Email(text)


def test_an_address_has_as_many_characters_as_fit_and_no_more() -> None:
    longest = "a" * (LONGEST_EMAIL - 2) + "@b"

    assert (Email(longest), len(longest)) == (longest, 320)
    with pytest.raises(InvalidEmail):
        _ = Email(f"a{longest}")
