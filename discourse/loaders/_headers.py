"""What the columns of a table mean, guessed from their headers in several languages. A guess is always shown, never hidden.

Headers are compared in small letters without signs, so that ``Comment_ID``, ``comment id`` and ``commentId`` are one.
Within a role the earlier name wins; a column has one role.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

ROLES: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "comment", "comment_text", "comment_body", "comment_content", "message", "content", "utterance", "post_text",
        "post_content", "message_text", "full_text", "selftext", "tweet", "transcript", "turn_text", "contribution", "sentence",
        "kommentar", "kommentartext", "inhalt", "nachricht", "beitrag", "äußerung", "texte", "commentaire", "contenu", "texto",
        "comentario", "mensaje", "contenido", "testo", "commento", "dialogue", "dialog", "speech", "messaggio", "tekst", "bericht",
        "reactie",
    ),
    "id": (
        "id", "comment_id", "post_id", "message_id", "utterance_id", "msg_id", "turn_id", "tweet_id", "entry_id", "uid", "nr", "no",
        "number", "nummer", "kommentar_id", "id_commentaire", "id_comentario",
    ),
    "reply_to": (
        "reply_to", "reply_to_id", "parent", "parent_id", "comment_parent", "parent_comment_id", "in_reply_to", "in_reply_to_id",
        "in_reply_to_status_id", "replyto", "response_to", "antwort_auf", "eltern_id", "réponse_à", "parent_comment", "respuesta_a",
        "risposta_a", "reply_to_utterance",
    ),
    "thread": (
        "thread", "thread_id", "conversation", "conversation_id", "discussion", "discussion_id", "topic", "topic_id", "thread_title",
        "doc", "doc_id", "document_id", "submission", "submission_id", "channel", "room", "session", "post_title", "link_id",
        "diskussion", "thema", "fil", "hilo", "discussione",
    ),
    "kind": ("kind", "comment_type", "post_type", "utterance_type", "message_type", "type", "art", "typ", "tipo"),
    "participant": (
        "participant", "author", "user", "username", "user_name", "speaker", "name", "screen_name", "author_name", "comment_author",
        "display_name", "nickname", "sender", "sender_name", "from", "poster", "commenter", "participant_name", "speaker_name",
        "person", "who", "user_id", "author_id", "autor", "autorin", "verfasser", "nutzer", "benutzer", "benutzername", "sprecher",
        "sprecherin", "teilnehmer", "auteur", "utilisateur", "nom", "usuario", "nombre", "autore", "utente", "nome", "gebruiker",
        "naam",
    ),
    "time": (
        "time", "timestamp", "date", "datetime", "created_at", "created", "created_utc", "comment_date", "comment_date_gmt",
        "post_date", "posted_at", "published", "published_at", "published_on", "date_created", "sent_at", "date_time", "zeit",
        "datum", "zeitstempel", "uhrzeit", "erstellt_am", "heure", "fecha", "hora", "data", "ora", "tijd",
    ),
}  # fmt: skip


def guess_roles(headers: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Role -> header, for the roles whose header is known; ``taken`` headers are left alone.

    >>> guess_roles(["Comment ID", "userName", "created_at", "Body", "likes"])
    {'text': 'Body', 'id': 'Comment ID', 'participant': 'userName', 'time': 'created_at'}
    """
    taken = set(taken)
    plain: dict[str, str] = {}
    for header in headers:
        if header not in taken:
            plain.setdefault(_plain(header), header)
    found: dict[str, str] = {}
    for role, names in ROLES.items():
        known = [plain[key] for name in names if (key := _plain(name)) in plain and plain[key] not in found.values()]
        if known:
            found[role] = known[0]
    return found


def would_do(headers: Iterable[str], role: str) -> list[str]:
    """The headers that are known for this role, in the order of the table.

    >>> would_do(["id", "ID", "user", "author"], "id")
    ['id', 'ID']
    """
    names = {_plain(name) for name in ROLES[role]}
    return [header for header in headers if _plain(header) in names]


def _plain(header: str) -> str:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(header))
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", parted)).casefold()
