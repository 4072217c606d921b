"""What is said to have no effect is about lines that are there."""

import pytest

from tests.mutants.mutant import ROOT, Equivalent, equivalents


@pytest.mark.parametrize("equivalent", equivalents(), ids=lambda each: f"{each.file}: {each.before}")
def test_a_change_without_effect_is_one_of_a_line_that_stands_there(equivalent: Equivalent) -> None:
    text = " ".join((ROOT / equivalent.file).read_text(encoding="utf-8").split())
    assert " ".join(equivalent.before.split()) in text
    assert equivalent.after
    assert equivalent.before not in equivalent.after
    assert equivalent.because
