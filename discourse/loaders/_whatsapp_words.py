"""The words that WhatsApp itself puts into an export, by what they mean; hints for `whatsapp`, in the languages we know.

A new language is a phrase in these tables, in small letters.
"""

from __future__ import annotations

import re

#: before or after noon, where the clock has twelve hours
BEFORE = (
    "am", "a.m.", "a. m.", "a m", "ص", "오전", "上午", "午前", "凌晨", "早上", "清晨", "π.μ.", "πμ", "π.μ", "öö", "sa", "पूर्वाह्न",
    "de.", "ق.ظ.",
    "ق.ظ", "לפנה״צ", 'לפנה"צ', "prep.", "pd", "e paradites", "fm", "vorm.", "ก่อนเที่ยง", "am.", "dop.", "priekšp.",
)  # fmt: skip
AFTER = (
    "pm", "p.m.", "p. m.", "p m", "م", "오후", "下午", "午後", "晚上", "傍晚", "中午", "μ.μ.", "μμ", "μ.μ", "ös", "ch", "अपराह्न",
    "du.", "ب.ظ.",
    "ب.ظ", "אחה״צ", 'אחה"צ', "pop.", "md", "e pasdites", "em", "nachm.", "หลังเที่ยง", "pm.", "odp.", "pēcp.",
)  # fmt: skip
_ENCRYPTED = (
    "end-to-end encrypted", "end-to-end encryption", "ende-zu-ende", "extremo a extremo", "de bout en bout", "end-to-end",
    "crittografat", "ponta a ponta", "ponta-a-ponta", "szyfrowan", "сквозным шифрованием", "сквозное шифрование", "uçtan uca", "端到端",
    "端對端", "엔드투엔드", "종단간", "エンドツーエンド", "التشفير التام", "مشفرة تمام", "מוצפנ", "totalsträckskrypterad", "päästä päähän",
    "hujung ke hujung", "enkripsi", "mã hóa đầu cuối", "végpontok közötti", "criptate integral",
)  # fmt: skip
#: opens a line that tells what somebody did to the group or the call
EVENTS = re.compile(
    r"(?:.{1,60} )?(?:created (?:this )?group|added you|was added|added .{1,60}|left|removed .{1,60}|"
    r"joined using .{1,60}|changed (?:the|this|their) .{1,80}"
    r"|changed to .{1,40}|pinned a message|missed (?:voice|video|group) .{0,20}call|turned (?:on|off) .{1,60}|"
    r"your security code .{1,80}"
    r"|hat (?:die gruppe|dich|den betreff|das gruppenbild) .{1,80}|a créé (?:le|ce) groupe.{0,60}|creó (?:el|este) grupo.{0,60}"
    r"|ha creato il gruppo.{0,60}|criou (?:o|este) grupo.{0,60})\.?",
    re.IGNORECASE,
)
#: the whole text of a message that was taken back
DELETED = frozenset((
    "this message was deleted", "you deleted this message", "this message was deleted by admin", "diese nachricht wurde gelöscht",
    "du hast diese nachricht gelöscht", "se eliminó este mensaje", "este mensaje fue eliminado", "eliminaste este mensaje",
    "ce message a été supprimé", "vous avez supprimé ce message", "questo messaggio è stato eliminato",
    "hai eliminato questo messaggio",
    "esta mensagem foi apagada", "mensagem apagada", "você apagou esta mensagem", "apagou esta mensagem", "dit bericht is verwijderd",
    "dit bericht werd verwijderd", "u hebt dit bericht verwijderd", "je hebt dit bericht verwijderd",
    "bu mesaj silindi", "bu mesajı sildiniz",
    "данное сообщение удалено", "сообщение удалено", "вы удалили данное сообщение", "ta wiadomość została usunięta",
    "usunięto tę wiadomość",
    "det här meddelandet togs bort", "denne besked blev slettet", "tämä viesti poistettiin",
    "pesan ini telah dihapus", "anda menghapus pesan ini",
    "تم حذف هذه الرسالة", "הודעה זו נמחקה", "삭제된 메시지입니다", "このメッセージは削除されました", "此訊息已刪除",
    "此消息已删除", "tin nhắn này đã bị xóa",
))  # fmt: skip
_LEFT_AWAY = (
    r"omitted|ausgeschlossen|weggelassen|omitid[oa]s?|omis(?:es|e)?|absente?|ocult(?:ad)?[oa]s?|omess[oia]|"
    r"weggelaten|pominięto|utelämnad\w*|utesluten|"
    r"udeladt|utelatt|jätetty pois|dihilangkan|disertakan|dahil edilmedi|без медиафайлов|пропущен[оы]?|опущен[оы]?|"
    r"생략\w*|省略\w*|略過|تم استبعاد \w+|הושמט\w*|bị bỏ qua"
)
_ATTACHED = (
    r"file attached|datei angehängt|archivo adjunto|fichier joint|file allegato|arquivo anexado|ficheiro anexado|bestand bijgevoegd|"
    r"plik załączony|файл добавлен|dosya ekli|bifogad fil|tiedosto liitetty|fil vedhæftet|file terlampir|파일 첨부됨|ملف مرفق|הקובץ מצורף"
)
#: a marker in angle brackets, "image omitted" after a mark of direction, or a file name with its word
MEDIA = re.compile(
    rf"<(?P<marker>[^<>\n]{{0,40}}(?:{_LEFT_AWAY})[^<>\n]{{0,10}})>|(?P<named>[^\n<>()]{{1,120}}\.\w{{2,5}}) \((?:{_ATTACHED})\)"
    rf"|(?P<kind>[^\n<>:]{{0,30}}(?:{_LEFT_AWAY}))\.?$|<[^<>:\n]{{2,20}}: ?(?P<file>[^<>\n]{{1,150}}\.\w{{2,5}})>",
    re.IGNORECASE,
)
#: what an export's file is called before the name of the chat
TITLE = re.compile(
    r"(?:whatsapp[ -]?chat|chat (?:de |do |di |van )?whatsapp|discussion whatsapp|conversa do whatsapp|whatsapp)"
    r"(?:[ _](?:with|mit|con|avec|com|met|med|de|-|–))*[ _-]+",
    re.IGNORECASE,
)


def is_encryption_notice(text: str) -> bool:
    """Whether WhatsApp says here that the chat is encrypted."""
    low = text.lower()
    return any(phrase in low for phrase in _ENCRYPTED) and (
        "whatsapp" in low or "encrypt" in low or "verschlüssel" in low or "cifrad" in low
    )
