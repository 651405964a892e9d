"""The `pykala` command.

Exit status: 0 all well; 1 something that was asked for could not be done; 2 the command line was wrong.
"""

from __future__ import annotations

from pathlib import Path

import click

from commands import COMMANDS


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--archive", "folder", type=click.Path(path_type=Path, file_okay=False), help="See the commands.")
@click.version_option(package_name="pykala")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Reads the decision minutes of Finnish municipalities, keeps them, and finds them again."""
    context.obj = folder


for _command in COMMANDS:
    main.add_command(_command)


if __name__ == "__main__":
    main()
