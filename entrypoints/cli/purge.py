"""`purge`: what nobody can ask for any more, forgotten."""

import click
from dishka import AsyncContainer

from entrypoints.cli.use_case import run_use_case


@click.command()
def purge() -> None:
    """Forget the answers that were kept for requests sent again, and sessions, codes and failures that expired."""
    answers, expired = run_use_case(_forget, memory="forgets by itself")
    click.echo(f"Answers forgotten: {answers}\nSessions, codes and failures forgotten: {expired}")


async def _forget(container: AsyncContainer) -> tuple[int, int]:
    from application.access.forget_expired import ForgetExpired
    from application.kernel.forget_answers import ForgetAnswers

    return await (await container.get(ForgetAnswers))(), await (await container.get(ForgetExpired))()
