"""The small words around reported speech, by the role that they play in it."""

from __future__ import annotations

from derek.knowledge import Knowledge

ROLES = frozenset(
    {
        "act",
        "addressee",
        "adverb",
        "any_body",
        "carrier",
        "chief",
        "clause",
        "compound",
        "closing_carrier",
        "connective",
        "copula",
        "during",
        "epithet",
        "floor",
        "genitive_pronoun",
        "given",
        "honorific",
        "host",
        "interviewer",
        "listener",
        "naming",
        "no_noun",
        "occasion",
        "office",
        "postposition",
        "predicate",
        "pro_form",
        "pronoun",
        "record",
        "respondent",
        "saying",
        "state_body",
        "spoken",
        "standing",
        "thus",
        "utterance",
        "view",
        "writing",
    }
)
"""adverb: may stand between a clause and its verb; carrier, closing_carrier, standing, copula: carry or close a verb;
view: «деген пікірде»; naming: «деп атады»; predicate: closes a sentence without a verb; clause: «екенін»; any_body:
stands for whatever organisation was named last; no_noun: before a noun without describing it; occasion, during:
«жиында», «жиын барысында»; listener: may be told something («журналистерге»); given: verbs of giving; writing:
«хабарламада»; office: nouns for office-holders; chief: those that fit any of them («басшы»); spoken: «сөзін «…» деп
бастады»; saying: «Абайдың «…» деген сөзін»; addressee: nouns for those who may be told, beside those who may speak;
floor: «сөз алды»; host: «модератор»; connective: opens a sentence before a name («Алайда Омарова»); honorific:
«мырза», «ата»; state_body: «министрлік», whose press service speaks for it; compound: two words of which the first
names nobody («тұрғын үй»); record: whose figures nobody signs («тексеру деректеріне сүйенсек»)."""


class ReportingWords:
    """The words of `lexicon/reporting_words.tsv`, lower case; verbs as stems."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Raises KnowledgeError when the table is missing or broken."""
        rows = knowledge.table("lexicon/reporting_words.tsv", ("word", "role"))
        self._by_role = {role: frozenset(row["word"] for row in rows if row["role"] == role) for role in ROLES}

    def of(self, role: str) -> frozenset[str]:
        """The words of one role. Raises KeyError for a role that no rule asks for."""
        return self._by_role[role]
