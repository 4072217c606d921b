"""`verify-audit`: every seal of the audit, made anew."""

import asyncio

import click
from dishka import AsyncContainer

from entrypoints.cli.asking import asked
from entrypoints.cli.database import database, expect_schema
from entrypoints.cli.refusal import Refusal, read_settings


@click.command()
def verify_audit() -> None:
    """Prove that no entry of the audit was changed or removed; keep the last seal elsewhere to prove it for good."""
    settings = read_settings()
    if settings.storage == "memory":
        raise Refusal("STORAGE is memory, which ends with the program that it is in")
    with database(settings, shared=True) as ready:
        expect_schema(ready)
        right, seal, wrong = asyncio.run(asked(ready, _verify))
    if wrong is not None:
        raise Refusal(f"entry {wrong} of the audit is not as it was written; {right} before it are")
    click.echo(f"Entries: {right}, all as they were written\nLast seal: {seal.hex() or 'none yet'}")


async def _verify(container: AsyncContainer) -> tuple[int, bytes, int | None]:
    from application.kernel.verify_audit import VerifyAudit

    return await (await container.get(VerifyAudit))()
