"""What is set on connections, as PostgreSQL names it."""

from typing import Final

GENERIC_PLAN: Final = {
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",  # only keys are looked up, also for foreign keys: of what is small today, more is to come
}
CUSTOM_PLAN: Final = {"plan_cache_mode": "force_custom_plan", "max_parallel_workers_per_gather": "2"}
SESSION: Final = {
    "timezone": "UTC",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",  # to start helpers takes longer than most statements do
    "statement_timeout": "10s",
    "lock_timeout": "1s",  # twice for who is refused in company and then tried alone: two seconds at most
    "idle_in_transaction_session_timeout": "10s",
}
