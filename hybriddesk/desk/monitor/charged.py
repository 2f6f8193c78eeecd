"""What a provider said, later, of a request whose outcome nobody knew, in words."""

from __future__ import annotations

from hybriddesk.desk.monitor.phrases import counted, tr
from hybriddesk.desk.words import money, of_code
from hybriddesk.records.offers import Charge
from hybriddesk.workflow.charging import Looked


def looked_words(looked: Looked) -> str:
    """The charge, or why nobody can tell."""
    provider = looked.line.provider
    if looked.charge is not None:
        return charge_words(looked.charge, provider)
    said = of_code(looked.code, {"provider": provider, "host": looked.line.host})
    return f"{said.what} {said.do}".strip()


def charge_words(charge: Charge, provider: str) -> str:
    """What the provider said of the request."""
    match charge.state:
        case "charged":
            cost = money(charge.cost_usd) if charge.cost_usd is not None else tr("an amount it does not name")
            tokens = (charge.prompt_tokens or 0) + (charge.completion_tokens or 0)
            more = f" {counted(tokens, '1 token.', '{n} tokens.')}" if tokens else ""
            return tr("{provider} carried it out and charged {cost}.").format(provider=provider, cost=cost) + more
        case "not_found":
            return tr("{provider} knows of no charge for it: sending it again would not cost twice.").format(provider=provider)
        case "too_early":
            return tr("{provider} has not booked it yet. Ask again in a minute.").format(provider=provider)
        case "ambiguous":
            return tr("{provider} cannot tell whether it was carried out.").format(provider=provider)
