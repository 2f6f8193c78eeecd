"""Facts about answers, decisions and feedback for ``insight``, read on any thread. Sample drafts are left out everywhere."""

from __future__ import annotations

from hybriddesk.records.cycle import Figure
from hybriddesk.records.judgement import AnswerFact, OutcomeFact, SignalFact, StarFact
from hybriddesk.vault.assessments import HALF
from hybriddesk.vault.source import Row, Source

MOST_VALUES = 5_000
_DONE = "r.state IN ('approved','edited','returned')"
_BAD = f"(r.state = 'returned' OR coalesce(r.edit_words, 0) > {HALF})"
_STARS = """
SELECT rowid AS n, conversation, review, turn, value, context_json, created_ms FROM (SELECT rowid, *, row_number() OVER (
  PARTITION BY conversation, coalesce(turn, review) ORDER BY created_ms DESC, rowid DESC) AS latest FROM feedback WHERE name = 'stars')
WHERE latest = 1 AND value IN ('1','2','3','4','5')
"""
"""The rating that stands for each answer; one taken back counts for nothing."""
_EXPLICIT = f"(f.name IN ('thumb','preferred') OR f.rowid IN (SELECT n FROM ({_STARS})))"

_ANSWERS = f"""
SELECT a.created_ms, a.workflow, a.prompt_version, coalesce(u.served_model, u.model), a.p_bad, a.passed, u.latency_ms,
  coalesce(length(r.draft), (SELECT length(t.text) FROM turns t WHERE t.conversation = u.conversation AND t.run = a.run AND t.role = 'assistant')),
  iif({_DONE}, r.edit_words, NULL), iif({_DONE}, {_BAD}, NULL)
FROM assessments a JOIN runs u ON u.id = a.run
LEFT JOIN reviews r ON r.n = (SELECT max(n) FROM reviews WHERE run = a.run)
WHERE coalesce(r.sample, 0) = 0 ORDER BY a.n DESC LIMIT ?
"""
_DRAFTS = f"""
SELECT 'draft', r.state, count(*), sum(EXISTS(
  SELECT 1 FROM feedback f WHERE f.conversation = r.conversation AND {_EXPLICIT} AND (f.review = r.id OR f.turn = r.turn)))
FROM reviews r WHERE {_DONE} AND r.sample = 0 AND r.decided_ms >= ? GROUP BY r.state ORDER BY r.state
"""
_CHATS = f"""
SELECT 'chat', CASE WHEN again THEN 'again' WHEN copied THEN 'copied' ELSE 'quiet' END, count(*), sum(spoke) FROM (
  SELECT max(coalesce(f.name IN ('regenerate','rephrase'), 0)) AS again, max(coalesce(f.name = 'copy', 0)) AS copied,
    max(coalesce({_EXPLICIT}, 0)) AS spoke
  FROM turns t JOIN conversations c ON c.id = t.conversation AND c.kind = 'chat'
  LEFT JOIN feedback f ON f.conversation = t.conversation AND f.turn = t.id
  WHERE t.role = 'assistant' AND t.state = 'complete' AND t.created_ms >= ? GROUP BY t.id) GROUP BY 2 ORDER BY 2
"""
_UNHAPPY = """
SELECT run FROM (SELECT json_extract(context_json, '$.run') AS run, name, value,
    row_number() OVER (PARTITION BY json_extract(context_json, '$.run'), name ORDER BY created_ms DESC, rowid DESC) AS latest
  FROM feedback WHERE created_ms >= :since)
WHERE latest = 1 AND (name IN ('regenerate','rephrase') OR (name = 'thumb' AND value = 'down') OR (name = 'stars' AND value IN ('1','2')))
"""
_PROMPTS = f"""
SELECT workflow, prompt_version, sum(decided), sum(bad), sum(answered), sum(unhappy) FROM (
  SELECT r.workflow, r.prompt_version, 1 AS decided, {_BAD} AS bad, 0 AS answered, 0 AS unhappy FROM reviews r
  WHERE {_DONE} AND r.sample = 0 AND r.decided_ms >= :since
  UNION ALL SELECT a.workflow, a.prompt_version, 0, 0, 1, a.run IN ({_UNHAPPY}) FROM assessments a WHERE a.created_ms >= :since
    AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.run = a.run AND r.sample = 1))
GROUP BY workflow, prompt_version ORDER BY workflow, prompt_version
"""
_REVERSALS = f"""
SELECT 'person', r.prompt_version, d.undone_ms IS NOT NULL FROM decisions d JOIN reviews r ON r.id = d.review
WHERE d.action IN ('approve','edit','return') AND r.sample = 0 AND d.decided_ms >= :since
UNION ALL SELECT 'gate', a.prompt_version, EXISTS(SELECT 1 FROM reviews r WHERE r.run = a.run AND {_DONE} AND {_BAD})
FROM assessments a WHERE a.passed = 1 AND a.created_ms >= :since
"""
_OF_WORKFLOW = "AND (:workflow = '' OR r.workflow = :workflow)"
_IN_TIME = ">= :since AND {0} < :until"
_REVIEWED = f"FROM reviews r WHERE {_DONE} AND r.sample = 0 AND r.decided_ms {_IN_TIME.format('r.decided_ms')} {_OF_WORKFLOW}"
_RAN = f"FROM runs r WHERE r.ended_ms {_IN_TIME.format('r.ended_ms')} {_OF_WORKFLOW}"
_VALUES: dict[Figure, str] = {
    "bad_share": f"SELECT {_BAD} {_REVIEWED}",
    "approved_unedited": f"SELECT r.state = 'approved' {_REVIEWED}",
    "edit_distance": f"SELECT r.edit_words {_REVIEWED} AND r.edit_words IS NOT NULL",
    "review_seconds": f"SELECT r.seconds {_REVIEWED} AND r.seconds > 0",
    "error_rate": f"SELECT r.state <> 'done' {_RAN} AND r.state IN ('done','failed','unknown')",
    "latency": f"SELECT r.latency_ms / 1000.0 {_RAN} AND r.state = 'done' AND r.latency_ms IS NOT NULL",
    "cost": f"SELECT r.cost_usd {_RAN} AND r.state = 'done' AND r.cost_usd IS NOT NULL",
    "thumbs_down": "SELECT f.value = 'down' FROM feedback f LEFT JOIN runs r ON r.id = json_extract(f.context_json, '$.run')"
                   f" WHERE f.name = 'thumb' AND f.created_ms {_IN_TIME.format('f.created_ms')} {_OF_WORKFLOW}",
    "miss_rate": f"SELECT {_BAD} {_REVIEWED} AND EXISTS(SELECT 1 FROM assessments a WHERE a.run = r.run AND a.passed = 0 AND a.check_chance > 0)",
}


