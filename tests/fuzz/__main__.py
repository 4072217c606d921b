"""`make fuzz`: the same for longer, with another seed each time, in FUZZ_SECONDS a mode (300)."""

import os
import random
import tempfile
from pathlib import Path

from tests.fuzz.fuzzing import MODES, fuzz

seed = random.SystemRandom().randrange(2**32)
seconds = int(os.environ.get("FUZZ_SECONDS") or 300)
print(f"Seed {seed}, {seconds} seconds a mode")
for mode in MODES:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        outcome = fuzz(mode, Path(folder), examples=1000, seed=seed, seconds=seconds)
    print(f"{mode}: {outcome.sent} requests, {'every answer documented' if outcome.clean else outcome.said}")
    if not outcome.clean:
        raise SystemExit(1)
