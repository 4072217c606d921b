"""`make mutants`: change the program a little, again and again, and list the changes that no test notices."""

import shutil
import sys
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Final

import click

from tests.mutants.functions import function_mutants, try_functions
from tests.mutants.mutant import ROOT, Mutant, equivalents
from tests.mutants.trying import value_mutants

_TOLD_AFTER_SECONDS: Final = 10


def _teller() -> Callable[[str], None]:
    """Return what says how far it is: on a terminal always, over what was there before; else every ten seconds."""
    told = 0.0

    def say(step: str) -> None:
        nonlocal told
        if sys.stdout.isatty():
            print(f"\r\033[K{step}", end="", flush=True)
        elif monotonic() - told > _TOLD_AFTER_SECONDS:
            told = monotonic()
            print(step, flush=True)

    return say


def _score(name: str, mutants: Sequence[Mutant], survivors: Sequence[Mutant], equal: int) -> str:
    judged = len(mutants) - equal
    percent = 100 * (judged - len(survivors)) / judged
    return f"{name:9} {len(mutants):5} changes, {equal:3} without effect, {len(survivors):3} unnoticed: {percent:.1f} %"


@click.command()
@click.option("--anew", is_flag=True, help="Forget what was found before, also what tests were weakened since.")
@click.option("--processes", default=2, help="How many changes are tried at once.")
def main(*, anew: bool, processes: int) -> None:
    """Try every change that no test failed for before, list the survivors, and tell the score."""
    if anew:
        shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    print("Changing domain and application, a line at a time; Ctrl-C stops it, and it goes on from there", flush=True)
    say = _teller()
    try_functions(processes, say)
    tried = {"functions": [*function_mutants()], "values": [*value_mutants(processes, say)]}
    known = equivalents()
    survivors = {
        kind: [each for each in mutants if each.survived and not any(each in equal for equal in known)]
        for kind, mutants in tried.items()
    }
    print("\r\033[K" if sys.stdout.isatty() else "")
    for each in sorted((each for kind in survivors.values() for each in kind), key=lambda each: (each.file, each.line)):
        print(each)
    print()
    equal = {kind: sum(each.survived for each in mutants) - len(survivors[kind]) for kind, mutants in tried.items()}
    for kind, mutants in tried.items():
        print(_score(kind, mutants, survivors[kind], equal[kind]))
    everything = [each for mutants in tried.values() for each in mutants]
    unnoticed = [each for kind in survivors.values() for each in kind]
    print(_score("together", everything, unnoticed, sum(equal.values())))
    raise SystemExit(bool(unnoticed))


main()
