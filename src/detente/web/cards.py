"""A question of the interview as a card: its words, its answers with their keys and what follows from each."""

from __future__ import annotations

from typing import Any

from detente.analyses.interview import Answer, Question
from detente.model.dialogue import Dialogue
from detente.report import questions as words
from detente.report.document import plain


def card(dialogue: Dialogue, asked: Question, more: int) -> dict[str, Any]:
    """The card as plain data. `more`: how many questions are left after this one."""
    keys = iter("123456789")

    def told(answer: Answer) -> dict[str, Any]:
        return {"text": words.choice(dialogue, asked, answer), "follows": words.then(dialogue, answer)}

    def button(answer: Answer) -> dict[str, Any]:
        return told(answer) | {"id": answer.id, "key": next(keys, "")}

    answers = [
        told(one) | {"second": words.second(dialogue, asked), "then": [button(second) for second in one.then]}
        if one.then else button(one)
        for one in asked.answers
    ]  # fmt: skip
    return {"id": asked.id, "question": words.question(dialogue, asked), "answers": answers, "more": more,
            "because": plain(words.because(dialogue, asked))}  # fmt: skip
