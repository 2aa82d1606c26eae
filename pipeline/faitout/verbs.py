"""The verbs of a French sentence and their tenses, by forms and endings; pure, and linear in the length of the text.

No tagger: a date needs to know whether its sentence looks back or ahead, an event whether it is told as done,
planned or only possible, and the forms say it. The forms are data (``configs/lexicons/verbs.toml``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from faitout.lexicon import load

Tense = Literal["past", "present", "future", "conditional", "imperfect", "infinitive", "participle"]
Governing = Tense | Literal["scheduled", "scheduling", "intending", "coming"]
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 4  # letters: no word as short as this is taken for a verb by its ending
_MAX_BETWEEN = 4  # words that may stand between an auxiliary and its verb ("n'a toujours pas encore été")
_NEAR = 8  # characters before a verb in which the pronoun stands that it belongs to
_SIMPLE_TENSES: tuple[Tense, ...] = ("conditional", "future", "past", "imperfect")
_AGREEMENT = re.compile(r"(?:e?s|e)$")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a sentence.

    Parameters
    ----------
    start, end : int
        Code points into the text, from the auxiliary to the participle or infinitive that it governs.
    tense : str
        ``past`` (passé composé, simple past, pluperfect), ``present``, ``future`` (also ``va lancer``, ``doit
        ouvrir``), ``conditional``, ``imperfect``, ``infinitive`` (also gerunds and present participles, without a
        tense of their own), or ``participle`` for one of the past that stands alone.
    """

    start: int
    end: int
    tense: Tense


def find_verbs(text: str, start: int = 0, end: int | None = None) -> list[Verb]:
    """Return the verbs of ``text[start:end]``, in reading order.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        Where the sentence stands in it.

    Returns
    -------
    list of Verb
        Verbs never overlap. Nouns that look like verbs may slip in; a verb of the present that the lexicon does
        not list may be missing.
    """
    matches = list(_WORD.finditer(text, start, len(text) if end is None else end))
    forms = [match[0].lower() for match in matches]
    verbs: list[Verb] = []
    behind = 0
    for position, form in enumerate(forms):
        if position < behind or not _may_begin(form) or (position and _is_name(matches[position][0], form)):
            continue
        tense, last = _verb_at(forms, position)
        behind = last + 1
        if tense is not None:
            verbs.append(Verb(matches[position].start(), matches[last].end(), tense))
    return verbs


@lru_cache(maxsize=20_000)
def _may_begin(form: str) -> bool:
    """Tell whether a verb may begin with a word, which few words can."""
    return form in _joined() or _readings(form) is not None


def _is_name(word: str, form: str) -> bool:
    """Tell whether a word inside a sentence is a name by its capital, and not an auxiliary or modal."""
    return word[0].isupper() and form not in _joined()


def _verb_at(words: Sequence[str], position: int) -> tuple[Tense | None, int]:
    """Return the tense of the verb that begins here and the position of its last word."""
    form = words[position]
    previous = words[position - 1] if position else ""
    if form not in _joined():
        return _simple(form, previous), position
    if form in _have():
        if previous in _determiners() and form in _words("auxiliaries", "nouns"):
            return None, position
        return _compound(words, position, _have()[form], _PERFECT)
    if form in _be():
        perfect = previous in _reflexives() or _leads_movement(words, position)
        return _compound(words, position, _be()[form], _PERFECT if perfect else {})
    return _periphrase(words, position)


_PERFECT: Mapping[Tense, Tense] = {"present": "past", "imperfect": "past", "infinitive": "past"}


def _compound(
    words: Sequence[str], position: int, tense: Tense, with_participle: Mapping[Tense, Tense]
) -> tuple[Tense | None, int]:
    """Join an auxiliary with the participle that it governs ("a déjà été lancé")."""
    last = _governed(words, position, _is_governed_participle)
    if last is None and position + 1 < len(words) and words[position + 1] in _bare_participles():
        last = position + 1
    if last is None:
        return tense, position
    return with_participle.get(tense, tense), last


def _periphrase(words: Sequence[str], position: int) -> tuple[Tense | None, int]:
    """Join a modal verb with its infinitive, and that with its own participle ("devrait être vendue")."""
    entry = _periphrases()[words[position]]
    last = _governed(words, position, is_infinitive, link=entry.get("link"), optional=bool(entry.get("optional_link")))
    if last is None:
        if "link" in entry or entry["tense"] in ("present", "future", "past"):
            return (_simple_of_modal(words[position]), position)
        return entry["tense"], position
    if words[last] in _be() or words[last] in _have():
        participle = _governed(words, last, _is_governed_participle)
        last = last if participle is None else participle
    return entry["tense"], last


def _simple_of_modal(form: str) -> Tense:
    for tense in ("future", "conditional"):
        if form.endswith(_endings(tense)):
            return "future" if tense == "future" else "conditional"
    return "imperfect" if form.endswith(_endings("imperfect")) and len(form) > 5 else "present"


