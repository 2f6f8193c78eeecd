"""The try box and what it asks the scrubber."""

from __future__ import annotations

from hybriddesk.desk.privacy.phrases import certainty, kind_label, rule_sentence
from hybriddesk.desk.privacy.trying import lists_of, try_out
from hybriddesk.desk.review.marks import Look
from hybriddesk.privacy.scrub import Scrubber
from hybriddesk.privacy.tagger.tagger import ShippedTagger

TEXT = "Write to anna@example.org about Falcon."


def settings(**changes):
    return {"privacy.never_hide": (), "privacy.always_hide": (), "privacy.kinds_off": (), "privacy.kinds_on": (), "privacy.model_folder": "", **changes}.__getitem__


def test_a_found_value_comes_with_its_token_kind_rule_and_place():
    """The table has all it needs to say what would happen and why."""
    tried = try_out(Scrubber(), TEXT, lists_of(settings()))
    (found,) = tried.found
    assert (found.value, found.kind, found.rule, found.count) == ("anna@example.org", "EMAIL", "email", 1)
    assert found.token.startswith("EMAIL_")
    assert [TEXT[span.start : span.end] for span in tried.spans] == ["anna@example.org"]
    assert rule_sentence(found.rule)
    assert kind_label(found.kind) == "E-mail address"


def test_the_persons_lists_and_kinds_count_in_the_box_too():
    """What the box shows is what a request would do with the same settings."""
    deny = try_out(Scrubber(), TEXT, lists_of(settings(**{"privacy.always_hide": ("Falcon",)})))
    assert {found.value for found in deny.found} == {"anna@example.org", "Falcon"}
    allow = try_out(Scrubber(), TEXT, lists_of(settings(**{"privacy.never_hide": ("anna@example.org",)})))
    assert allow.found == ()
    off = try_out(Scrubber(), TEXT, lists_of(settings(**{"privacy.kinds_off": ("EMAIL",), "privacy.kinds_on": ()})))
    assert off.found == ()


def test_a_damaged_finder_of_names_comes_with_the_answer():
    """The box can say that names were looked for by rules alone."""
    assert try_out(Scrubber(), TEXT, lists_of(settings())).fault is None
    tried = try_out(Scrubber(tagger=ShippedTagger(sha256="0")), TEXT, lists_of(settings()))
    assert tried.found
    assert tried.fault.code == "privacy.names_damaged"


def test_certainty_has_three_words():
    """A score is told as a word, never as a bare figure."""
    assert [certainty(score) for score in (0.97, 0.9, 0.7, 0.3)] == ["certain", "certain", "likely", "possible"]


def test_typing_marks_the_values_and_fills_the_table(desk):
    """Found values are marked in the text and listed below while the person types."""
    box = desk.open("privacy").rules.try_box
    desk.qtbot.keyClicks(box.text, "Call me: anna@example.org")
    desk.wait(lambda: box.table.rowCount() == 1)
    assert box.table.item(0, 0).text() == "anna@example.org"
    assert box.table.item(0, 2).text() == "E-mail address"
    assert box.table.item(0, 5).text() == rule_sentence("email")
    (mark,) = box.text._marks
    assert (mark.start, mark.end, mark.look) == (9, 25, Look.TOKEN)
    assert box.count.text() == "1 value would be hidden"
    assert "E-mail address" in box.why.text()


def test_a_value_keeps_its_token_while_one_types_on(desk):
    """Tokens are drawn anew for each reading, but the table does not flicker."""
    box = desk.open("privacy").rules.try_box
    box.text.show_text("anna@example.org")
    box.read()
    desk.idle()
    first = box.table.item(0, 1).text()
    box.text.show_text("anna@example.org and bob@example.org")
    box.read()
    desk.idle()
    assert box.table.rowCount() == 2
    assert box.table.item(0, 1).text() == first


def test_reading_while_a_reading_runs_reads_once_more(desk):
    """The last text wins, however fast the person types."""
    box = desk.open("privacy").rules.try_box
    box.text.show_text("anna@example.org")
    box.read()
    box.text.show_text("nothing here")
    box.read()
    desk.wait(lambda: box.count.text() == "Nothing found")
    assert box.table.isHidden()


def test_the_box_is_never_stored(desk):
    """Trying a text leaves no trace in the store."""
    box = desk.open("privacy").rules.try_box
    before = desk.acts()
    box.show_example()
    desk.wait(lambda: box.table.rowCount() >= 4)
    assert desk.acts() == before
    assert desk.fetch(lambda: desk.db.query("SELECT count(*) FROM placeholders"))[0][0] == 0
    box.empty()
    desk.wait(lambda: box.table.rowCount() == 0)
    assert box.text.text() == ""
    assert box._tokens == {}


def test_a_text_full_of_values_lists_the_first_hundred(desk):
    """The window never builds a table that holds it up; the count stays whole."""
    box = desk.open("privacy").rules.try_box
    box.text.show_text("\n".join(f"user{n}@example.org" for n in range(130)))
    box.read()
    desk.wait(box.table.rowCount)
    assert box.table.rowCount() == 100
    assert "130" in box.count.text()


def test_the_rules_can_be_searched(desk):
    """Every rule is listed with its sentence; words narrow the list."""
    rules = desk.open("privacy").rules.rules
    whole = rules.table.rowCount()
    rules.filter.setText("greeting")
    rules.show_rules()
    assert 0 < rules.table.rowCount() < whole
    assert "greeting" in rules.table.item(0, 2).text()
