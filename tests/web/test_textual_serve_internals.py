"""What is used of textual-serve that it does not promise is as it was read."""

from __future__ import annotations

import inspect

from textual_serve.app_service import AppService


def test_the_service_starts_its_process_in_one_method_and_keeps_it_under_two_names() -> None:
    opening = inspect.signature(AppService._open_app_process)
    assert list(opening.parameters) == ["self", "width", "height"]
    assert list(inspect.signature(AppService._build_environment).parameters) == ["self", "width", "height"]
    assert "self._open_app_process(width, height)" in inspect.getsource(AppService)
    kept = inspect.getsource(AppService._open_app_process)
    assert "self._process = process" in kept
    assert "self._stdin" in inspect.getsource(AppService)
