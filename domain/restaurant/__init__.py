"""The restaurant: its currency, its time zone and its business day."""
