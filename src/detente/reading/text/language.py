"""Which language a text is in, as far as it must be known to refuse what the English rules would misread."""

from __future__ import annotations

import re

COMMON = {
    "English": "the of and to in that is was for with as on by it be are at from has have this not will its which",
    "French": "le la les des et est une dans que qui pour sur pas avec au aux ce cette sont par du ont il elle nous",
    "German": "der die das und ist nicht mit von den dem ein eine im auf für zu sich des als auch wird werden sind",
    "Spanish": "el la los las de que y en un una por con para del se su al como es no ha más sus fue son",
    "Italian": "il la di che e un una per con non del della nel sono gli le dei ha alla più è anche come al",
    "Portuguese": "o a os as de que e em um uma por com para do da no na não se dos das ao mais foi são",
    "Dutch": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar hebben werd",
    "Turkish": "ve bir bu için ile olarak de da daha çok olan gibi kadar sonra ancak ise en ne ki değil",
    "Indonesian": "yang dan di dengan untuk dari ini itu tidak dalam pada akan ke telah oleh adalah sebagai juga",
    "Polish": "i w na z się że do nie jest to o jak po od za przez dla są oraz ale który",
    "Swedish": "och att det som en på är av för med till den har de inte om ett men var sig",
}
WORDS = {name: frozenset(words.split()) for name, words in COMMON.items()}
SCRIPTS = (
    ("Japanese", r"[\u3040-\u30ff]"),
    ("Korean", r"[\uac00-\ud7af\u1100-\u11ff]"),
    ("Chinese", r"[\u4e00-\u9fff\u3400-\u4dbf]"),
    ("Urdu", r"[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"),
    ("Persian", r"[\u067e\u0686\u0698\u06af\u06cc]"),
    ("Arabic", r"[\u0600-\u06ff]"),
    ("Hebrew", r"[\u0590-\u05ff]"),
    ("Hindi", r"[\u0900-\u097f]"),
    ("Bengali", r"[\u0980-\u09ff]"),
    ("Thai", r"[\u0e00-\u0e7f]"),
    ("Greek", r"[\u0370-\u03ff]"),
    ("Ukrainian", r"[їєґіЇЄҐІ]"),
    ("Russian", r"[\u0400-\u04ff]"),
)


def language(text: str) -> str:
    """The name of the language; "English" for too little text to say."""
    sample = text[:20_000]
    letters = sum(c.isalpha() for c in sample)
    if letters < 40:
        own = next((name for name, pattern in SCRIPTS if re.search(pattern, sample)), "")
        latin = sum("a" <= c <= "z" for c in sample.lower())
        return own if own and latin < letters / 2 else "English"
    foreign = sum(c.isalpha() and ord(c) > 0x24F for c in sample)
    if foreign > letters * 0.4:
        total = {name: len(re.findall(pattern, sample)) for name, pattern in SCRIPTS}
        return next(
            (name for name, count in total.items() if count > foreign * 0.015), "a language that is not English"
        )
    words = re.findall(r"[^\W\d_]+", sample.lower())
    shares = {name: sum(w in common for w in words) / max(1, len(words)) for name, common in WORDS.items()}
    best = max(shares, key=lambda name: shares[name])
    least = 3 / max(1, len(words))  # "a" and "do" are words of several languages
    if len(words) < 8 or shares["English"] >= shares[best] * 0.8 or shares[best] - shares["English"] < least:
        return "English"
    return best if shares[best] > 0.1 else "English"
