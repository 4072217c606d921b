"""A change to a product of which orders took some, or gave some back, since it was read."""

from dataclasses import replace

from domain.catalogue.product import Product, ProductChanged


def upon(there: Product, before: Product, after: Product) -> Product:
    """Return what the change of `before` into `after` makes of the product as it is `there` now.

    A stock that it does not change is the one that is there. Raises `ProductChanged` where more differs than orders
    make of it, and where the change depends on that: it turns whether it can be ordered, or is of its stock or whether
    it is available, and it has sold out or come in again.
    """
    turns = after.can_be_ordered != before.can_be_ordered
    bears_on_that = (after.stock, after.available) != (before.stock, before.available)
    sold = replace(before, stock=there.stock, version=there.version)
    if (
        there != sold
        or (turns and there.version != before.version)
        or (bears_on_that and (there.stock == 0) != (before.stock == 0))
    ):
        raise ProductChanged
    stock = there.stock if after.stock == before.stock else after.stock
    return replace(after, stock=stock, version=there.version + 1)
