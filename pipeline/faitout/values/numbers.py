"""French numbers, in digits, in words and mixed: text -> exact decimal and offsets.

:func:`scan_numbers` gives everything that is spelled like a number, for the values that are built on numbers
(amounts, dates) and decide by what stands around it. :func:`find_numbers` gives the numbers of a text as a reader
would list them, :func:`parse_number` reads a text that is one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from faitout.values.folding import fold, fold_marks, lower
from faitout.values.number_words import THOUSAND, number_words
from faitout.values.word_steps import WORD, WordSteps

Form = Literal["digits", "words", "collective", "magnitude", "fraction", "article", "slashed"]

_SIGN = re.compile(r"(?:^|(?<=[\s(«\"/]))-\Z")
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_PLAIN = re.compile(r"(?P<plain>\d{1,3})(?P<grouped>)?(?P<group>)?")
_MINUS_WINDOW = 16
_LONGEST_ORDINAL = 8  # in words
_SMALLEST_PART = 5  # "un troisième site" is one more site; its part is a "tiers"
_DECIMAL_MARK = re.compile(r"(?:^|(?<=[\s($€£-]))[.,]\Z")
_LOOSE_GROUP = len(". 000")
_LOOSE_THOUSANDS = re.compile(r"(?:(?:\. | \.)000(?!\d)){1,3}")
ONE = Decimal(1)


class Number(NamedTuple):
    """A number in a text.

    Parameters
    ----------
    start, end : int
        Offsets of the number with its magnitude ("1,5 milliard"), in code points.
    value : Decimal
        Its exact value.
    form : str
        ``digits`` if any part is printed in digits, ``words``; ``collective`` ("une centaine"); ``magnitude``
        without numeral ("le million"); ``fraction``; ``article`` for a lone "un" or "une"; ``slashed`` for the
        first of two with a slash between them ("100/150 euros"), which may as well be a date or a score.
    scale : Decimal
        The greatest magnitude printed (10**6 for "5 millions"), 1 if none.
    abbreviated : bool
        Whether that magnitude is an abbreviation ("5 M").
    grouped : bool
        Whether its digits are printed in groups of thousands ("4.600").
    takes_of : bool
        Whether it ends in a magnitude that takes "de" before what it counts ("5 millions d'abonnés").
    """

    start: int
    end: int
    value: Decimal
    form: Form
    scale: Decimal = ONE
    abbreviated: bool = False
    grouped: bool = False
    takes_of: bool = False


def is_whole(value: Decimal) -> bool:
    """Tell whether a value has no decimals; unlike ``% 1`` for values of any size."""
    return value == value.to_integral_value()


def scan_numbers(text: str) -> list[Number]:
    """Return everything that is spelled like a number, in reading order, without overlaps.

    Articles ("un", as form ``article``), numbers glued to letters ("29km", "A320") and days of the month are
    included; dates and other codes in digits (11/01/2019, 10:30, 1.2.3) are not.
    """
    return list(_Scanner(text))


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of a text: no articles, nothing glued to letters, no day of a month; "moins trois" is -3.

    >>> [str(number.value) for number in find_numbers("entre 2,5 et trois millions le 4 mai")]
    ['2.5', '3000000']
    """
    folded = fold(text)
    return [_negated(folded, number) for number in scan_numbers(text) if _stands_alone(folded, number)]


def parse_number(text: str) -> Decimal | None:
    """Return the value of a text that is one number and nothing else, or None.

    >>> parse_number("deux cent virgule zéro trois")
    Decimal('200.03')
    """
    stripped = text.strip()
    numbers = scan_numbers(stripped)
    whole = len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(stripped))
    return numbers[0].value if whole else None


