"""Every use case, found in `application` and made once out of the ports it names."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Final, get_type_hints

from dishka import Provider

import application
from application.access.chance import Chance
from application.kernel.clock import Clock
from application.kernel.ids import Ids
from entrypoints.wiring.ports import OF_ALL_RESTAURANTS
from entrypoints.wiring.scopes import Scope


def _use_cases() -> Iterator[type[Any]]:
    """Yield what can be called of all that the modules of `application` define."""
    for module in walk_packages(application.__path__, f"{application.__name__}."):
        for each in vars(import_module(module.name)).values():
            if isinstance(each, type) and each.__module__ == module.name and "__call__" in vars(each):
                yield each


def _scope(use_case: type[Any]) -> Scope:
    needed = {*get_type_hints(use_case).values()}
    return Scope.APP if needed <= OF_ALL_RESTAURANTS | {Chance, Clock, Ids} else Scope.RESTAURANT


USE_CASES: Final = Provider()
for _use_case in _use_cases():
    _ = USE_CASES.provide(_use_case, scope=_scope(_use_case))
