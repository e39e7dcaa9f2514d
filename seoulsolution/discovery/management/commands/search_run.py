"""Runs a test collection through the search of the site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from ... import collections, meaning
from ...engines.choice import ENGINES, throw_away
from ...engines.interface import Unavailable


class Command(BaseCommand):
    help = (
        "Indexes docs.jsonl of a collection into a throw-away index and writes what is found for queries.jsonl: "
        "query_id, doc_id, rank, score, latency_ms, separated by tabs, 100 deep."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--collection", required=True, type=Path, help="folder with docs.jsonl and queries.jsonl")
        parser.add_argument("--out", required=True, type=Path, help="file to write")
        parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
        parser.add_argument("--no-model", action="store_true", help="by words and glossary alone")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["no_model"]:
            meaning.switch_off()
        try:
            queries = collections.read_queries(options["collection"])
            with throw_away(options["engine"]) as engine:
                engine.write(tqdm(collections.read_documents(options["collection"]), desc="documents", unit=""))
                lines = list(collections.run(tqdm(queries, desc="queries", unit=""), engine))
        except collections.BadCollection as fault:
            raise CommandError(str(fault)) from None
        except Unavailable as why:
            raise CommandError(f"The engine does not answer: {why}.") from None
        part = options["out"].with_name(options["out"].name + ".part")
        try:
            part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            part.replace(options["out"])
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}.") from None
        self.stdout.write(f"{len(queries)} queries, {len(lines)} lines in {options['out']}.")
