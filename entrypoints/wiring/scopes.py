"""How long what the container makes lives: as long as the process, as a restaurant is as it is, or as one request."""

from dishka import BaseScope, new_scope


class Scope(BaseScope):
    """Each is inside the one before."""

    APP = new_scope("APP")
    RESTAURANT = new_scope("RESTAURANT")
    REQUEST = new_scope("REQUEST")
