"""IAM's words for an entity that does not exist, where MiniStack has its own."""
import re

from ..framework.patching import wrap

_WORDS = (
    (r"Role (\S+) not found\.", r"The role with name \1 cannot be found."),
    (r"Instance profile (\S+) not found\.", r"Instance Profile \1 cannot be found."),
    (r"Policy (arn:\S+) not found\.", r"Policy \1 was not found."),
)


def install() -> None:
    def in_words_of_iam(error):
        def answer(status, code, message, ns="iam"):
            for pattern, words in _WORDS:
                message = re.sub(f"^{pattern}$", words, message)
            return error(status, code, message, ns)
        return answer

    wrap("services.iam", "_error", in_words_of_iam)
