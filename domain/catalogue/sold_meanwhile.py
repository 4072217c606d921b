"""A change to a product of which orders took some, or gave some back, since it was read."""

from dataclasses import replace

from domain.catalogue.product import Product, ProductChanged


def upon(there: Product, before: Product, after: Product) -> Product:
    """Return what the change of `before` into `after` makes of the product as it is `there` now.

    A stock that it does not change is the one that is there. Where it turns whether the product can be ordered, which
    others are told with the version, it is of the version that `after` has, and else of the next one.
    Raises `ProductChanged` where more differs than orders make of it, where that version has passed, and where it is of
    its stock or whether it is available, and the product has sold out or come in again.
    """
    turns = after.can_be_ordered != before.can_be_ordered
    bears_on_that = (after.stock, after.available) != (before.stock, before.available)
    sold = replace(before, stock=there.stock, version=there.version)
    if (
        there != sold
        or (turns and there.version >= after.version)
        or (bears_on_that and (there.stock == 0) != (before.stock == 0))
    ):
        raise ProductChanged
    stock = there.stock if after.stock == before.stock else after.stock
    return replace(after, stock=stock, version=after.version if turns else there.version + 1)
