"""`purge`: what nobody can ask for any more, forgotten."""

import click
from dishka import AsyncContainer

from entrypoints.cli.use_case import run_for_each
from entrypoints.settings import Settings


@click.command()
def purge() -> None:
    """Forget answers kept for requests sent again, what expired, and events older than EVENTS_KEPT_DAYS."""
    forgotten = [each for _, each in run_for_each(_forget, memory="forgets by itself")]
    answers, expired, events = (sum(each) for each in zip(*forgotten, strict=True))
    click.echo(f"Answers forgotten: {answers}\nSessions, codes and failures forgotten: {expired}")
    click.echo(f"Events forgotten: {events}")


async def _forget(container: AsyncContainer) -> tuple[int, int, int]:
    from application.access.forget_expired import ForgetExpired
    from application.events.forget_events import ForgetEvents
    from application.kernel.forget_answers import ForgetAnswers

    answers, expired = await (await container.get(ForgetAnswers))(), await (await container.get(ForgetExpired))()
    days = (await container.get(Settings)).events_kept_days
    return answers, expired, await (await container.get(ForgetEvents))(days=days)
