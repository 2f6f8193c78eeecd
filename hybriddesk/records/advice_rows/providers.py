"""What can go wrong between this desk and a provider."""

from __future__ import annotations

from hybriddesk.records.advice import Advice

_REST = "Your text is kept and everything else goes on; the built-in helper works without any provider."
_KEPT = "What had arrived is kept and marked as not whole."

ROWS: dict[str, Advice] = {
    "provider.connect": Advice(
        "{host} could not be reached.", _REST,
        "Check the network. For a server on this computer, see that it is running and that its address in Settings is right.",
    ),
    "provider.tls": Advice(
        "{host} could not prove that it is what it says it is, so nothing was sent to it.", _REST,
        "Check the address and the clock of this computer. On a company network, ask for its certificate to be installed.",
    ),
    "provider.timeout": Advice(
        "{host} said nothing for {seconds} seconds.", _REST, "Try again in a while, or choose another model.",
    ),
    "provider.cut_early": Advice(
        "The connection to {host} ended before any text came.", _REST, "Try again. If it stays so, try another model.",
    ),
    "provider.cut": Advice(
        "The answer of {provider} broke off. It may have been charged all the same.", _KEPT,
        "Use what is there, or ask again if a second charge is fine.",
    ),
    "provider.server_error": Advice(
        "{provider} has a fault of its own (status {status}).", _REST, "Try again in a few minutes, or choose another provider.",
    ),
    "provider.rate_limited": Advice(
        "{provider} asks to slow down: too many requests in a short time.", _REST, "Wait a minute, then try again.",
    ),
    "provider.quota": Advice(
        "Your credit or today's allowance at {provider} is used up.", _REST,
        "Add credit or raise the limit on the provider's site, or choose another provider. Trying again will not help.",
    ),
    "provider.wrong_key": Advice(
        "{provider} does not accept the key.", _REST,
        "Copy the key again from the provider's site into Settings, Providers. It may have expired or been withdrawn.",
    ),
    "provider.no_key": Advice(
        "There is no key for {provider}.", _REST, "Enter it in Settings, Providers.",
    ),
    "provider.not_allowed": Advice(
        "{provider} does not allow this request with your key.", _REST,
        "See on the provider's site what the key may do, and whether the model is open to your account.",
    ),
    "provider.model_gone": Advice(
        "{provider} has no model called {model}; it may have been withdrawn.", _REST,
        "Choose another model in Settings, Providers.",
    ),
    "provider.wrong_address": Advice(
        "There is something at {host}, but it does not speak the expected language at this address.", _REST,
        "Check the address in Settings, Providers. It often ends in /v1.",
    ),
    "provider.redirect": Advice(
        "{host} wanted the request to go somewhere else. It was not sent there.", _REST,
        "Check the address in Settings, Providers. On a guest network, sign in to the network first.",
    ),
    "provider.refused_plain_http": Advice(
        "{host} would get your text without encryption, so nothing was sent.", "Addresses with https work, and servers on this computer.",
        "Use an address that begins with https. For a server on this computer, allow it in Settings, Providers.",
    ),
    "provider.bad_reply": Advice(
        "What came from {host} is no answer of a language model.", _REST,
        "Check the address in Settings, Providers. On a guest network, sign in to the network first.",
    ),
    "provider.too_long": Advice(
        "The answer grew past the limit of {limit} bytes and was stopped.", _KEPT, "Ask for a shorter answer.",
    ),
    "provider.context_too_long": Advice(
        "This is more text than {model} can read at once.", _REST,
        "Shorten the text or the conversation, or choose a model that reads more.",
    ),
    "provider.content_policy": Advice(
        "{provider} refused the text by its content rules.", _REST, "Change the text, or choose another provider.",
    ),
    "provider.bad_request": Advice(
        "{provider} did not understand the request (status {status} {reason}).", _REST,
        "Try another model. If it happens with every model, check the address in Settings, Providers.",
    ),
    "provider.no_logprobs": Advice(
        "{model} does not tell how sure it is of its words.", _REST, "Drafts of this model are judged by their text alone.",
    ),
    "provider.foreign_request": Advice(
        "The request does not fit its provider {provider} and was not sent.", _REST,
        "Look at it again with Check before sending; the provider's address was probably changed in between.",
    ),
    "provider.bad_fallback": Advice(
        "{provider} cannot be asked instead of itself.", "Nothing was changed.", "Name another provider, or another of its models.",
    ),
    "provider.no_balance": Advice(
        "{provider} does not tell what is left on the account.", "Everything else works.", "Look at the provider's own site.",
    ),
    "provider.no_charge": Advice(
        "{provider} does not tell what one request cost.", "Everything else works.",
        "Look at the usage page of the provider's own site, then decide about the request yourself.",
    ),
    "provider.bad_schema": Advice(
        "The description of the wished answer, or of a tool, cannot be read.", "Nothing was sent.",
        "Correct the file that was named; it has to hold one JSON object, or a list of tools.",
    ),
    "provider.no_request_id": Advice(
        "The provider never named this request, so nobody can be asked about it.", "What had arrived is kept.",
        "Look at the usage page of the provider's own site, then decide about the request yourself.",
    ),
}
