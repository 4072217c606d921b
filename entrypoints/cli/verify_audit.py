"""`verify-audit`: every seal of the audit, made anew."""

import click
from dishka import AsyncContainer

from entrypoints.cli.refusal import Refusal
from entrypoints.cli.use_case import run_use_case


@click.command()
def verify_audit() -> None:
    """Prove that no entry of the audit was changed or removed; keep the last seal elsewhere to prove it for good."""
    right, seal, wrong = run_use_case(_verify, memory="ends with the program that it is in")
    if wrong is not None:
        raise Refusal(f"entry {wrong} of the audit is not as it was written; {right} before it are")
    click.echo(f"Entries: {right}, all as they were written\nLast seal: {seal.hex() or 'none yet'}")


async def _verify(container: AsyncContainer) -> tuple[int, bytes, int | None]:
    from application.kernel.verify_audit import VerifyAudit

    return await (await container.get(VerifyAudit))()
