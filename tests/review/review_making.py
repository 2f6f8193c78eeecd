"""Values for the tests of this room."""

from hybriddesk.records.way import Draft, Estimate, Message, Outgoing, Reply, Restored, Route, Scrubbed, Usage


def restored(text, *, workflow="reply", finish="stop", logprobs=(), notes=(), missing=(), unresolved=(), kept=()):
    draft = Draft("c", "r", workflow, (Message("user", "request"),))
    scrubbed = Scrubbed(draft, draft.messages, ((),), (), (), ())
    outgoing = Outgoing(scrubbed, Route("p", "a", "m", "h", local=False), "POST", "u", (), b"", "", Estimate(0, 0, None))
    reply = Reply(outgoing, text, finish, "m", Usage(), logprobs=logprobs, notes=notes)
    return Restored(reply, text, (), missing, unresolved, kept)
