"""Which script a text is written in, and whether it is Kazakh: by letters and frequent words."""

from __future__ import annotations

from collections import Counter

import regex

_SAMPLE = 20_000
"""Characters that are looked at; a release declares itself well before that."""

_SCRIPTS = {
    "Cyrl": regex.compile(r"\p{Cyrillic}"),
    "Latn": regex.compile(r"\p{Latin}"),
    "Arab": regex.compile(r"\p{Arabic}"),
}
_WORD = regex.compile(r"[\p{L}\p{M}]++")

# Letters that one language of the region writes and its neighbours do not, and its most frequent function words.
_LETTERS = {
    "kk": "әғқңұүөһі",
    "ky": "ңүө",
    "uz": "ўқғҳ",
    "tt": "әңүөһҗ",
    "tg": "ӣӯҷҳқғ",
    "uk": "іїєґ",
    "be": "ўі",
    "ru": "ыэёщъ",
}
_WORDS = {
    "kk": "және мен бен пен үшін деп деді бұл туралы бойынша болып қазақстан жылы жылғы арқылы керек болады ғана да де "
    "ол осы екенін сондай-ақ қала облысы дейін бар еді бір теңге",
    "ky": "жана менен үчүн деп бул тууралуу боюнча болуп кыргыз жылы аркылуу керек болот гана да ал "
    "ушул экенин ошондой эле бар бир",
    "uz": "ва билан учун деб бу ҳақида бўйича бўлиб ўзбекистон йили орқали керак бўлади ҳам у шу эканини бор бир",
    "tt": "һәм белән өчен дип бу турында буенча булып елда аша кирәк була гына да ул шул икәнен бар бер",
    "tg": "ва бо барои ки ин дар аз ба дар бораи аст шуд буд тоҷикистон соли",
    "ru": "и в на с по что для не о об от это как из к за при был было будет года году также который казахстан все уже",
    "uk": "і в на з що для не про від це як до за при був було буде року також який україни та",
    "be": "і ў на з што для не пра ад гэта як да за пры быў было будзе года таксама які беларусі",
}
_ENDINGS = {
    "kk": "ды ді ты ті ған ген қан кен лар лер дар дер тар тер ның нің дың дің тың тің да де та те дан ден мен бен пен "
    "ға ге",
    "ky": "ды ди ду дү ган ген лар лер лор лөр нын нин нун нүн дын дин дун дүн да де до дө дан ден га ге го гө",
    "ru": "ого его ому ых их ый ий ая ое ые ие ть тся ов ев ами ями ия ции ом ем ет ит ют ал ла ло ли",
}
_ENDING_SETS = {language: tuple(endings.split()) for language, endings in _ENDINGS.items()}
"""What words of the language often end with: decides where a short text has none of the letters or words above."""
_WORD_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LETTER_SETS = {language: frozenset(letters) for language, letters in _LETTERS.items()}

_LATIN_WORDS = {
    "kk": "jäne men ben pen üşın üşin ushin dep dedı dedi būl bul turaly boiynşa bolyp "
    "qazaqstan jyly arqyly kerek ğana ǵana",
    "tr": "ve ile için bu bir olarak dedi türkiye olan da de ne",
    "uz": "va bilan uchun deb bu haqida boʻyicha bo'yicha o'zbekiston oʻzbekiston yili ham",
    "en": "the of and to in is for that with on was said as by",
}
_LATIN = {language: frozenset(words.split()) for language, words in _LATIN_WORDS.items()}


def script_shares(text: str) -> dict[str, float]:
    """ISO 15924 code → share of the letters of the text's first 20,000 characters; empty where there is no letter."""
    sample = text[:_SAMPLE]
    counts = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS.items()}
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items() if count} if total else {}


def language_and_script(text: str) -> tuple[str, str]:
    """(BCP 47 tag, ISO 15924 code) of a text; «und» and «Zyyy» where nothing decides."""
    shares = script_shares(text)
    if not shares:
        return "und", "Zyyy"
    script = max(shares, key=lambda code: shares[code])
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    return {"Cyrl": _cyrillic, "Latn": _latin, "Arab": _arabic}[script](words), script


def _cyrillic(words: list[str]) -> str:
    letters = Counter("".join(words))
    total = sum(letters.values())
    scores = {
        language: sum(word in _WORD_SETS[language] for word in words) / len(words) * 2
        + sum(word.endswith(_ENDING_SETS.get(language, ())) for word in words) / len(words) * 0.3
        + sum(letters[letter] for letter in _LETTER_SETS[language]) / total
        - 2 * sum(letters[letter] for letter in _FOREIGN[language]) / total
        for language in _WORDS
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > _LEAST else "und"


_LEAST = 0.01
_ALL_LETTERS = frozenset().union(*(_LETTER_SETS[language] for language in _LETTERS if language != "ru"))
_FOREIGN = {language: _ALL_LETTERS - letters for language, letters in _LETTER_SETS.items()}
"""Letters that a language does not write: each one found counts against it."""


def _latin(words: list[str]) -> str:
    scores = {language: sum(word in known for word in words) for language, known in _LATIN.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] * 50 >= len(words) and scores[best] else "und"


def _arabic(words: list[str]) -> str:
    """Kazakh in Arabic script writes ە and ۇ for its vowels and ۆ or ٴ besides."""
    letters = Counter("".join(words))
    own = letters["ە"] + letters["ۇ"] + letters["ۋ"] + letters["ى"]
    return "kk" if own * 8 > sum(letters.values()) and letters["ە"] else "und"
