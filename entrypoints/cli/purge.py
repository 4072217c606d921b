"""`purge`: what nobody can ask for any more, forgotten."""

import asyncio

import click
from dishka import AsyncContainer

from entrypoints.cli.asking import asked
from entrypoints.cli.database import database, expect_schema
from entrypoints.cli.refusal import Refusal, read_settings


@click.command()
def purge() -> None:
    """Forget the answers that were kept for requests sent again, and sessions, codes and failures that expired."""
    settings = read_settings()
    if settings.storage == "memory":
        raise Refusal("STORAGE is memory, which forgets by itself")
    with database(settings, shared=True) as ready:
        expect_schema(ready)
        answers, expired = asyncio.run(asked(ready, _forget))
        click.echo(f"Answers forgotten: {answers}\nSessions, codes and failures forgotten: {expired}")


async def _forget(container: AsyncContainer) -> tuple[int, int]:
    from application.access.forget_expired import ForgetExpired
    from application.kernel.forget_answers import ForgetAnswers

    return await (await container.get(ForgetAnswers))(), await (await container.get(ForgetExpired))()
