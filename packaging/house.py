"""House rules that no linter knows, each with the sentence that says why. Exit 1 with every breach named."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hybriddesk.records.advice import table  # noqa: E402

CODE = ROOT / "hybriddesk"
LINES = 300
FAULTS = {"Transient", "Permanent", "Refused", "Unknown", "Reason", "SourceFault"}
BROAD_EXCEPT_ALLOWED = {
    "desk/engine/job.py", "headless/run.py", "workflow/intake/document_child.py",  # the last: a child process, hostile files
    "privacy/own/onnx_model.py", "privacy/own/spacy_model.py",  # their libraries raise bare exceptions for a damaged model
}
EXEC_ALLOWED = {"desk/app.py", "desk/checking.py", "desk/bench/loop.py"}
SQL = re.compile(r"(SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA) ")
SQL_ALLOWED = {"sync/rows.py", "headless/benches/store.py"}  # see docs/decisions/004; the bench times the baseline's own query
WORDS = (
    (re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|lorem ipsum"), "unfinished marks do not ship"),
    (re.compile(r"processEvents\("), "processEvents re-enters the window in the middle of a change"),
    (re.compile(r"(?<![\w./])/(work|farm|root|home)/"), "a path of one machine does not belong in the code"),
)


def breaches() -> Iterator[str]:
    """Every breach as ``file:line: sentence``."""
    for path in sorted(CODE.rglob("*.py")):
        name = path.relative_to(CODE).as_posix()
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        if len(lines) > LINES:
            yield f"{name}:{len(lines)}: a file of more than {LINES} lines holds more than one idea"
        for number, line in enumerate(lines, 1):
            for pattern, why in WORDS:
                if pattern.search(line):
                    yield f"{name}:{number}: {why}"
        yield from _tree_breaches(name, ast.parse(text))


def _tree_breaches(name: str, tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and name not in BROAD_EXCEPT_ALLOWED:
            yield f"{name}:{node.lineno}: a broad except hides defects; only the job runner, the error trigger and readers of foreign files have one"
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called == "Scrubbed" and not name.startswith("privacy/"):
                yield f"{name}:{node.lineno}: only privacy builds Scrubbed, or the promise that nothing leaves unscrubbed is void"
            if called == "exec" and isinstance(node.func, ast.Attribute) and name not in EXEC_ALLOWED:
                yield f"{name}:{node.lineno}: exec() nests an event loop; dialogs use open()"
            yield from _unknown_code(name, node, called)
        allowed = name.startswith("vault/") or name in SQL_ALLOWED
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value) and not allowed:
            yield f"{name}:{node.lineno}: SQL stands in the vault alone"


def _unknown_code(name: str, node: ast.Call, called: str) -> Iterator[str]:
    if called not in FAULTS:
        return
    literals = [a for a in (*node.args, *(k.value for k in node.keywords if k.arg == "code"))
                if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    codes = [a.value for a in literals if re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", a.value)]
    for code in codes:
        if code not in table():
            yield f"{name}:{node.lineno}: code {code} has no sentence in records/advice_rows"


def _is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"})


if __name__ == "__main__":
    found = list(breaches())
    print("\n".join(found) or "house rules: all kept")
    sys.exit(bool(found))