def answer_facts(source: Source, limit: int) -> tuple[AnswerFact, ...]:
    """The latest answers that were judged, the latest first."""
    return tuple(map(_answer, source.query(_ANSWERS, (limit,))))


def outcome_facts(source: Source, since_ms: int) -> tuple[OutcomeFact, ...]:
    """How drafts were decided and what became of chat answers, and how many of them got explicit feedback."""
    return tuple(OutcomeFact(*row) for sql in (_DRAFTS, _CHATS) for row in source.query(sql, (since_ms,)))


def signal_facts(source: Source, since_ms: int) -> tuple[SignalFact, ...]:
    """How often each signal was given."""
    rows = source.query(
        "SELECT name, iif(name = 'thumb', value, ''), count(*), count(DISTINCT coalesce(review, turn)) FROM feedback"
        f" WHERE created_ms >= ? AND (name <> 'stars' OR rowid IN (SELECT n FROM ({_STARS}))) GROUP BY 1, 2 ORDER BY 1, 2", (since_ms,),
    )
    return tuple(SignalFact(*row) for row in rows)


def star_facts(source: Source, since_ms: int) -> tuple[StarFact, ...]:
    """How many answers of a prompt version and model stand at so many stars, as they were rated at the time."""
    rows = source.query(
        "SELECT coalesce(json_extract(s.context_json, '$.prompt_version'), ''), coalesce(json_extract(s.context_json, '$.model'), ''),"
        f" CAST(s.value AS INTEGER), count(*) FROM ({_STARS}) s LEFT JOIN reviews r ON r.id = s.review"
        " WHERE s.created_ms >= ? AND coalesce(r.sample, 0) = 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", (since_ms,),
    )
    return tuple(StarFact(*row) for row in rows)


def reversals(source: Source, since_ms: int) -> tuple[tuple[str, str, bool], ...]:
    """(``person`` or ``gate``, prompt version, undone) of every decision: a person's taken back, or a bad one the gate let pass."""
    return tuple((by, version, bool(undone)) for by, version, undone in source.query(_REVERSALS, {"since": since_ms}))


def prompt_counts(source: Source, since_ms: int) -> tuple[tuple[str, str, int, int, int, int], ...]:
    """(workflow, prompt version, decided, bad, answers, of these disliked or asked again)."""
    return tuple(source.query(_PROMPTS, {"since": since_ms}))


def edited_texts(source: Source, since_ms: int, limit: int) -> tuple[tuple[str, str, str], ...]:
    """(workflow, draft, final) of the latest drafts that people changed and approved."""
    return tuple(source.query(
        "SELECT workflow, draft, final FROM reviews WHERE state = 'edited' AND final IS NOT NULL AND sample = 0 AND decided_ms >= ?"
        " ORDER BY decided_ms DESC, n DESC LIMIT ?", (since_ms, limit),
    ))


def latest_example(source: Source, *, workflow: str = "", prompt_version: str = "", edited: bool = False) -> str | None:
    """The latest decided draft that was bad, or ``edited``: changed and approved; of a workflow and prompt version where they are given."""
    wanted = "r.state = 'edited'" if edited else _BAD
    rows = source.query(
        f"SELECT r.id FROM reviews r WHERE {_DONE} AND {wanted} AND r.sample = 0 AND (:workflow = '' OR r.workflow = :workflow)"
        " AND (:version = '' OR r.prompt_version = :version) ORDER BY r.decided_ms DESC, r.n DESC LIMIT 1",
        {"workflow": workflow, "version": prompt_version},
    )
    return rows[0][0] if rows else None


def figure_values(source: Source, figure: Figure, workflow: str, since_ms: int, until_ms: int) -> tuple[float, ...]:
    """The values of single items in a time, ``until_ms`` not included, at most ``MOST_VALUES``. Empty ``workflow``: of all."""
    rows = source.query(f"{_VALUES[figure]} LIMIT {MOST_VALUES}", {"workflow": workflow, "since": since_ms, "until": until_ms})
    return tuple(float(row[0]) for row in rows)


def workflows(source: Source) -> tuple[str, ...]:
    """Every workflow that ever ran, by name."""
    return tuple(row[0] for row in source.query("SELECT DISTINCT workflow FROM runs ORDER BY workflow"))


def _answer(row: Row) -> AnswerFact:
    at, workflow, version, model, p_bad, passed, latency, length, words, bad = row
    return AnswerFact(at, workflow, version, model, p_bad, None if passed is None else bool(passed), latency, length, words, None if bad is None else float(bad))
