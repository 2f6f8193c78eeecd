"""privacy lists on the command line."""

from __future__ import annotations


def test_lists_are_made_changed_used_and_removed(store, tmp_path):
    """Words come from the line, from a text file and from a table; the acts print the list without its words."""
    words, table = tmp_path / "words.txt", tmp_path / "people.csv"
    words.write_text("Craehe\nK-2041\n")
    table.write_text("name,number\nAnna Keller,4711\n")
    ended = store("privacy", "lists", "add", "Krähe & Söhne", "--term", "Krähe", "--file", words, "--file", table)
    (made,) = ended.lines
    assert made == {"id": made["id"], "name": "Krähe & Söhne", "everywhere": False, "conversations": [], "imports": [], "terms": 5}
    assert store("privacy", "lists", "show", made["id"]).lines[0]["terms"] == ["Krähe", "Craehe", "K-2041", "Anna Keller", "4711"]
    changed = store("privacy", "lists", "change", made["id"], "--name", "Krähe", "--everywhere", "on", "--term", "Kraehe").lines[0]
    assert (changed["name"], changed["everywhere"], changed["terms"]) == ("Krähe", True, 6)
    again = store("privacy", "lists", "change", made["id"], "--anew", "--term", "Kraehe").lines[0]
    assert (again["everywhere"], again["terms"]) == (True, 1)
    assert store("privacy", "lists", "use", made["id"], "--import", "inbox").lines[0]["imports"] == ["inbox"]
    assert store("privacy", "lists", "list").lines[0]["imports"] == ["inbox"]
    assert store("privacy", "lists", "stop", made["id"], "--import", "inbox").lines[0]["imports"] == []
    assert store("privacy", "lists", "remove", made["id"]).lines == []
    assert store("privacy", "lists", "list").lines == []


def test_a_list_is_given_by_its_name_as_well(store):
    """Whatever its case: nobody has to copy 26 letters."""
    (made,) = store("privacy", "lists", "add", "Krähe & Söhne", "--term", "Krähe").lines
    assert store("privacy", "lists", "show", "krähe & söhne").lines[0]["terms"] == ["Krähe"]
    assert store("privacy", "lists", "use", "Krähe & Söhne", "--import", "inbox").lines[0]["imports"] == ["inbox"]
    assert store("privacy", "lists", "change", "KRÄHE & SÖHNE", "--name", "Dohle").lines[0]["id"] == made["id"]
    assert store("privacy", "lists", "stop", "Dohle", "--import", "inbox").lines[0]["imports"] == []
    assert store("privacy", "lists", "remove", "dohle").lines == []


def test_what_is_refused_says_so(store, tmp_path):
    refused = store("privacy", "lists", "show", "no")
    assert (refused.code, "privacy lists list" in refused.words, "id or the name" in refused.words) == (4, True, True)
    assert store("privacy", "lists", "use", "no").code == 2
    assert store("privacy", "lists", "add", "x", "--file", tmp_path / "missing.txt").code == 4


def test_words_of_a_list_are_hidden_in_what_leaves(store):
    """A list that is used everywhere reaches the exact request."""
    store("privacy", "lists", "add", "Krähe", "--term", "Projekt Nebel", "--everywhere")
    asked = store("ask", "--provider", "helper", "--yes", stdin="What about projekt nebel now?")
    assert asked.code == 0
    conversation = next(line["conversation"] for line in asked.lines if "conversation" in line)
    found = store("privacy", "lists", "list").lines[0]
    assert store("privacy", "lists", "use", found["id"], "--conversation", conversation).lines[0]["conversations"] == [conversation]
