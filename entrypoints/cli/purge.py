"""`purge`: what nobody can ask for any more, forgotten."""

import click
from dishka import AsyncContainer

from entrypoints.cli.use_case import run_for_each


@click.command()
def purge() -> None:
    """Forget the answers that were kept for requests sent again, and sessions, codes and failures that expired."""
    forgotten = [each for _, each in run_for_each(_forget, memory="forgets by itself")]
    answers, expired = (sum(each) for each in zip(*forgotten, strict=True))
    click.echo(f"Answers forgotten: {answers}\nSessions, codes and failures forgotten: {expired}")


async def _forget(container: AsyncContainer) -> tuple[int, int]:
    from application.access.forget_expired import ForgetExpired
    from application.kernel.forget_answers import ForgetAnswers

    return await (await container.get(ForgetAnswers))(), await (await container.get(ForgetExpired))()
