"""The words that blogs put around what people write, in one table; hints for `_page` and `_names`, never the structure.

A new language is a phrase in these tuples. Phrases are small letters; a name, a number or a date stands as NAME, N, DATE.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: "Anna SAID …": en de fr es it pt nl sv da/no pl
SAID = (
    "said", "says", "wrote", "writes", "commented", "replied", "sagt", "sagte", "schreibt", "schrieb", "meint", "antwortet",
    "kommentiert", "dit", "a dit", "écrit", "a écrit", "dice", "dijo", "escribió", "ha scritto", "scrive", "disse", "diz", "escreveu",
    "zegt", "schreef", "säger", "skriver", "siger", "sier", "pisze", "mówi", "napisał", "napisała",
)  # fmt: skip
#: stands beside the name and says what somebody is; the second tuple is the writer of the post
ROLES = ("guest", "gast", "invité", "invitado", "ospite", "admin", "moderator")
AUTHOR_ROLES = ("author", "autor", "autorin", "post author", "beitragsautor", "auteur", "autore", "auteur de l’article", "article author")
#: a line that is nothing but a link under a comment
REPLY_LINKS = (
    "reply", "reply to this", "respond", "quote", "like", "report", "permalink", "share", "edit", "translate", "antwort", "antworten",
    "répondre", "responder", "rispondi", "beantwoorden", "reageer", "svara", "svar", "svar på", "odpowiedz", "zitieren",
    "load more replies",
)  # fmt: skip
#: all that is left of a contribution, or of a name, that was taken away
DELETED = ("[deleted]", "[removed]", "[gelöscht]", "[supprimé]", "[eliminado]", "[rimosso]")
PINGBACK = ("pingback", "trackback", "rétrolien", "pingbacks", "trackbacks")
#: the heading over the comments: a number beside one of these words
COMMENT_WORDS = (
    "comment", "comments", "response", "responses", "reply", "replies", "thoughts", "kommentar", "kommentare", "antworten", "antwort",
    "gedanken", "commentaire", "commentaires", "réponses", "réponse", "comentario", "comentarios", "respuestas", "commenti",
    "commento", "risposte", "comentários", "reacties", "reactie", "kommentarer", "komentarze",
)  # fmt: skip
#: opens the form under the comments; everything behind it belongs to the page
FORM = (
    "leave a reply", "leave a comment", "leave a response", "post a comment", "post your comment", "add a comment",
    "add your comment", "write a comment", "join the discussion", "cancel reply", "your email address will not be published",
    "comments are closed", "this entry was posted", "schreibe einen kommentar", "schreib einen kommentar",
    "hinterlasse einen kommentar", "hinterlasse eine antwort", "kommentar verfassen", "einen kommentar schreiben",
    "deine e-mail-adresse wird nicht", "kommentare sind geschlossen", "laisser un commentaire", "votre adresse", "deja una respuesta",
    "deja un comentario", "tu dirección de correo", "lascia un commento", "rispondi annulla", "il tuo indirizzo",
    "deixe um comentário", "o seu endereço", "geef een reactie", "plaats een reactie", "het e-mailadres wordt niet", "lämna ett svar",
    "legg igjen", "skriv et svar", "dodaj komentarz",
)  # fmt: skip
#: a line that ends the post: what follows belongs to the page
TAIL = (
    "share this", "share on", "like this", "related", "related posts", "you might also like", "filed under", "posted in",
    "published in", "tagged", "categories:", "category:", "tags:", "image source", "photo credit", "image credit", "about the author",
    "post navigation", "this entry was", "this work is licensed", "creative commons", "loading...", "advertisements", "print this",
    "more like this", "view more posts", "read more articles", "teile dies", "teilen sie dies", "teilen:", "gefällt mir",
    "ähnliche beiträge", "ähnlich", "kategorien", "schlagworte", "veröffentlicht in", "verschlagwortet", "dieser beitrag wurde",
    "dieser eintrag wurde", "beitragsnavigation", "beitrags-navigation", "bildquelle", "titelbild:", "über den autor",
    "über die autorin", "dieses werk", "partager", "articles similaires", "publié dans", "étiqueté", "classé dans", "j’aime ceci",
    "comparte esto", "me gusta esto", "publicado en", "etiquetado", "entradas relacionadas", "condividi", "mi piace", "pubblicato in",
    "articoli correlati", "deel dit", "geplaatst in", "gerelateerd", "compartilhe isso", "publicado em",
)  # fmt: skip
#: of these, lines that end the post however long they are
CLOSERS = (
    "this work is licensed",
    "creative commons",
    "this entry was",
    "dieser beitrag wurde",
    "dieser eintrag wurde",
    "dieses werk",
    "image source",
    "photo credit",
    "bildquelle",
)
#: what stands before the category of a post
CATEGORY = (
    "published in",
    "posted in",
    "filed under",
    "categories",
    "category",
    "kategorien",
    "veröffentlicht in",
    "publié dans",
    "publicado en",
    "pubblicato in",
)
#: the references that an author lists under the post
REFERENCES = (
    "references",
    "bibliography",
    "works cited",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "références",
    "bibliographie",
    "referencias",
    "riferimenti",
)
#: links that stand before a title
SKIP = (
    "skip to content", "skip to main content", "skip to search", "zum inhalt springen", "springe zum inhalt", "aller au contenu",
    "saltar al contenido", "ir al contenido", "vai al contenuto", "ga naar de inhoud", "pular para o conteúdo", "menu", "menü",
    "search", "suchen", "home", "startseite",
)  # fmt: skip
#: between title and post: who wrote it, and when ("AuthorAnna" too, as browsers glue links)
BYLINE = (
    "posted by", "posted on", "published by", "published on", "written by", "by", "author", "von", "verfasst von",
    "veröffentlicht am", "veröffentlicht von", "geschrieben von", "autor", "publié par", "publié le", "par", "publicado por",
    "publicado el", "por", "pubblicato da", "pubblicato il", "scritto da", "door", "geplaatst op", "posted in",
)  # fmt: skip
BY = ("by", "author", "von", "autor", "par", "por", "da", "door", "av", "af")
#: what opens an address to somebody
GREETINGS = (
    "hi", "hello", "hey", "hiya", "dear", "thanks", "thank you", "many thanks", "thx", "ta", "cheers", "hallo", "hi,", "liebe",
    "lieber", "danke", "vielen dank", "moin", "servus", "bonjour", "salut", "merci", "cher", "chère", "hola", "gracias", "querido",
    "querida", "estimado", "estimada", "ciao", "caro", "cara", "grazie", "olá", "obrigado", "obrigada", "hoi", "beste", "bedankt",
    "hej", "tack", "hei", "takk", "cześć", "dzięki",
)  # fmt: skip
#: closes a contribution; a name may follow
CLOSINGS = (
    "best", "best wishes", "best regards", "kind regards", "warm regards", "regards", "cheers", "thanks", "thank you", "many thanks",
    "yours", "sincerely", "all the best", "take care", "love", "hugs", "lg", "vg", "mfg", "gruß", "grüße", "viele grüße",
    "liebe grüße", "beste grüße", "herzliche grüße", "schöne grüße", "mit freundlichen grüßen", "danke", "cordialement", "amitiés",
    "bien à vous", "bises", "merci", "saludos", "un abrazo", "abrazos", "gracias", "saluti", "un saluto", "a presto", "grazie",
    "groeten", "groetjes", "abraços", "hälsningar", "hilsen", "pozdrawiam",
)  # fmt: skip
#: written with a capital at the place of a name, and none
NOT_NAMES = frozenset(
    """
    a again agreed all also amazing amen and any anyway as awesome because best both bravo brilliant but congrats congratulations cool
    dear done edit enjoy everybody everyone exactly excellent finally first folk folks for friend friends from fun good great
    greetings guys hello here hey hi how however i in indeed interesting it just kudos ladies later love lovely ma'am many maybe me
    mister more my nice no nope not note now of oh ok okay on one or others our peace people please ps really regards respect right
    same second see sir so some sorry spam still such sure team thank thanks that the their then there these they this those thus to
    true update us very we welcome well what when where who why wonderful wow yeah yep yes yet you your yours alle allen alles also
    bitte danke dank das dem den der die dies ein eine einfach euch gruß grüße gut hallo ich ihr ja klasse leider leser liebe leute
    mal meine nein nun prima quelle schade schön sehr super toll und vielen warum was wie wir zusammen à bonjour ce cela c’est et je
    la le les merci mes moi nous oui pour tous toutes tout un une vous amigo amigos de el ella gracias hola muy por que si todas todos
    y ciao grazie il io lo  sono tutti tutte  beste bedankt een het iedereen ik allemaal dir euch ihnen dich sie du er mir uns
    welt vous toi usted ustedes world diary author autor obrigado olá um uma
    """.split()  # noqa: SIM905 - a list of words reads better without three hundred quotes
)
#: a host speaks: thanks for reading or commenting, "my post", "comments on this blog"
HOST = re.compile(
    r"\b(?:thanks|thank you|thx|danke|dank|merci|gracias|grazie)\b[^.!?\n]{0,60}?\b(?:for|fürs?|pour|por|per)\b[^.!?\n]{0,40}?"
    r"\b(?:reading|commenting|your comments?|all the comments|stopping by|dropping by|lesen|kommentieren|"
    r"(?:deinen|euren|eure|ihren) kommentare?|"
    r"(?:votre|ton|vos) commentaires?|(?:tu|su|sus|vuestros) comentarios?|(?:il tuo|i vostri) commento?i?)\b"
    r"|\b(?:commenting on|reading|(?:your|the|all) comments? (?:on|to)) my (?:last |first |blog ?)*(?:post|posting|article|blog|entry)\b"
    r"|\byour comments? (?:on|to) this (?:post|posting|article|blog|entry)\b"
    r"|\b(?:since |when |as )?i (?:made|wrote|published) (?:the|this) (?:blog ?)?post\b",
    re.IGNORECASE,
)
#: somebody's page is spoken of: "Anna Berg’s blog posting"
OWNER = re.compile(
    r"\b((?:[A-ZÀ-Þ][\w’'-]{0,30}\s){0,3}[A-ZÀ-Þ][\w-]{0,30})[’']s?\s"
    r"(?:recent |latest |great |excellent )?(?:blog|post|posting|article|entry)\b"
)
_MONTHS = """
    january:1 february:2 march:3 april:4 may:5 june:6 july:7 august:8 september:9 october:10 november:11 december:12 jan:1 feb:2 mar:3
    apr:4 jun:6 jul:7 aug:8 sep:9 sept:9 oct:10 nov:11 dec:12 januar:1 jänner:1 februar:2 märz:3 mai:5 juni:6 juli:7 oktober:10
    dezember:12 mär:3 okt:10 dez:12 janvier:1 février:2 mars:3 avril:4 juin:6 juillet:7 août:8 septembre:9 octobre:10 novembre:11
    décembre:12 enero:1 febrero:2 marzo:3 abril:4 mayo:5 junio:6 julio:7 agosto:8 septiembre:9 octubre:10 noviembre:11 diciembre:12
    gennaio:1 febbraio:2 aprile:4 maggio:5 giugno:6 luglio:7 settembre:9 ottobre:10 dicembre:12 janeiro:1 fevereiro:2 março:3 maio:5
    junho:6 julho:7 setembro:9 outubro:10 novembro:11 dezembro:12 januari:1 februari:2 maart:3 mei:5 augustus:8 december:12
    """
MONTHS = {name: int(n) for name, n in (pair.split(":") for pair in _MONTHS.split())}


def any_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of these phrases, the longest first."""
    return "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))


def opens_with(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches a line that begins with one of the phrases, at a word's end ("Published inNews" too: links are glued)."""
    return re.compile(rf"(?i:{any_of(phrases)})(?![a-zà-ÿ])")


def whole(phrases: Iterable[str]) -> re.Pattern[str]:
    """Matches a line that is one of the phrases and an arrow, a number or a bracket beside it at most."""
    return re.compile(rf"[\W\d]*(?:{any_of(phrases)})[\W\d]*", re.IGNORECASE)
