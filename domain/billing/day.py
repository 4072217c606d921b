"""Business days that are closed: what was sold, taken and given back on them is settled for good."""

from domain.kernel.errors import Conflict


class DayClosed(Conflict):
    """What would change the figures of a closed day."""

    says = (
        "The business day of this order is closed: it can be paid, refunded and closed; "
        "for anything else to be sold, place another order"
    )
