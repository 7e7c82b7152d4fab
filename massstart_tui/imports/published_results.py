"""Recognition of a published result, by how it begins: csv, a printed result as PDF or text, or JSON of the ISU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from massstart_tui.imports.file_parsing import parsed_file
from massstart_tui.imports.isu_entries import is_json, json_result_in
from massstart_tui.imports.pdf_words import MAGIC, lines_of_pdf
from massstart_tui.imports.printed_result import PlacedLine, is_printed, lines_of_text, printed_result_in
from massstart_tui.imports.results_table import ResultTable, results_from_csv, results_in
from massstart_tui.imports.text_encoding import decoded
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault


def read_results(path: Path) -> ResultTable:
    """Read the result in the file at ``path``; raise BadData with everything in it that cannot be read."""
    return parsed_file(path, result_in)


def result_in(content: bytes) -> ResultTable:
    """Parse a published result; raise BadLine with every fault, and ImportError for a PDF without the library."""
    if content.startswith(MAGIC):
        return _of_print(lines_of_pdf(content), [])
    if is_json(content):
        return json_result_in(content)
    text, remarks = decoded(content)
    return _of_print(lines_of_text(text), remarks) if is_printed(text) else results_from_csv(content)


def _of_print(lines: Sequence[PlacedLine], remarks: list[Fault]) -> ResultTable:
    printed = printed_result_in(lines)
    if printed.table.faults:
        raise BadLine(printed.table.faults)
    return results_in(printed.table, remarks, printed.told)
