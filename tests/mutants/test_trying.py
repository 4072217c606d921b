"""What is tried says nothing, into a pipe too."""

import os
import subprocess
import sys

from tests.mutants.mutant import ROOT

SAYING = """
from tests.mutants.trying import _silence
print("before")
with _silence():
    print("meanwhile")
print("after")
"""


def test_what_is_said_in_silence_is_not_heard_later_where_output_waits_in_a_buffer() -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": ""}
    said = subprocess.check_output([sys.executable, "-c", SAYING], cwd=ROOT, env=environment, text=True)
    assert said.split() == ["before", "after"]
