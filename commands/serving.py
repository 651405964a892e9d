"""The archive as a page: `serve`."""

from __future__ import annotations

from pathlib import Path

import click

from commands.archive import opened
from commands.speaking import fail
from terminal import takes_archive


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8717, show_default=True)
@click.option("--allow-host", "names", multiple=True, help="A name by which others call this page; may be repeated.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with the password on its first line, asked of everyone.",
)
@takes_archive
def serve(host: str, port: int, names: tuple[str, ...], password_file: Path | None, folder: Path) -> None:
    """Open the archive as a page in the browser, for this machine alone unless --host says otherwise."""
    from web import Settings, hosts_for, is_loopback, password_in
    from web import serve as run

    password = None
    if password_file:
        try:
            password = password_in(password_file)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise click.UsageError(str(error)) from error
    with opened(folder):
        pass  # what is no archive is said now, not at the first request
    if not is_loopback(host) and password is None:
        click.echo(
            f"WARNING: everyone who can reach {host}:{port} can read this archive, originals too, without a password "
            "(--password-file asks one), and what is read can be overheard on the way (put HTTPS before it).",
            err=True,
        )
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{port}/ shows {folder}; Ctrl-C ends it", err=True)
    try:
        run(Settings(folder, hosts_for(host, names), password), host, port)
    except OSError as error:
        fail(f"{host}:{port}: {error.strerror}")
