"""Languages are found by their codes."""

import pytest

from domain.kernel.language import Language, UnknownLanguage, language_of


@pytest.mark.parametrize("language", Language)
def test_a_language_is_found_by_its_code(language: Language) -> None:
    assert language_of(language.value) is language


@pytest.mark.parametrize("code", ["", "it", "EN", "en-GB", "english"])
def test_another_code_is_no_language(code: str) -> None:
    with pytest.raises(UnknownLanguage, match="de, en, es or fr"):
        _ = language_of(code)
