"""Which words can name who speaks: persons and roles, against labels, noises and halves of sentences. It reads no text."""

from __future__ import annotations

import re

# fmt: off
#: Words before a colon that are no speakers.
LABELS = frozenset((
    "note", "notes", "nb", "ps", "p.s", "date", "time", "place", "location", "venue", "duration", "length", "title", "subject",
    "topic", "abstract", "summary", "keywords", "key", "source", "url", "link", "http", "https", "file", "filename", "recording",
    "transcript", "transcription", "transcribed", "transcriber", "figure", "table", "example", "e.g", "i.e", "warning", "todo",
    "reference", "references", "bibliography", "see", "also", "update", "edit", "re", "fw", "fwd", "from", "to", "cc", "bcc", "sent",
    "tel", "email", "e-mail", "phone", "fax", "participants", "present", "attendees", "absent", "language", "languages", "kind",
    "style", "region", "copyright", "licence", "license", "version", "author", "authors", "page", "chapter", "section", "part",
    "step", "answer", "hint", "tip", "remember", "conclusion", "introduction", "background", "method", "methods", "results",
    "discussion", "datum", "ort", "dauer", "zeit", "thema", "quelle", "titel", "hinweis", "beispiel", "lieu", "durée", "sujet",
    "titre", "fecha", "lugar", "tema", "pseudonym", "age", "gender", "occupation", "date of interview", "for example",
    "in other words", "interview date", "interview length", "key words", "last updated",
))
#: Words that no name of several words has in it.
_NO_NAMES = frozenset((
    "said", "says", "asked", "is", "was", "are", "were", "that", "this", "it", "my", "we", "you", "he", "she", "they", "so", "but",
    "if", "to", "not", "have", "had", "do", "did", "there", "here", "what", "when", "why", "how", "because", "would", "could",
    "should", "will", "can",
))
# fmt: on
#: What people are called by the part that they have in the talk.
ROLE = re.compile(
    r"(?:the\s)?(?:interviewer(?:in)?|interviewee|moderator(?:in)?|facilitator|researcher|respondent|participant|speaker|host|guest|informant|"
    r"student|teacher|instructor|patient|doctor|nurse|court|witness|question|answer|person|voice|user|client|therapist|subject|"
    r"befragter?|unknown speaker|multiple speakers|all|everyone|entrevistador[ae]?|entrevistad[oa]|enquêteur|enquêtrice|enquêtée?|f|m)"
    r"[\s_#-]?\d{0,3}[a-z]?|[iraqpb]|(?:int|res|mod|fac|resp|par|id|p|r|s|b|spk|speaker|i)[-_ ]?\d{0,3}",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"(?:inaudible|unintelligible|laugh\w*|pause|long pause|cross\s?talk|music|applause|silence|sighs?|unclear|noise|cough\w*|nods|"
    r"\.{2,}|x+)\b.*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:Mrs?|Ms|Dr|Prof|St|Jr|Sr|[A-Z])\.\s")


def is_person(name: str) -> bool:
    """Whether this can be the name at the head of a turn: at most five words, the first with a capital, a digit, or no case.

    >>> is_person("Ana Berg"), is_person("SPEAKER_01"), is_person("and then he said"), is_person("Note")
    (True, True, False, False)
    """
    words = name.split()
    return (
        0 < len(words) <= 5
        and not name[0].islower()
        and any(c.isalpha() for c in name)
        and not re.search(r"[.!?…,;]\s|[!?…;,]$|https?|www\.", name)
        and name.lower().strip() not in LABELS
    )


def is_speaker(name: str) -> bool:
    """Whether this can be the name of a speaker, a nickname in small letters and "Mr. Okafor" too.

    >>> is_speaker("Mr. Okafor"), is_speaker("gardener"), is_speaker("So I said")
    (True, True, False)
    """
    bare = _TITLE.sub(" ", name).strip()
    if not bare or len(name) > 60:
        return False
    words = bare.lower().split()
    if len(words) > 1 and (_NO_NAMES & set(words) or words[0] == "i"):
        return False
    return is_person(bare[0].upper() + bare[1:] if len(words) == 1 or ROLE.fullmatch(bare) else bare)
