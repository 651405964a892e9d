"""The archive as a page: `serve`; and what the searches that are followed there have to tell: `watch`."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from commands.archive import opened
from commands.speaking import end, fail, printable_lines
from terminal import news_text, takes_archive


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


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a decision.")
@click.option("--again", is_flag=True, help="Tell it, and tell it again next time.")
@takes_archive
def watch(name: str | None, as_json: bool, again: bool, folder: Path) -> None:
    """Tell what is new in the searches that are followed (on the page of `serve`), or in one, and why it matched."""
    from web import watch as news_of

    wrong = 0
    with opened(folder) as archive:
        try:
            for each in news_of(archive, name, again):
                if isinstance(each, tuple):
                    wrong += 1
                    click.echo(f"pykala: {each[0]}: {each[1]}", err=True)
                elif as_json:
                    plain = {"search": each.saved.name, **asdict(each.line), "why": [asdict(one) for one in each.why]}
                    click.echo(json.dumps(plain, ensure_ascii=False, default=date.isoformat))
                else:
                    click.echo(printable_lines(news_text(each.saved.name, each.line, each.why)) + "\n")
        except KeyError:
            fail(f"no search is followed by the name {name}")
    end(wrong)
