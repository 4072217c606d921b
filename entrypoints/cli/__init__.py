"""The command line: `python -m entrypoints.cli`, one file a command."""
