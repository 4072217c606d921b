"""The clock, the ids and the address rules the machine and its libraries give."""
