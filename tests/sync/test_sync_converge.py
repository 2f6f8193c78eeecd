from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sync_stores import PASS, digests, empty, insert, review, written

from hybriddesk.sync import bundling

THREADS = [letter * 26 for letter in "ab"]
REVIEWS = [letter * 26 for letter in "cd"]
WORDS = some.sampled_from(["", "one", "one two", "three"])
AT = some.integers(1, 4)
OPS = some.lists(some.one_of(
    some.tuples(some.just("thread"), some.sampled_from(THREADS), WORDS, AT),
    some.tuples(some.just("delete"), some.sampled_from(THREADS), WORDS, AT),
    some.tuples(some.just("type"), some.sampled_from(REVIEWS), WORDS, AT),
    some.tuples(some.just("decide"), some.sampled_from(REVIEWS), WORDS, AT),
    some.tuples(some.just("undo"), some.sampled_from(REVIEWS), WORDS, AT),
    some.tuples(some.just("setting"), some.sampled_from(["general.person", "ui.window"]), WORDS, AT),
), max_size=8)


def apply(db, number, ops):
    """A small history on one device. Clocks run as they like."""
    for thread in THREADS:
        insert(db, "conversations", id=thread, title="t", kind="item", created_ms=0, updated_ms=0)
    for wanted in REVIEWS:
        review(db, THREADS[0], wanted, run="r" * 26, changed_ms=0)
    for step, (act, what, words, at) in enumerate(ops):
        with db.write() as connection:
            run = connection.execute
            if act == "thread":
                run("UPDATE conversations SET unsent = ?, updated_ms = ? WHERE id = ?", (words, at, what))
            if act == "delete":
                run("UPDATE conversations SET deleted_ms = ? WHERE id = ?", (at, what))
            if act == "type":
                run("UPDATE reviews SET working = ?, changed_ms = ? WHERE id = ?", (words, at, what))
            if act == "decide":
                run("UPDATE reviews SET state = 'edited', final = ?, decided_ms = ?, changed_ms = ? WHERE id = ?", (words, at, at, what))
                run("INSERT INTO decisions(id, review, action, from_state, seconds, decided_ms, note, final) VALUES(?, ?, 'edit', 'pending', 1, ?, '', ?)",
                    (f"{number}{step:025}", what, at, words))
                run("INSERT INTO finals(review, created_ms, request, final) VALUES(?, ?, 'r', ?) ON CONFLICT(review) DO UPDATE SET created_ms = excluded.created_ms, final = excluded.final", (what, at, words))
            if act == "undo":
                run("UPDATE decisions SET undone_ms = ? WHERE review = ?", (at, what))
                run("UPDATE reviews SET state = 'pending', final = NULL, decided_ms = NULL, changed_ms = ? WHERE id = ?", (at, what))
                run("DELETE FROM finals WHERE review = ?", (what,))
            if act == "setting":
                run("INSERT INTO settings VALUES(?, ?, ?) ON CONFLICT(name) DO UPDATE SET value_json = excluded.value_json, changed_ms = excluded.changed_ms", (what, f'"{words}"', at))


def words_of(db):
    """Every word a person typed or decided, wherever it is kept."""
    found = set()
    for sql in ("SELECT working FROM reviews", "SELECT final FROM reviews", "SELECT final FROM decisions", "SELECT unsent FROM conversations", "SELECT row_json FROM versions"):
        found |= {row[0] for row in db.query(sql) if row[0]}
    return found


@given(histories=some.tuples(OPS, OPS, OPS))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_three_devices_converge(histories, tmp_path_factory):
    """Three devices that worked apart hold the same rows after two rounds of bundles, whatever their clocks said, and no typed word is lost."""
    where = tmp_path_factory.mktemp("three")
    stores = [empty(where / str(number)) for number in range(3)]
    try:
        for number, (db, ops) in enumerate(zip(stores, histories, strict=True)):
            apply(db, number, ops)
        typed = set().union(*(words_of(db) for db in stores))
        for turn in range(2):
            for number, db in enumerate(stores):
                path = where / f"{turn}-{number}.age"
                written(db, path)
                for other in stores:
                    if other is not db:
                        bundling.import_bundle(other, path, PASS)
        first, second, third = (digests(db, where) for db in stores)
        assert first == second == third
        for db in stores:
            kept = words_of(db)
            assert all(any(word in text for text in kept) for word in typed)
            assert db.query("SELECT count(*) FROM finals JOIN reviews ON reviews.id = finals.review WHERE state = 'pending'") == [(0,)]
    finally:
        for db in stores:
            db.close()
