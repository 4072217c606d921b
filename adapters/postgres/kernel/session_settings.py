"""PostgreSQL's settings of each session."""

from typing import Final

GENERIC_PLAN: Final = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",  # only keys are looked up, and a plan made while a table is small is used when it is not
}
CUSTOM_PLAN: Final = {"plan_cache_mode": "force_custom_plan", "max_parallel_workers_per_gather": "2"}
SESSION: Final = {
    "timezone": "UTC",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",  # starting workers takes longer than most statements
    "statement_timeout": "10s",
    "lock_timeout": "1s",  # an item refused in a batch and tried alone waits twice: two seconds at most
    "idle_in_transaction_session_timeout": "10s",
}
