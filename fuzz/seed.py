#!/usr/bin/env python3
"""Writes a first fuzzing corpus: MediaWiki's preprocessor cases and the first 4 KiB of each hostile input."""
import json, os, pathlib

here = pathlib.Path(__file__).resolve().parent
suites = pathlib.Path(os.environ.get("SCORELINE_SHARED", here.parent.parent / "shared")) / "suites"
cases = [json.loads(line)["wikitext"].encode() for line in open(suites / "mediawiki-preprocessor.ndjson", encoding="utf-8")]
hostile = [path.read_bytes()[:4096] for path in sorted((suites / "hostile").iterdir())]
for target in ("markup", "pipeline"):
    folder = here / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(cases + hostile):
        (folder / f"seed-{number:03}").write_bytes(text[:8192])
