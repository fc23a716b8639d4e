"""The small words around reported speech, by the role that they play in it."""

from __future__ import annotations

from derek.knowledge import Knowledge

ROLES = frozenset(
    {
        "act",
        "adverb",
        "any_body",
        "carrier",
        "clause",
        "closing_carrier",
        "copula",
        "epithet",
        "genitive_pronoun",
        "interviewer",
        "naming",
        "no_noun",
        "postposition",
        "predicate",
        "pro_form",
        "pronoun",
        "respondent",
        "standing",
        "utterance",
        "view",
    }
)
"""adverb: may stand between a clause and its verb; carrier, closing_carrier, standing, copula: carry or close a verb;
view: «деген пікірде»; naming: «деп атады»; predicate: closes a sentence without a verb; clause: «екенін»; any_body:
stands for whatever organisation was named last; no_noun: before a noun without describing it."""


class ReportingWords:
    """The words of `lexicon/reporting_words.tsv`, lower case; verbs as stems."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError when the table is missing or broken."""
        rows = knowledge.table("lexicon/reporting_words.tsv", ("word", "role"))
        self._by_role = {role: frozenset(row["word"] for row in rows if row["role"] == role) for role in ROLES}

    def of(self, role: str) -> frozenset[str]:
        """The words of one role. Raises KeyError for a role that no rule asks for."""
        return self._by_role[role]