def _governed(
    words: Sequence[str], position: int, accept: Any, link: Sequence[str] | None = None, optional: bool = False
) -> int | None:
    """Return the position of the word that this verb governs, past adverbs and negations, or None."""
    linked = link is None or optional
    for ahead in range(position + 1, min(position + 2 + _MAX_BETWEEN, len(words))):
        form = words[ahead]
        if link and form in link:
            linked = True
            continue
        if linked and accept(form):
            return ahead
        if form not in _between() and not form.endswith(_endings("adverb")):
            return None
    return None


def _leads_movement(words: Sequence[str], position: int) -> bool:
    participle = _governed(words, position, _is_governed_participle)
    return participle is not None and _masculine(words[participle]) in _movement()


class _Readings(NamedTuple):
    """What a word alone may be: each reading holds or not by the word before it."""

    irregular: Tense | None
    regular: Tense | None
    infinitive: bool
    gerund: bool
    participle: bool
    after_clitic: Tense | None


@lru_cache(maxsize=20_000)
def _readings(form: str) -> _Readings | None:
    """Return what a word of its form may be, or None if it can't be a verb."""
    regular = (tense for tense in _SIMPLE_TENSES if form.endswith(_endings(tense)) and form not in _not_verbs(tense))
    readings = _Readings(
        _irregular().get(form),
        next(regular, None) if len(form) > _SHORT else None,
        is_infinitive(form),
        len(form) > _SHORT and form.endswith(tuple(_words("gerunds", "endings"))),
        _is_bare_participle(form),
        _after_clitic(form),
    )
    return readings if any(readings) else None


def _simple(form: str, previous: str) -> Tense | None:
    """Return the tense of a verb of one word, or None if the word is not a verb."""
    readings = _readings(form)
    if readings is None:
        return None
    determined = previous in _determiners()
    if readings.irregular is not None:
        return None if readings.irregular == "present" and determined else readings.irregular
    if readings.regular is not None:
        return None if determined and previous not in _pronouns() else readings.regular
    gerund = readings.gerund and previous in _words("gerunds", "after")
    if gerund or (readings.infinitive and previous in _before_infinitive()):
        return "infinitive"
    if readings.participle and not determined:
        return "participle"
    return readings.after_clitic if previous in _words("clitics", "words") else None


def _after_clitic(form: str) -> Tense | None:
    """Return the tense of the verb that a pronoun or a negation announces ("se penche", "il annonça")."""
    if len(form) < 3 or form in _words("clitics", "not_verbs") or form.endswith(_endings("adverb")):
        return None
    if form.endswith(tuple(_words("clitics", "past"))):
        return "past"
    return "present" if form.endswith(tuple(_words("clitics", "present"))) else None


def _is_bare_participle(form: str) -> bool:
    """Tell a participle that stands alone from the nouns and small words that end like one."""
    masculine = _masculine(form)
    if masculine in _words("bare_participles", "forms") or form in _words("bare_participles", "forms"):
        return True
    if not masculine.endswith("é") or len(form) < 5 or form in _not_verbs("participle"):
        return False
    return not masculine.endswith(_ending_of_nouns()) or masculine in _words("bare_participles", "in_ity")


@lru_cache(maxsize=20_000)
def is_participle(form: str) -> bool:
    """Tell whether a lower-case word may be a past participle."""
    return len(form) > 1 and form.endswith(_endings("participle")) and form not in _not_verbs("participle")


def _is_governed_participle(form: str) -> bool:
    """Tell the same of a word after an auxiliary, where some nouns are participles after all ("est parti")."""
    return form in _words("between", "participles_after_auxiliaries") or is_participle(form)


@lru_cache(maxsize=20_000)
def is_infinitive(form: str) -> bool:
    """Tell whether a lower-case word may be an infinitive."""
    known = form in _be() or form in _have()
    return known or (len(form) > 3 and form.endswith(_endings("infinitive")) and form not in _not_verbs("infinitive"))


