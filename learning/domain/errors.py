"""What may go wrong when somebody learns; each has a calm message at the screen that meets it."""


class LearningRefused(Exception):
    """The act cannot be stored as it came; nothing was changed."""


class NoChoice(LearningRefused):
    """Nothing was chosen."""


class UnknownChoice(LearningRefused):
    """A choice, or a question, that was not offered."""


class QuestionWithdrawn(LearningRefused):
    """The question has been taken away for safety; others are still asked."""


class QuestionVoided(LearningRefused):
    """The question has been found wrong: it counts as right without an answer, and others are still asked."""


class StaleAnswer(LearningRefused):
    """The page was older than what is stored: another page or phone has answered since."""


class WorkJoined(LearningRefused):
    """While the act was on its way, another phone made this learner's work somebody else's: theirs it is to be."""
