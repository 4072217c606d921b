"""How amounts of whole minor units are rounded and divided, so that not one unit is lost."""

from collections.abc import Sequence


def half_even(number: int, by: int) -> int:
    """Return a whole number next to `number / by`: of two that are as near, the even one."""
    whole, rest = divmod(number, by)
    return whole + (2 * rest > by or (2 * rest == by and whole % 2 == 1))


def half_up(number: int, by: int) -> int:
    """Return the whole number next to `number / by`: of two that are as near, the higher one."""
    return (2 * number + by) // (2 * by)


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Return whole shares of an amount in proportion to these weights; the shares add up to it.

    Each is rounded down, and what is left goes out unit by unit by largest remainder, of equal ones to the first. Where
    nothing weighs anything, all weigh the same. Nothing is negative, and nobody is given an amount that nobody shares.
    """
    if not amount:
        return [0] * len(weights)
    together = sum(weights)
    if not together:
        return spread(amount, [1] * len(weights))
    shares, remainders = list[int](), list[int]()
    for weight in weights:
        share, remainder = divmod(amount * weight, together)
        shares.append(share)
        remainders.append(-remainder)
    for place in sorted(range(len(weights)), key=remainders.__getitem__)[: amount - sum(shares)]:
        shares[place] += 1
    return shares