class Tenses:
    """The tense that governs any place of a text, with each sentence's verbs found once.

    Parameters
    ----------
    text : str
        The article.
    sentences : sequence of (int, int)
        Its sentences, in order.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [start for start, _ in sentences]
        self._verbs: dict[int, list[Verb]] = {}

    def at(self, start: int, end: int, reach: int | None = None) -> Governing | None:
        """Return the tense that a date at ``[start, end)`` goes by, or None if nothing tells.

        The nearest verb before it in its sentence decides, else the first one after it. A verb of saying in the
        present counts as past; what is planned or put off is ``scheduled`` ("prévu lundi"), and ``scheduling`` where
        the verb says who did so ("a reporté lundi"). ``intending`` looks ahead by what the verb means ("promet un
        plan", "a promis de verser", "compte ouvrir"), so does ``coming`` ("arrive en mars"). With ``reach``, only a
        verb that stands within so many characters before it decides.
        """
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            return None
        if index not in self._verbs:
            self._verbs[index] = find_verbs(self._text, *self._sentences[index])
        return self._governing(self._verbs[index], start, end, reach)

    def _governing(self, verbs: Sequence[Verb], start: int, end: int, reach: int | None) -> Governing | None:
        finite = [verb for verb in verbs if verb.tense != "infinitive"]
        before = [verb for verb in finite if verb.end <= start]
        after = [verb for verb in finite if verb.start >= end]
        if reach is not None:
            before, after = [verb for verb in before if verb.end >= start - reach], []
        if len(before) > 1 and self._is_foreseen(*before[-2:]):
            before.pop()
        verb = before[-1] if before else (after[0] if after else None)
        if verb is None:
            return None
        leads = any(verb.end < led.start and led.end <= start for led in verbs if led.tense == "infinitive")
        return self._intention(verb, leads) or self._outlook(verb)

    def _is_foreseen(self, verb: Verb, participle: Verb) -> bool:
        """Tell whether a participle says how something will be: "prévoit un trafic perturbé lundi"."""
        if participle.tense != "participle" or self._intention(verb, leads=True) != "intending":
            return False
        return _masculine(self._text[participle.start : participle.end].lower()) in _words("intending", "foreseen")

    def _intention(self, verb: Verb, leads: bool) -> Governing | None:
        """Tell whether a verb looks ahead by what it means; ``leads`` says that an infinitive follows it."""
        words = _WORD.findall(self._text[verb.start : verb.end].lower())
        if verb.tense == "present":
            leads = leads or len(words) > 1
            if words[0] in _words("intending", "present") or (leads and words[0] in _words("intending", "to_act")):
                return "intending"
            before = _WORD.findall(self._text, max(verb.start - _NEAR, 0), verb.start)
            habit = before and before[-1] in _words("intending", "relative")  # "la saison, qui débute en mai"
            return "coming" if words[-1] in _words("intending", "coming") and not habit else None
        forms = {words[-1], _masculine(words[-1])}
        promised = verb.tense == "past" and leads and not forms.isdisjoint(_words("intending", "participles"))
        told = _auxiliaries().get(words[0]) == "present"
        return "intending" if promised and told else None

    def _outlook(self, verb: Verb) -> Governing | None:
        words = _WORD.findall(self._text[verb.start : verb.end].lower())
        if verb.tense == "present" and words[-1] in _saying():
            return "past"
        if _masculine(words[-1]) in _scheduling():
            passive = words[0] not in _have() or not _bare_participles().isdisjoint(words)
            return "scheduled" if passive else "scheduling"
        if verb.tense == "conditional" and words[-1] in _words("scheduling", "unreal"):
            return None
        if verb.tense == "conditional":
            return "past" if words[0] in _have() and len(words) > 1 else "conditional"
        return "past" if verb.tense == "participle" else verb.tense


def _masculine(participle: str) -> str:
    return _AGREEMENT.sub("", participle)


@cache
def _data() -> Mapping[str, Any]:
    return load("verbs")


def _by_form(table: Mapping[str, Sequence[str]]) -> dict[str, Tense]:
    return {form: tense for tense, forms in table.items() for form in forms}  # type: ignore[misc]


@cache
def _have() -> Mapping[str, Tense]:
    return _by_form(_data()["auxiliaries"]["have"])


@cache
def _be() -> Mapping[str, Tense]:
    return _by_form(_data()["auxiliaries"]["be"])


@cache
def _auxiliaries() -> Mapping[str, Tense]:
    return {**_have(), **_be()}


@cache
def _joined() -> frozenset[str]:
    """Return the words that go together with the verb behind them."""
    return frozenset((*_have(), *_be(), *_periphrases()))


@cache
def _irregular() -> Mapping[str, Tense]:
    return {**_by_form(_data()["irregular"]), **_by_form(_data()["saying"])}


@cache
def _periphrases() -> Mapping[str, Mapping[str, Any]]:
    return {form: entry for entry in _data()["periphrases"] for form in entry["forms"]}


@cache
def _endings(tense: str) -> tuple[str, ...]:
    return tuple(_data()["endings"][tense])


@cache
def _not_verbs(tense: str) -> frozenset[str]:
    return frozenset(_data()["not_verbs"][tense])


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(_data()[table][key])


@cache
def _ending_of_nouns() -> tuple[str, ...]:
    return tuple(_data()["bare_participles"]["ending_of_nouns"])


def _between() -> frozenset[str]:
    return _words("between", "words")


def _determiners() -> frozenset[str]:
    return _words("determiners", "words")


def _bare_participles() -> frozenset[str]:
    return _words("between", "bare_participles")


def _pronouns() -> frozenset[str]:
    return _words("determiners", "also_pronouns")


def _movement() -> frozenset[str]:
    return _words("movement", "participles")


def _reflexives() -> frozenset[str]:
    return _words("movement", "reflexives")


def _saying() -> frozenset[str]:
    return _words("saying", "present")


def _scheduling() -> frozenset[str]:
    return _words("scheduling", "participles")


def _before_infinitive() -> frozenset[str]:
    return _words("endings", "before_infinitive")
