"""Terms that are called after a person: Parkinson's disease tells nobody's name. A closed list of pairs; ``Murphy's house`` stays a name."""

from __future__ import annotations

from collections.abc import Iterator

from hybriddesk.privacy.normalise import View
from hybriddesk.privacy.rules.base import Pattern, alone

_TERMS = {
    "disease syndrome": "addison alzheimer asperger behçet crohn cushing down graves hashimoto hodgkin huntington kawasaki lyme marfan ménière menière "
    "meniere osgood paget parkinson raynaud reiter sjögren tourette turner wilson",
    "score scale index": "apgar barthel glasgow likert richter beaufort borg bristol mohs ashworth",
    "sign reflex test": "babinski romberg murphy kernig lasègue phalen tinel turing rorschach",
    "catheter tube bag": "foley swan-ganz ryle bunsen",
    "lymphoma sarcoma palsy tumor tumour cell cells": "hodgkin kaposi ewing bell erb wilms purkinje schwann kupffer",
    "law laws rule": "murphy newton moore ohm hooke kepler faraday boyle amdahl conway goodhart parkinson godwin hess",
    "method iteration": "newton newton-raphson euler runge-kutta gauss jacobi montessori",
    "transform series equation equations": "fourier laplace taylor maclaurin hilbert hough schrödinger maxwell navier-stokes bernoulli einstein",
    "cat paradox razor dilemma": "schrödinger occam ockham fermi zeno russell simpson hobson",
    "chain process distribution curve constant number numbers": "markov poisson bernoulli planck avogadro fibonacci reynolds euler gauss weibull",
    "theorem inequality conjecture lemma": "bayes pythagoras fermat gödel riemann cauchy jensen goldbach zorn euler",
    "cake salad tea steak sponge": "caesar waldorf cobb earl-grey victoria",
}
_ROWS = "|".join(f"(?:{'|'.join(names.split())})(?:'s|')?[ -](?:{'|'.join(sorted(terms.split(), key=len, reverse=True))})" for terms, names in _TERMS.items())
_PATTERN = Pattern(rf"(?i)(?:{_ROWS})")
_LANGUAGE = "Ada|Agda|Basic|Carbon|Clojure|Cobol|Crystal|Dart|Eiffel|Elixir|Elm|Erlang|Fortran|Go|Groovy|Haskell|Java|JavaScript|Julia|Kotlin|Lisp|Lua|MATLAB|Nim|OCaml|Pascal|Perl|PHP|Prolog|Python|Racket|Ruby|Rust|Scala|Scheme|Swift|TypeScript|Zig|C[+][+]|C#|R|C"
_LANGUAGES = Pattern(rf"(?:{_LANGUAGE})(?:(?:, (?:and |or )?| and | or )(?:{_LANGUAGE})\b){{2,40}}")
_NOBODY = ("Python", "Perl", "Java", "Haskell", "Fortran", "Rust", "C++", "C#", "Kotlin", "PHP", "OCaml", "Lisp", "Prolog", "MATLAB")
"""One of these in a list of languages says that ``Julia`` and ``Ada`` are no people there."""
_FIRM = (" firm", " office", " school", " degree")
"""``Murphy's law firm`` is no term."""


def eponyms(view: View) -> Iterator[tuple[int, int]]:
    """Where such terms stand as whole words."""
    yield from _languages(view)
    yield from ((start, end) for start, end in _PATTERN.hits(view) if alone(view, start, end, glue="_") and not view.lower.startswith(_FIRM, end))


def _languages(view: View) -> Iterator[tuple[int, int]]:
    """Lists of three programming languages and more."""
    if "Ada" in view.text or "Julia" in view.text or "Perl" in view.text or "Ruby" in view.text:
        for start, end in _LANGUAGES.hits(view):
            if alone(view, start, end, glue="_") and any(name in view.text[start:end] for name in _NOBODY):
                yield start, end
