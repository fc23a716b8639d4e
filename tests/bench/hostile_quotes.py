"""Quotation rules on hostile text: marks, dashes and nested pairs at 1×, 2× and 4× of a quarter of a megabyte.

    python tests/bench/hostile_quotes.py [CHARACTERS]    # of the longest; 1,000,000 unless told

Prints CPU seconds of the rules alone (the page is annotated before) and how much longer the 4× text took than the 1×.
"""

from __future__ import annotations

import random
import sys
import time

from derek.extractors.quotes import QuoteFinder
from derek.knowledge import Knowledge
from derek.text.annotating import Annotator

UNITS = {
    "opening marks": "«",
    "pairs": "«»",
    "nested kinds": '«“„"»”',
    "dashes": "– ",
    "dash paragraphs": "– а\n",
    "turns": "«а», – деді ол. ",
    "tails": ", – деді ",
    "closing marks on lines": "»\n",
    "questions": "– а?\n",
    "paragraphs left open": "«а, – деді ол.\n",
    "reports": "Министр жол жөнделгенін айтып, ",
    "orders": "Үкіметке жолды жөндеуді, ",
    "labels": "А. Б: – а.\n",
    "written answers": "1. Не?\nБар.\n",
    "gestures": "– А. – Ол келіп кетті.\n",
    "gestures on one line": "– А. – Ол келіп кетті. ",
    "verse": ":\n«а\n",
    "retold words": "– А. «Б в г д», – дейді. ",
    "hosts": "жүргізді ",
    "shares": "Қалғандары өсті деп санайды. ",
    "press offices": "Министрліктің баспасөз қызметі жол салынғанын айтты. ",
    "bodies in full": "Облыс басқармасы басқарма ашылғанын айтты. ",
}


def main() -> None:
    """One line a unit, and one for all of them shuffled."""
    longest = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    knowledge = Knowledge()
    annotator, finder = Annotator(knowledge), QuoteFinder(knowledge)
    order = random.Random(7)
    atoms = [order.choice(list(UNITS.values())) for _ in range(longest)]
    texts = {name: unit * (longest // len(unit) + 1) for name, unit in UNITS.items()} | {"shuffled": "".join(atoms)}
    print(
        f"{'text':24}" + "".join(f"{size // 1000:>9}k" for size in (longest // 4, longest // 2, longest)) + "   4×/1×"
    )
    for name, text in texts.items():
        spent = []
        for size in (longest // 4, longest // 2, longest):
            page = annotator.page(text[:size])
            begun = time.process_time()
            finder.find(page, [])
            spent.append(time.process_time() - begun)
        print(
            f"{name:24}" + "".join(f"{seconds:10.2f}" for seconds in spent) + f"{spent[2] / max(spent[0], 1e-3):8.1f}"
        )


if __name__ == "__main__":
    main()