class _Scanner(WordSteps):
    """Reads the numbers of one text from left to right."""

    def __init__(self, text: str) -> None:
        self.marks = _without_addresses(fold_marks(text))
        super().__init__(lower(self.marks), number_words())
        self.position = 0

    def __iter__(self) -> Iterator[Number]:
        """Stop at each place where a number may begin and read it there."""
        search = self.words.anchor.search
        while anchor := search(self.folded, self.position):
            number = self._number(anchor.start(), anchor)
            if number is None:
                self.position = max(self.position, anchor.end())
            else:
                self.position = number.end
                yield number

    def _number(self, start: int, anchor: re.Match[str]) -> Number | None:
        if self.folded[start].isdigit():
            digits = self._digits(start)
            if digits is None or digits.form == "slashed":
                return digits
            return self._continued(self._signed(digits))
        number = self._from_words(anchor)
        if number is None or self._joined_to_a_name(number):
            return None
        if number.form == "words" and (ordinal := self._ordinal_from(number)):
            self.position = ordinal[1]
            return None
        return number

    def _digits(self, start: int) -> Number | None:
        """Read digits, or step over a code in digits (11/01/2019) that is no number."""
        match = self.words.digits.match(self.folded, start)
        if match is None or match.lastgroup == "code":
            self.position = match.end() if match else start + 1
            return None
        if match["group"] == " " and start and self.folded[start - 1].isalpha():
            match = _PLAIN.match(self.folded, start) or match  # "TF1 190.000 euros": the name has its own digits
        number = _from_digits(match)
        if match.lastgroup != "plain":
            return number
        return self._with_leading_mark(self._with_loose_thousands(number))

    def _with_loose_thousands(self, number: Number) -> Number:
        """Read "10. 000" and "10 .000", where a space slipped in: no sentence begins with three zeros."""
        loose = _LOOSE_THOUSANDS.match(self.folded, number.end)
        if loose is None or not 1 <= number.value < THOUSAND:
            return number
        groups = (loose.end() - loose.start()) // _LOOSE_GROUP
        return number._replace(end=loose.end(), value=number.value.scaleb(3 * groups), grouped=True)

    def _with_leading_mark(self, number: Number) -> Number:
        """Read ".5" and ",77" as decimals without their zero."""
        start, printed = number.start, self.folded[number.start : number.end]
        if start and printed.isdigit() and _DECIMAL_MARK.search(self.folded, max(0, start - 2), start):
            return number._replace(start=start - 1, value=Decimal(f"0.{printed}"))
        return number

    def _signed(self, number: Number) -> Number:
        """Take a minus that touches the digits and nothing before them, or that opens a text which ends with them.

        A plus says nothing about the value and stays outside.
        """
        start = number.start
        if not start or "-" not in self.folded[max(0, start - 2) : start]:
            return number
        touching = _SIGN.search(self.folded, max(0, start - 2), start)
        alone = start == 2 and self.folded[:2] == "- " and number.end == len(self.folded)
        if not touching and not alone:
            return number
        return number._replace(start=start - (1 if touching else 2), value=-number.value)

    def _from_words(self, anchor: re.Match[str]) -> Number | None:
        word, start = anchor.group(), anchor.start()
        words = self.words
        if word in words.units:
            return self._after_one(anchor)
        if word in words.parts:
            return Number(start, anchor.end(), words.parts[word], "fraction")
        if word in words.collectives:
            return self._bare(anchor, "collective", words.collectives[word], "collective_determiners")
        if words.magnitudes.get(word, ONE) > THOUSAND:
            return self._bare(anchor, "magnitude", words.magnitudes[word], "singular_determiners")
        number = None if self._is_other_word(anchor) else self._first_term(start)
        return self._continued(number) if number else None

    def _is_other_word(self, anchor: re.Match[str]) -> bool:
        """Tell whether a number word is no number here: "un logement neuf", "pour cent", "dis virgule cinq"."""
        word, words = anchor.group(), self.words
        if word in words.adjectives:
            return not self._counts(anchor)
        before = self.previous(anchor.start())
        return before in words.grammar["decimal_point"] or (word in words.hundreds and before in words.grammar["per"])

    def _first_term(self, position: int) -> Number | None:
        """Read a number below a thousand in words, or "mille" without one."""
        if read := self.below_thousand(position):
            return Number(position, read[1], Decimal(read[0]), "words")
        word = self.word(position)
        if word and self.words.magnitudes.get(word[0]) == THOUSAND:
            return Number(position, word[1], THOUSAND, "words", scale=THOUSAND)
        return None

    def _after_one(self, anchor: re.Match[str]) -> Number:
        """Read what a lone "un" or "une" begins: a magnitude, a collective, a fraction, or nothing."""
        article = Number(anchor.start(), anchor.end(), ONE, "article")
        follow = self.next(anchor.end())
        if follow is None or follow[0].split("-")[0] not in self.words.continuing:
            return article
        number = self._continued(article)
        return number if number.end == article.end else number._replace(form=_form(number, "words"))

    def _bare(self, anchor: re.Match[str], form: Form, value: int | Decimal, determiners: str) -> Number | None:
        """Read a collective or magnitude without numeral, if its determiner makes it one: "le million"."""
        word = anchor.group()
        if word.endswith("s") or self.previous(anchor.start()) not in self.words.grammar[determiners]:
            return None
        scale = Decimal(value) if form == "magnitude" else ONE
        number = Number(anchor.start(), anchor.end(), Decimal(value), form, scale)
        return self._with_half(self._magnified(number))

    # -- what may follow ------------------------------------------------------------------------------------

    def _continued(self, number: Number) -> Number:
        """Add to a first number all that belongs to it: magnitudes, smaller terms, decimals, halves, fractions."""
        if number.form == "digits" and not self._goes_on(number.end):
            return self._abbreviated(number)
        number = self._with_decimals(number)
        for extend in (self._with_collective, self._with_fraction):
            longer = extend(number)
            if longer is not None:
                return longer
        total = self._with_terms(self._magnified(number))
        return self._with_half(self._with_decimals(total) if total.end > number.end else total)

    def _magnified(self, number: Number) -> Number:
        """Multiply by the magnitudes that follow directly: "deux mille milliards", "une centaine de millions"."""
        words = self.words
        while follow := self.next(number.end, skip=words.grammar["of"] if number.form == "collective" else None):
            word, end = follow
            if word in words.halves and (after := self.next(end)) and after[0] in words.magnitudes:
                number = number._replace(value=number.value / 2)
                word, end = after
            factor = words.magnitudes.get(word)
            if factor is None:
                break
            scale = factor if number.scale == ONE else number.scale * factor
            value = (
                _ungrouped(number).value if word[-1] != "s" and number.grouped and factor > THOUSAND else number.value
            )
            number = number._replace(
                end=end,
                value=value * factor,
                scale=scale,
                form=_form(number, "words"),
                takes_of=factor > THOUSAND,
            )
        return self._abbreviated(number) if number.scale == ONE and number.form == "digits" else number

    def _goes_on(self, end: int) -> bool:
        """Tell whether a word follows that can belong to a number in digits; most often none does."""
        follow = self.next(end)
        return follow is not None and follow[0] in self.words.continuing

    def _abbreviated(self, number: Number) -> Number:
        """Multiply by an abbreviation behind the digits: "5 M"."""
        if self.folded[number.end : number.end + 2].lstrip(" ")[:1] not in self.words.abbreviation_letters:
            return number
        short = self.words.abbreviation.match(self.marks, number.end)
        if short is None:
            return number
        factor = self.words.abbreviations[short.group().strip()]
        return number._replace(end=short.end(), value=number.value * factor, scale=factor, abbreviated=True)

    def _with_terms(self, number: Number) -> Number:
        """Add smaller terms after a magnitude: "deux mille trois cents", "2 millions 500.000"."""
        while number.scale > ONE and not number.abbreviated:
            term = self._term(number.end)
            if term is None or term.value >= number.scale or self._is_another(number, term):
                break
            form: Form = "digits" if "digits" in (number.form, term.form) else "words"
            number = number._replace(end=term.end, value=number.value + term.value, form=form, takes_of=term.takes_of)
            if term.scale == ONE:
                break
        return number

    def _is_another(self, number: Number, term: Number) -> bool:
        """Tell an article or a count of years from a term: "32 millions un peu partout", "3 millions un an après"."""
        if number.form == "digits" and term.form == "words" and term.value == 1:
            return True
        follow = self.next(term.end) if term.value < 100 else None
        return follow is not None and follow[0] in self.words.grammar["lengths_of_time"]

    def _term(self, position: int) -> Number | None:
        """Read one more term: a number below a thousand and its magnitude, or digits in groups."""
        if self.folded[position : position + 1] not in (" ", "-"):
            return None
        if self.folded[position + 1 : position + 2].isdigit():
            digits = self.words.digits.match(self.folded, position + 1)
            if digits is None or digits.lastgroup == "code":
                return None
            number = self._magnified(_from_digits(digits))
            return number if number.grouped or number.scale > ONE else None
        term = self._first_term(position + 1)
        return self._magnified(term) if term else None

    def _with_half(self, number: Number) -> Number:
        """Add "et demi": half the magnitude ("deux millions et demi"), or a half ("trois et demi")."""
        if (joined := self.next(number.end)) and joined[0] in self.words.grammar["and"]:
            half = self.next(joined[1])
            if half and half[0] in self.words.halves:
                return number._replace(end=half[1], value=number.value + number.scale / 2)
        return number

    def _with_decimals(self, number: Number) -> Number:
        """Add decimals in words: "deux cent virgule zéro trois"."""
        point = self.next(number.end)
        if number.form not in ("words", "article") or not point or point[0] not in self.words.grammar["decimal_point"]:
            return number
        zeros, position = "", point[1]
        while (follow := self.next(position)) and self.words.cardinals.get(follow[0]) == 0:
            zeros, position = zeros + "0", follow[1]
        read = self.below_thousand(position + 1) if self.folded[position : position + 1] == " " else None
        decimals = zeros + (str(read[0]) if read else "")
        if not decimals:
            return number
        return number._replace(end=read[1] if read else position, value=number.value + Decimal(f"0.{decimals}"))

    def _with_collective(self, number: Number) -> Number | None:
        """Multiply by a collective: "une petite centaine", "deux douzaines", "40 milliers"."""
        follow = self.next(number.end)
        while follow and follow[0] in self.words.qualifiers and follow[0] not in self.words.collectives:
            half = follow[0] in self.words.halves
            follow = self.next(follow[1])
            if half and follow and follow[0] in self.words.collectives:
                number = number._replace(value=number.value / 2)
        if not follow or follow[0] not in self.words.collectives:
            return None
        value = number.value * self.words.collectives[follow[0]]
        form: Form = "digits" if number.form == "digits" else "collective"
        return self._magnified(Number(number.start, follow[1], value, form, ONE))

    def _with_fraction(self, number: Number) -> Number | None:
        """Read a fraction: "trois quarts", "cent trois et deux tiers", "un sur trois", "un vingtième"."""
        words, follow = self.words, self.next(number.end)
        if follow is None:
            return None
        if follow[0] in words.fractions:
            return self._parts(number, follow)
        if follow[0] in words.grammar["and"]:
            return self._and_fraction(number, follow[1])
        if follow[0] in words.grammar["out_of"]:
            return self._ratio(number, follow[1]) if number.value < 100 else None
        return self._part_of_one(number.end, number) if number.value == 1 else None

    def _parts(self, number: Number, name: tuple[str, int]) -> Number | None:
        """Read "trois quarts", unless a magnitude or a collective follows ("un demi-million")."""
        after = self.next(name[1])
        if after and (after[0] in self.words.magnitudes or after[0] in self.words.collectives):
            return None
        return Number(number.start, name[1], number.value / self.words.fractions[name[0]], "fraction")

    def _part_of_one(self, position: int, number: Number) -> Number | None:
        """Read the name of a part in the singular, as only one can have: "un vingt et unième", "un millionième"."""
        ordinal = self._ordinal(position + 1)
        if ordinal is None or ordinal[0] < _SMALLEST_PART:
            return None
        return Number(number.start, ordinal[1], 1 / ordinal[0], "fraction")

    def _ordinal_from(self, number: Number) -> tuple[Decimal, int] | None:
        """Return the ordinal that begins with a number, if it is one: "vingt et unième", "trois millième"."""
        follow = self.next(number.end)
        if follow and follow[0] in self.words.grammar["and"]:
            follow = self.next(follow[1])
        return self._ordinal(number.start) if follow and follow[0] in self.words.ordinals else None

    def _ordinal(self, position: int) -> tuple[Decimal, int] | None:
        """Read an ordinal in words as its cardinal, and where it ends."""
        words, step = self.words, self.word(position)
        spelled: list[str] = []
        while step and len(spelled) < _LONGEST_ORDINAL:
            word, end = step
            if word in words.ordinals:
                cardinal = " ".join([*spelled, words.ordinals[word]])
                value = parse_number(cardinal) or words.magnitudes.get(cardinal)
                return (value, end) if value else None
            if not (word in words.cardinals or word in words.starting or word in words.grammar["and"]):
                return None
            spelled.append(word)
            step = self.next(end)
        return None

    def _and_fraction(self, number: Number, position: int) -> Number | None:
        read = self.below_thousand(position + 1)
        name = self.next(read[1]) if read else None
        if not read or not name or name[0] not in self.words.fractions:
            return None
        value = number.value + Decimal(read[0]) / self.words.fractions[name[0]]
        return Number(number.start, name[1], value, "fraction")

    def _ratio(self, number: Number, position: int) -> Number | None:
        whole: Number | None
        if self.folded[position + 1 : position + 2].isdigit():
            digits = self.words.digits.match(self.folded, position + 1)
            whole = _from_digits(digits) if digits and digits.lastgroup != "code" else None
        else:
            whole = self._first_term(position + 1)
        if whole is None or not number.value < whole.value <= 100:
            return None
        return Number(number.start, whole.end, number.value / whole.value, "fraction")

    # -- what stands around ----------------------------------------------------------------------------------

    def _counts(self, anchor: re.Match[str]) -> bool:
        """Tell whether a number word that is an adjective too counts something here."""
        follow = self.next(anchor.end())
        if follow is None:
            return False
        counted = follow[0]
        return (
            counted in self.words.magnitudes
            or counted in self.words.hundreds
            or (counted.endswith("s") and len(counted) > 4)
            or self.previous(anchor.start()) in self.words.before_adjectives
        )

    def _joined_to_a_name(self, number: Number) -> bool:
        """Tell whether a hyphen makes the number part of a name: "Deux-Sèvres", "Trois-Rivières"."""
        tail = self.marks[number.end : number.end + 2]
        return len(tail) == 2 and tail[0] == "-" and tail[1].isupper()


