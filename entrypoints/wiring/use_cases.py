"""Every use case, found in `application` and made once out of the ports it names."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Final

from dishka import Provider, Scope

import application


def _use_cases() -> Iterator[type[Any]]:
    """Yield what can be called of all that the modules of `application` define."""
    for module in walk_packages(application.__path__, f"{application.__name__}."):
        for each in vars(import_module(module.name)).values():
            if isinstance(each, type) and each.__module__ == module.name and "__call__" in vars(each):
                yield each


USE_CASES: Final = Provider(scope=Scope.APP)
_ = USE_CASES.provide_all(*_use_cases())
