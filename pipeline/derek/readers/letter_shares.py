"""How often each letter stands in the Cyrillic languages of the region: tells encodings and languages apart.

Letters a thousand in running text, as probabilities in logarithms. Kazakh is counted on news sentences; Russian and
Ukrainian follow the usual tables; the others are rounded, which is enough: what tells them apart are letters that one
language has at ten a thousand and another has not at all.
"""

from __future__ import annotations

import math

UNSEEN = 0.05
"""Letters a thousand that are reckoned for a letter that a language lacks: it comes in names."""

_SHARES = {
    "kk": "а126 ы78 е74 і69 н66 т59 р54 л51 д43 с40 м31 қ31 к27 о26 б25 ж20 з17 ғ16 у16 п15 й15 ң14 и13 ш13 г11 "
    "ұ9 ө9 ү9 ә7 я3 в3 х2 ц1 э1 ф1 ь0.5 ю0.5 ч0.3 һ0.2 ё0.1 щ0.1 ъ0.1",
    "ru": "о110 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 "
    "ш7 ю6 ц5 щ4 э3 ф3 ъ0.4 ё0.4",
    "ky": "а125 н75 ы62 т60 и55 р60 к60 л58 у55 е50 д45 о45 с33 б30 г30 ү28 м27 ө25 ш23 п20 ж20 й18 ч15 з13 э12 "
    "ң11 я5 в4 ц1 ф1 х1 ю1 ь1 ё1",
    "uz": "а125 и130 н62 о62 л58 р52 т48 д42 с38 ш33 б32 к30 г26 м32 у32 в22 з17 й17 х14 қ20 ҳ14 ў19 е26 э9 ж10 "
    "п13 ғ8 я12 ч13 ф7 ё6 ц2 ю4 ъ4 ь1",
    "uk": "о94 а72 и61 і57 н65 в53 т54 е46 р47 с41 к36 л36 д34 у34 м31 п29 я25 з23 ь18 б17 г16 ч14 й13 х12 ц10 "
    "ш7 ю8 ж7 ї6 є6 щ6 ф3 ґ0.1",
    "be": "а150 н62 і60 р45 е45 с47 к38 ы38 л37 т35 у34 в28 д33 я40 п28 о33 м27 з28 г18 ц28 ч16 ь14 ў18 б16 й11 "
    "х10 э17 ш10 ж8 ю7 ё6 ф2",
    "tg": "а150 и90 о100 р60 н60 д60 т50 м38 е35 у32 б35 ш25 к30 с32 л28 в28 з25 ӣ20 ҳ17 ҷ10 қ10 ӯ6 ғ4 х14 г16 "
    "я12 й9 п10 ф9 ъ4 ч9 э3 ж3 ё6 ю2",
    "tt": "а95 е70 н65 р60 ы60 л62 т52 к50 и40 ә55 д38 с30 г30 б27 м30 у24 й17 ү20 ш17 ң9 з17 о15 ч13 я11 х9 ө9 "
    "в9 п14 һ3 җ5 э6 ю4 ь5 ф3 ж2 ц1 щ0.3 ъ1",
}

LOG_SHARES = {
    language: {pair[0]: math.log(float(pair[1:]) / 1000) for pair in shares.split()}
    for language, shares in _SHARES.items()
}
"""Language → lower-case letter → log probability; a letter that is absent has `log(UNSEEN / 1000)`."""