def _without_addresses(marks: str) -> str:
    """Blot out web addresses, whose digits are no numbers, without moving anything."""
    if "://" not in marks and "www." not in marks:
        return marks
    return _WEB_ADDRESS.sub(lambda address: "_" * len(address.group()), marks)


def _from_digits(anchor: re.Match[str]) -> Number:
    kind, text = anchor.lastgroup, anchor.group()
    if kind == "slashed":
        value = Decimal(text.replace(" ", "").replace(".", "").replace(",", "."))
        return Number(anchor.start(), anchor.end(), value, "slashed", grouped=" " in text or "." in text)
    if kind == "power":
        return Number(anchor.start(), anchor.end(), _power(text), "digits")
    if anchor["grouped"]:
        printed = text.replace(anchor["group"], "").replace(",", ".")
    elif kind == "english":
        printed = text.replace(",", "")
    else:
        printed = text.replace(",", ".")
    return Number(anchor.start(), anchor.end(), Decimal(printed), "digits", grouped=bool(anchor["grouped"]))


def _power(printed: str) -> Decimal:
    """Read "1,5e3" and "2^10"."""
    base, mark, exponent = printed.replace(",", ".").partition("^")
    return Decimal(base) ** int(exponent) if mark else Decimal(base)


def _ungrouped(number: Number) -> Number:
    """Read "1.234 milliard" in the singular as a decimal: one and a bit."""
    return number._replace(value=number.value / THOUSAND, grouped=False) if number.value < 2000 else number


def _form(number: Number, plain: Form) -> Form:
    return number.form if number.form in ("digits", "collective", "magnitude") else plain


def _negated(folded: str, number: Number) -> Number:
    """Take a minus in words, but not that of "au moins trois": "moins trois"."""
    if folded[number.start - 1 : number.start] != " ":
        return number
    grammar = number_words().grammar
    words = WORD.findall(folded, max(0, number.start - _MINUS_WINDOW), number.start - 1)
    if not words or words[-1] not in grammar["minus"] or (len(words) > 1 and words[-2] in grammar["no_minus"]):
        return number
    return number._replace(start=number.start - 1 - len(words[-1]), value=-number.value)


def _stands_alone(folded: str, number: Number) -> bool:
    before = folded[number.start - 1 : number.start]
    after = WORD.match(folded, number.end)
    if number.form in {"article", "magnitude"}:
        return number.form == "magnitude"
    if before.isalpha() or before in (".", "/") or after or number.form == "slashed":
        return False
    month = WORD.match(folded, number.end + 1)
    return not (month and month.group() in number_words().months)
