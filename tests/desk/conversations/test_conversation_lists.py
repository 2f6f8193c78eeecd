"""Words to hide here: which lists of clients are used for the conversation in sight."""

from __future__ import annotations

from hybriddesk.desk.privacy.list_uses_sheet import ListUsesSheet


def _command(desk):
    return next(command for command in desk.place.commands() if command.id == "conversations.lists")


def _sheet(desk):
    return desk.place.window().findChild(ListUsesSheet)


def test_a_conversation_takes_a_list(desk):
    """Each tick is stored at once and counts for the next request; a list for every request is only named."""
    lists = desk.workspace.hide_lists
    one, wide = desk.fetch(lambda: lists.add("Krähe", ["Nebel"])), desk.fetch(lambda: lists.add("House", ["House"], everywhere=True))
    command = _command(desk)
    assert not command.enabled()
    command.run()
    desk.say("Hello")
    assert command.enabled()
    command.run()
    sheet, thread = _sheet(desk), desk.place.talk.current.id
    desk.wait(lambda: sheet.boxes)
    assert sheet.boxes.keys() == {one.id}
    assert "House" in sheet.wide[wide.id].text()
    sheet.boxes[one.id].click()
    desk.wait(lambda: desk.fetch(lambda: lists.get(one.id)).conversations == (thread,))
    sheet.boxes[one.id].click()
    desk.wait(lambda: desk.fetch(lambda: lists.get(one.id)).conversations == ())
    desk.fetch(lambda: lists.remove(one.id))
    sheet.boxes[one.id].click()
    desk.wait(lambda: "no such list" in sheet.outcome.words.text())
    assert not sheet.boxes[one.id].isChecked()
    sheet.lists.click()
    desk.wait(lambda: desk.place.window().findChild(ListUsesSheet) is None)


def test_the_header_says_which_lists_are_used_here(desk):
    """No list, no button; lists none of which is used: the way to them; else the first by name and how many more. A click opens the sheet."""
    lists, button = desk.workspace.hide_lists, desk.place.header.lists
    desk.say("Hello")
    thread = desk.place.talk.current.id
    assert not button.isVisible()
    one = desk.fetch(lambda: lists.add("Krähe & Söhne", ["Nebel"]))
    desk.wait(button.isVisible)
    assert button.text().strip() == "Words to hide"
    assert "no list is used" in button.accessibleName()
    button.click()
    sheet = _sheet(desk)
    desk.wait(lambda: sheet.boxes)
    sheet.boxes[one.id].click()
    desk.wait(lambda: button.text().strip() == "Krähe && Söhne")
    assert button.accessibleName() == button.toolTip() == "Words to hide here: Krähe & Söhne"
    sheet.close_button.click()
    desk.fetch(lambda: lists.add("House", ["House"], everywhere=True))
    desk.wait(lambda: button.text().strip() == "House and 1 more")
    assert desk.fetch(lambda: lists.get(one.id)).conversations == (thread,)


def test_without_a_list_the_sheet_says_where_to_make_one(desk):
    desk.say("Hello")
    _command(desk).run()
    sheet = _sheet(desk)
    desk.wait(lambda: not sheet.none.isHidden())
    assert sheet.boxes == {}
    sheet.close_button.click()
