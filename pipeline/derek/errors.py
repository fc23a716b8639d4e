"""Errors that a user can act on: each message says what is wrong, where, and what to do."""


class DerekError(Exception):
    """The root of every error that derek raises on purpose; its message is meant to be read by the user."""


class KnowledgeError(DerekError):
    """A row or a file under models/ (or a user's own knowledge folder) is wrong; the message begins with file:line."""


class ModelError(DerekError):
    """A model folder is missing, of a foreign protocol, or does not match its recorded hash."""


class ReadError(DerekError):
    """A document could not be read; it becomes a row of the rejects table."""


class RunError(DerekError):
    """A run as a whole cannot go on: a locked folder, an older schema, a full disk."""


class GoldError(DerekError):
    """A gold document drifts from its text or breaks the labelling form; the message names file and label."""


class UsageError(DerekError):
    """A flag or an argument makes no sense; the message says which and what would."""
