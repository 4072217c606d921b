"""`purge`: what nobody can ask for any more, forgotten."""

import asyncio

import click

from entrypoints.cli.database import database
from entrypoints.cli.refusal import Refusal, read_settings
from entrypoints.settings import Settings


@click.command()
def purge() -> None:
    """Forget the answers that were kept for requests sent again, and sessions, codes and failures that expired."""
    settings = read_settings()
    if settings.storage == "memory":
        raise Refusal("STORAGE is memory, which forgets by itself")
    with database(settings) as ready:
        answers, expired = asyncio.run(_forget(ready))
        click.echo(f"Answers forgotten: {answers}\nSessions, codes and failures forgotten: {expired}")


async def _forget(settings: Settings) -> tuple[int, int]:
    from application.kernel.forget_answers import ForgetAnswers
    from application.staff.forget_expired import ForgetExpired
    from domain.kernel.errors import Unavailable
    from entrypoints.wiring.container import make_container

    container = make_container(settings)
    try:
        async with container() as request:
            return await (await request.get(ForgetAnswers))(), await (await request.get(ForgetExpired))()
    except Unavailable as error:
        raise Refusal("the database cannot be reached") from error
    finally:
        await container.close()
