"""Review entries: filed, taken by one person at a time, autosaved, decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hybriddesk.records.errors import Refused
from hybriddesk.records.ids import new_id
from hybriddesk.records.way import Reason
from hybriddesk.records.work import NewDecision, NewReview, Review, ReviewRow, Run, Turn
from hybriddesk.vault import bulk, decisions, taking_back
from hybriddesk.vault.audit import Audit
from hybriddesk.vault.bulk import Outcome, Together
from hybriddesk.vault.database import Connection, Database
from hybriddesk.vault.decisions import HELD_BY_ANOTHER, HistoryRow
from hybriddesk.vault.lanes import lane_counts
from hybriddesk.vault.queue import COLUMNS, OPEN, Order, View, review, review_counts, review_from, review_ids, review_rows
from hybriddesk.vault.source import IdList, as_json
from hybriddesk.vault.taking_back import TakenBack

_SNIPPET = 160
_BATCH = 200
_FREE = f"NOT ({HELD_BY_ANOTHER})"
_TAKE = "UPDATE reviews SET state = CASE state WHEN 'pending' THEN 'in_review' ELSE state END, taken_by = :person, taken_ms = :now"


class Reviews:
    """A claim lasts five minutes from the last touch; an escalated entry keeps its state while someone holds it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._audit = Audit(db)

    def file(self, new: NewReview, risk: float) -> str:
        """Stores a draft for review and returns its id. ``risk``: higher is shown first."""
        now, made = self.db.clock(), new_id()
        values = {name: getattr(new, name) for name in NewReview.__slots__} | {
            "id": made, "state": "pending", "risk": risk, "created_ms": now, "changed_ms": now,
            "needs_person": int(new.needs_person), "sample": int(new.sample), "reasons_json": as_json(new.reasons),
            "reason_code": new.reasons[0].code if new.reasons else "", "snippet": " ".join(new.request[: _SNIPPET * 2].split())[:_SNIPPET],
        }
        del values["reasons"]
        with self.db.write("reviews", ids=[made]) as connection:
            connection.execute(f"INSERT INTO reviews({', '.join(values)}) VALUES(:{', :'.join(values)})", values)
        return made

    def file_turn(self, answer: Turn, asked: Turn, run: Run) -> str:
        """Sends a chat answer to review because a person wants it; an answer that waits already keeps its entry."""
        waiting = self.db.query(f"SELECT id FROM reviews WHERE conversation = ? AND turn = ? AND {OPEN}", (answer.conversation, answer.id))
        if waiting:
            known: str = waiting[0][0]
            return known
        hidden = self.db.query("SELECT count(*) FROM placeholders WHERE conversation = ?", (answer.conversation,))[0][0]
        confidence = answer.confidence if answer.confidence is not None else 0.0
        return self.file(
            NewReview(
                conversation=answer.conversation, run=run.id, item=None, turn=answer.id, workflow=run.workflow,
                prompt_version=run.prompt_version, provider=answer.provider, model=answer.model, title=_first_line(asked.text),
                request=asked.text, draft=answer.text, draft_scrubbed=answer.scrubbed, confidence=confidence,
                reasons=(Reason("review.asked"),), needs_person=True, hidden_count=hidden,
            ),
            risk=1 - confidence,
        )

    def get(self, wanted: str) -> Review:
        """Raises ``Refused('review.unknown')``."""
        return review(self.db, wanted)

    def take(self, wanted: str, person: str) -> Review:
        """Claims an open entry. Raises ``Refused``: ``review.unknown``, ``review.moved_on`` (decided), ``review.taken``."""
        with self.db.write("reviews", ids=[wanted]) as connection:
            taken = connection.execute(
                f"{_TAKE} WHERE id = :id AND {OPEN} AND {_FREE} RETURNING {COLUMNS}", self._claim(person) | {"id": wanted}
            ).fetchone()
            if taken is None:
                raise self._refusal(wanted)
        return review_from(taken)

    def take_next(self, person: str, skip: Iterable[str] = ()) -> Review | None:
        """Claims the riskiest pending entry that needs a person, or None: no work is left. Escalated ones wait to be chosen."""
        with self.db.write() as connection:
            taken = connection.execute(
                f"{_TAKE} WHERE n = (SELECT n FROM reviews WHERE needs_person = 1 AND {OPEN} AND state <> 'escalated' AND {_FREE}"
                " AND id NOT IN (SELECT value FROM json_each(:skip)) ORDER BY needs_person DESC, risk DESC, created_ms, n LIMIT 1)"
                f" RETURNING {COLUMNS}",
                self._claim(person) | {"skip": as_json(list(skip))},
            ).fetchone()
            if taken is None:
                return None
            found = review_from(taken)
            with self.db.write("reviews", ids=[found.id]):
                return found

    def _claim(self, person: str) -> dict[str, object]:
        return decisions.claim(person, self.db.clock())

    def _refusal(self, wanted: str) -> Refused:
        return decisions.refusal(self.db, wanted)

    def release(self, wanted: str) -> None:
        """Gives a claim back. An entry nobody holds is left as it is."""
        with self.db.write("reviews", ids=[wanted]) as connection:
            connection.execute(
                "UPDATE reviews SET state = CASE state WHEN 'in_review' THEN 'pending' ELSE state END, taken_by = NULL, taken_ms = NULL"
                f" WHERE id = ? AND {OPEN}",
                (wanted,),
            )

    def renew(self, wanted: str, person: str) -> None:
        """Keeps a claim fresh, or takes it up again if it ran out and nobody came. Raises as ``take`` does."""
        with self.db.write("reviews", ids=[wanted]) as connection:
            renewed = connection.execute(f"{_TAKE} WHERE id = :id AND {OPEN} AND {_FREE}", self._claim(person) | {"id": wanted})
            if not renewed.rowcount:
                raise self._refusal(wanted)

    def release_all(self) -> int:
        """At start-up: what a dead process held is free again; autosaved text stays. How many."""
        with self.db.write("reviews") as connection:
            return connection.execute(
                "UPDATE reviews SET state = CASE state WHEN 'in_review' THEN 'pending' ELSE state END, taken_by = NULL, taken_ms = NULL"
                f" WHERE {OPEN} AND (state = 'in_review' OR taken_by IS NOT NULL)"
            ).rowcount

    def autosave(self, wanted: str, text: str, person: str | None = None) -> None:
        """Keeps the person's text and their claim. With ``person``, refuses when another holds it. Raises as ``take`` does."""
        holder = f" AND {_FREE}" if person is not None else ""
        values = self._claim(person or "") | {"id": wanted, "text": text}
        with self.db.write("reviews", ids=[wanted]) as connection:
            saved = connection.execute(
                "UPDATE reviews SET working = :text, working_ms = :now, changed_ms = :now,"
                f" taken_ms = CASE WHEN taken_by IS NULL THEN NULL ELSE :now END WHERE id = :id AND {OPEN}{holder}",
                values,
            )
            if not saved.rowcount:
                raise self._refusal(wanted)

    def decide(self, new: NewDecision, person: str) -> Review:
        """See ``decisions.decide``."""
        return decisions.decide(self.db, self._audit, new, person)

    def undo(self, person: str) -> Review:
        """Takes the last act back and returns its entry, the first of several. See ``taking_back.undo``."""
        return self.get(self.take_back(person).ids[0])

    def take_back(self, person: str, wanted: str = "") -> TakenBack:
        """See ``taking_back.undo``."""
        return taking_back.undo(self.db, self._audit, person, wanted)

    def undo_batch(self, person: str, batch: str) -> TakenBack:
        """See ``taking_back.undo_batch``."""
        return taking_back.undo_batch(self.db, self._audit, person, batch)

    def look_over(self, ids: Sequence[str], person: str) -> Together:
        """See ``bulk.look_over``."""
        return bulk.look_over(self.db, ids, person, self.db.clock())

    def decide_together(self, made: Sequence[NewDecision], person: str, batch: str) -> Outcome:
        """See ``bulk.decide``."""
        return bulk.decide(self.db, self._audit, made, person, batch)

    def reopen(self, wanted: str, person: str) -> Review:
        """See ``decisions.reopen``."""
        return decisions.reopen(self.db, self._audit, wanted, person)

    def history(self, wanted: str) -> tuple[HistoryRow, ...]:
        """What happened to one entry, oldest first."""
        return decisions.history(self.db, wanted)

    def counts(self, person: str = "") -> dict[str, int]:
        """What each state, view and lane holds; ``second`` is what waits for this person's second look."""
        return review_counts(self.db) | lane_counts(self.db, person)

    def ids(self, view: View = "needs", order: Order = "risk", text: str = "", person: str = "") -> IdList:
        """See ``queue.review_ids``."""
        return review_ids(self.db, view, order, text, person)

    def rows(self, ids: Sequence[str]) -> tuple[ReviewRow, ...]:
        return review_rows(self.db, ids)

    def approved(self, since_ms: int | None = None) -> Iterator[Review]:
        """Entries with a final text, in the order decided; not those lent by another desk, which leave from there. Reads page by page;
        nothing is held open between them."""
        at, n = (since_ms or 0, -1)
        while True:
            rows = self.db.query(
                f"SELECT n, {COLUMNS} FROM reviews WHERE state IN ('approved','edited','returned') AND state <> 'returned'"
                " AND decided_ms >= ? AND (decided_ms, n) > (?, ?) AND id NOT IN (SELECT review FROM lent) ORDER BY decided_ms, n LIMIT ?",
                (at, at, n, _BATCH),
            )
            for row in rows:
                yield review_from(row[1:])
            if len(rows) < _BATCH:
                return
            n, at = rows[-1][0], review_from(rows[-1][1:]).decided_ms or 0

    def draft_lengths(self, workflow: str, limit: int = 200) -> tuple[int, ...]:
        """Characters of the finals people let stand, the latest decided first."""
        rows = self.db.query(
            "SELECT length(final) FROM reviews WHERE state IN ('approved','edited','returned') AND state <> 'returned' AND workflow = ?"
            " ORDER BY decided_ms DESC, n DESC LIMIT ?",
            (workflow, limit),
        )
        return tuple(row[0] for row in rows)

    def remove_samples(self) -> int:
        """Forgets sample entries with their decisions and finals. How many."""
        with self.db.write("reviews", "decisions", "finals") as connection:
            return delete_samples(connection)


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:120]


def delete_samples(connection: Connection) -> int:
    """Within the caller's transaction."""
    samples = "(SELECT id FROM reviews WHERE sample = 1)"
    for table, column in (("likeness_bands", "leader"), ("likeness", "leader"), ("likeness", "n")):
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT n FROM reviews WHERE sample = 1)")
    connection.execute(f"DELETE FROM batches WHERE decision IN (SELECT id FROM decisions WHERE review IN {samples})")
    connection.execute(f"DELETE FROM decisions WHERE review IN {samples}")
    connection.execute(f"DELETE FROM finals WHERE review IN {samples}")
    connection.execute(f"DELETE FROM rubric_answers WHERE review IN {samples}")
    connection.execute(f"DELETE FROM feedback WHERE review IN {samples}")
    gone: int = connection.execute("DELETE FROM reviews WHERE sample = 1").rowcount
    return gone
