"""A question of the interview as a card: its words, its answers with their keys, what hangs on it."""

from __future__ import annotations

from typing import Any

from detente.analyses.interview import Answer, Question
from detente.model.dialogue import Dialogue
from detente.report import questions as words
from detente.report.document import plain


def card(dialogue: Dialogue, asked: Question, more: int) -> dict[str, Any]:
    """The card as plain data. `more`: how many questions are left after this one."""
    keys = iter("123456789")

    def button(answer: Answer) -> dict[str, Any]:
        return {"id": answer.id, "text": words.choice(dialogue, asked, answer), "key": next(keys, "")}

    answers = [
        {"text": words.choice(dialogue, asked, one), "second": words.second(dialogue, asked),
         "then": [button(second) for second in one.then]} if one.then else button(one)
        for one in asked.answers
    ]  # fmt: skip
    return {"id": asked.id, "question": words.question(dialogue, asked), "answers": answers, "more": more,
            "hangs": [plain(line) for line in words.hangs(dialogue, asked)],
            "because": plain(words.because(dialogue, asked))}  # fmt: skip
