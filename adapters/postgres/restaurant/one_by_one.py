"""Doing something in a restaurant one after the other, in whichever process."""

from typing import Final

from sqlalchemy import Uuid, bindparam, select

from adapters.postgres.restaurant.tables import restaurants

ONE_BY_ONE: Final = (
    select(restaurants.c.id)
    .where(restaurants.c.id == bindparam("restaurant", type_=Uuid))
    .with_for_update(key_share=True)
)
"""Whoever asks this waits for who else did, and sees what they did. Who only refers to the restaurant, as who places
orders does, waits for neither."""
