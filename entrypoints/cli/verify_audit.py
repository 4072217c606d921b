"""`verify-audit`: every seal of the audit, made anew."""

import click
from dishka import AsyncContainer

from entrypoints.cli.refusal import Refusal
from entrypoints.cli.use_case import named, run_for_each


@click.command()
def verify_audit() -> None:
    """Prove that no entry of the audit was changed or removed; keep the last seal elsewhere to prove it for good."""
    verified = run_for_each(_verify, memory="ends with the program that it is in")
    if len(verified) == 1:
        ((_, (right, seal, wrong)),) = verified
        if wrong is not None:
            raise Refusal(f"entry {wrong} of the audit is not as it was written; {right} before it are")
        click.echo(f"Entries: {right}, all as they were written\nLast seal: {_shown(seal)}")
        return
    for restaurant, (right, seal, wrong) in verified:
        if wrong is None:
            click.echo(f"{named(restaurant)}: {right} entries, last seal: {_shown(seal)}")
        else:
            click.echo(f"{named(restaurant)}: entry {wrong} is not as it was written; {right} before it are", err=True)
    if several := sum(wrong is not None for _, (_, _, wrong) in verified):
        raise Refusal(f"the audits of {several} of {len(verified)} restaurants are not as they were written")
    entries = sum(right for _, (right, _, _) in verified)
    click.echo(f"Entries: {entries} of {len(verified)} restaurants, all as they were written")


def _shown(seal: bytes) -> str:
    return seal.hex() or "none yet"


async def _verify(container: AsyncContainer) -> tuple[int, bytes, int | None]:
    from application.kernel.verify_audit import VerifyAudit

    return await (await container.get(VerifyAudit))()
