"""`verify-audit`: every seal of the audit, made anew."""

import click
from dishka import AsyncContainer

from entrypoints.cli.refusal import Refusal
from entrypoints.cli.use_case import named, run_for_each


@click.command()
def verify_audit() -> None:
    """Prove that no entry of the audit was changed or removed; keep the last seal elsewhere to prove it for good."""
    verified = run_for_each(_verify, memory="ends with the program that it is in")
    wrong = [(restaurant, right, entry) for restaurant, (right, _, entry) in verified if entry is not None]
    if len(verified) == 1:
        for _, right, entry in wrong:
            raise Refusal(f"entry {entry} of the audit is not as it was written; {right} before it are")
        ((_, (right, seal, _)),) = verified
        click.echo(f"Entries: {right}, all as they were written\nLast seal: {seal.hex() or 'none yet'}")
        return
    for restaurant, right, entry in wrong:
        click.echo(f"{named(restaurant)}: entry {entry} is not as it was written; {right} before it are", err=True)
    if wrong:
        raise Refusal(f"the audits of {len(wrong)} of {len(verified)} restaurants are not as they were written")
    entries = sum(right for _, (right, _, _) in verified)
    click.echo(f"Entries: {entries} of {len(verified)} restaurants, all as they were written")


async def _verify(container: AsyncContainer) -> tuple[int, bytes, int | None]:
    from application.kernel.verify_audit import VerifyAudit

    return await (await container.get(VerifyAudit))()
