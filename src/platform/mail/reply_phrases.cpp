#include "platform/mail/reply_phrases.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include <algorithm>
#include <array>
#include <string>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_line = 500;

// "wrote", as it stands in an introduction. Lower case.
constexpr auto verbs = std::to_array<std::string_view>(
    {"wrote",  "writes",  "schrieb",    "a écrit",     "écrivait",  "escribió",     "escribio", "escreveu",   "ha scritto",
     "scrive", "schreef", "geschreven", "skrev",       "kirjoitti", "napisał",      "napisala", "napsal",     "napísal",
     "pisze",  "a írta",  "írta",       "a scris",     "napisao",   "написал",      "написала", "пишет",      "пише",
     "έγραψε", "yazdı",   "şunu yazdı", "yozdi",       "yozgan",    "写道",         "寫道",     "書きました", "のメール",
     "작성",   "님이 씀", "썼습니다",   "লিখেছেন",     "লিখেছে",    "ysgrifennodd", "menulis",  "đã viết",    "написа",
     "כתב",    "كتب",     "เขียนว่า",     "va escriure", "idatzi",    "rakstīja",     "rašė",     "kirjutas"});

constexpr auto openers = std::to_array<std::string_view>(
    {"on ",      "am ",  "le ",  "el ",         "il ",     "em ",   "op ",     "den ",    "på ",     "dnia ",       "w dniu ",
     "dne ",     "dňa ", "ons ", "mon ",        "tue ",    "wed ",  "thu ",    "fri ",    "sat ",    "sun ",        "ar ",
     "---- on ", "от ",  "в ",   "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "на "});

constexpr auto separators = std::to_array<std::string_view>({"original message",
                                                             "original-nachricht",
                                                             "original email",
                                                             "original mail",
                                                             "ursprüngliche nachricht",
                                                             "originalnachricht",
                                                             "message d'origine",
                                                             "message original",
                                                             "mensaje original",
                                                             "mensagem original",
                                                             "messaggio originale",
                                                             "oorspronkelijk bericht",
                                                             "ursprungligt meddelande",
                                                             "oprindelig meddelelse",
                                                             "opprinnelig melding",
                                                             "alkuperäinen viesti",
                                                             "wiadomość oryginalna",
                                                             "původní zpráva",
                                                             "исходное сообщение",
                                                             "пересылаемое сообщение",
                                                             "пересланное сообщение",
                                                             "orijinal mesaj",
                                                             "asl xabar",
                                                             "원본 메시지",
                                                             "원본 메일",
                                                             "전달된 메시지",
                                                             "元のメッセージ",
                                                             "原始邮件",
                                                             "原始郵件",
                                                             "মূল বার্তা",
                                                             "ফরোয়ার্ড করা বার্তা",
                                                             "neges wreiddiol",
                                                             "neges a anfonwyd ymlaen",
                                                             "forwarded message",
                                                             "begin forwarded message",
                                                             "weitergeleitete nachricht",
                                                             "message transféré",
                                                             "mensaje reenviado",
                                                             "messaggio inoltrato",
                                                             "doorgestuurd bericht",
                                                             "vidarebefordrat meddelande",
                                                             "reply message",
                                                             "forwarded by"});

constexpr auto headers = std::to_array<std::string_view>({"from",          "sent",       "to",        "cc",         "bcc",
                                                          "subject",       "date",       "reply-to",  "importance", "von",
                                                          "gesendet",      "an",         "betreff",   "datum",      "de",
                                                          "envoyé",        "envoye",     "à",         "objet",      "date d'envoi",
                                                          "enviado",       "enviado el", "para",      "asunto",     "fecha",
                                                          "assunto",       "data",       "da",        "inviato",    "a",
                                                          "oggetto",       "van",        "verzonden", "aan",        "onderwerp",
                                                          "från",          "skickat",    "till",      "ämne",       "fra",
                                                          "sendt",         "til",        "emne",      "lähettäjä",  "lähetetty",
                                                          "vastaanottaja", "aihe",       "od",        "wysłano",    "do",
                                                          "temat",         "odesláno",   "komu",      "předmět",    "от",
                                                          "отправлено",    "кому",       "тема",      "дата",       "gönderen",
                                                          "kime",          "konu",       "kimdan",    "kimga",      "yuborilgan",
                                                          "sana",          "mavzu",      "보낸 사람", "보낸사람",   "보낸 날짜",
                                                          "보낸날짜",      "날짜",       "받는 사람", "받는사람",   "참조",
                                                          "제목",          "发件人",     "发送时间",  "收件人",     "抄送",
                                                          "主题",          "寄件者",     "收件者",    "主旨",       "差出人",
                                                          "送信日時",      "宛先",       "件名",      "প্রেরক",      "প্রাপক",
                                                          "তারিখ",         "বিষয়",       "oddi wrth", "anfonwyd",   "at",
                                                          "pwnc",          "dyddiad"});

struct Device {
    std::string_view begin, end;
};
constexpr auto devices = std::to_array<Device>({{"sent from my ", ""},
                                                {"sent from the ", ""},
                                                {"sent via ", ""},
                                                {"sent from mail for", ""},
                                                {"sent from outlook", ""},
                                                {"sent from yahoo mail", ""},
                                                {"sent from samsung", ""},
                                                {"sent with ", ""},
                                                {"sent using ", ""},
                                                {"get outlook for ", ""},
                                                {"von meinem ", " gesendet"},
                                                {"gesendet von ", ""},
                                                {"gesendet mit ", ""},
                                                {"envoyé de mon ", ""},
                                                {"envoyé depuis ", ""},
                                                {"envoyé à partir", ""},
                                                {"enviado desde mi", ""},
                                                {"enviado do meu", ""},
                                                {"enviado de mi", ""},
                                                {"inviato da ", ""},
                                                {"inviato dal mio", ""},
                                                {"verzonden vanaf ", ""},
                                                {"verstuurd vanaf ", ""},
                                                {"skickat från ", ""},
                                                {"sendt fra min", ""},
                                                {"lähetetty ", ""},
                                                {"wysłane z ", ""},
                                                {"odesláno z ", ""},
                                                {"отправлено с ", ""},
                                                {"отправлено из ", ""},
                                                {"iphone'umdan", ""},
                                                {"mening ", "yuborildi"},
                                                {"", "'imdan yuborildi"},
                                                {"나의 ", "에서 보냄"},
                                                {"내 ", "에서 보냄"},
                                                {"", "에서 보냄"},
                                                {"", "에서 전송함"},
                                                {"", "から送信"},
                                                {"发自我的", ""},
                                                {"从我的", ""},
                                                {"আমার ", "থেকে পাঠানো"},
                                                {"anfonwyd o fy ", ""},
                                                {"anfonwyd o'm ", ""}});

// Without the stars, dashes and quote marks that programs put around these lines.
std::string bare(std::string_view line, std::string_view marks, std::string_view end_marks) {
    while (!line.empty() && (is_space(line.front()) || marks.find(line.front()) != std::string_view::npos)) line.remove_prefix(1);
    while (!line.empty() && (is_space(line.back()) || end_marks.find(line.back()) != std::string_view::npos)) line.remove_suffix(1);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode error = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower("", 0, {line.data(), static_cast<int32_t>(line.size())}, sink, nullptr, error);
    return out;
}

bool has_verb(std::string_view text) {
    return std::ranges::any_of(verbs, [&](std::string_view verb) {
        for (std::size_t at = 0; (at = text.find(verb, at)) != std::string_view::npos; at += verb.size()) {
            const bool begins = at == 0 || !is_alnum(text[at - 1]);
            const std::size_t end = at + verb.size();
            if (begins && (end == text.size() || !is_alnum(text[end]))) return true;
        }
        return false;
    });
}

bool ends_introduction(std::string_view line) { return line.ends_with(':') || line.ends_with("：") || line.ends_with("----"); }

// "2013/7/20 Kim <kim@example.org>": a programme that writes no verb.
bool is_date_and_address(std::string_view text) {
    if (text.size() < 12 || !is_digit(text[0]) || !is_digit(text[1]) || !is_digit(text[2]) || !is_digit(text[3])) return false;
    return (text[4] == '/' || text[4] == '-') && text.ends_with('>') && text.find('@') != std::string_view::npos;
}

// "26.06.2026, 14:41, Kim <kim@example.org>:" likewise.
bool is_time_and_address(std::string_view text) {
    auto colon = text.find(':');
    return text.ends_with(">:") && text.find('@') != std::string_view::npos && colon + 2 < text.size() && colon > 0 &&
           is_digit(text[colon - 1]) && is_digit(text[colon + 1]);
}

}  // namespace

bool begins_introduction(std::string_view line) {
    const auto text = bare(line.substr(0, max_line), ">*", "*");
    if (text.empty() || text.size() > 200) return false;
    if (text.find('@') != std::string::npos && has_verb(text)) return true;
    const bool opens = is_digit(text[0]) || std::ranges::any_of(openers, [&](std::string_view o) { return text.starts_with(o); });
    return opens && text.find_first_of("0123456789") != std::string::npos;
}

bool is_quote_introduction(std::string_view line) {
    if (line.size() > max_line) return false;
    const auto text = bare(line, ">*", "*");
    if (is_date_and_address(text) || is_time_and_address(text)) return true;
    if (!ends_introduction(text) || !has_verb(text)) return false;
    // "My colleague wrote:" is somebody's sentence: programs name a date or an address.
    return text.find('@') != std::string::npos || std::ranges::count_if(text, is_digit) >= 2;
}

bool is_original_separator(std::string_view line) {
    if (line.size() > 120) return false;
    const auto text = bare(line, ">*-_=:", ">*-_=:");
    if (text.empty()) return false;
    const bool framed = line.find("--") != std::string_view::npos || line.find("__") != std::string_view::npos || trim(line).ends_with(':');
    return framed &&
           std::ranges::any_of(separators, [&](std::string_view s) { return text.starts_with(s) && text.size() <= s.size() + 24; });
}

bool is_quoted_header(std::string_view line) {
    line = line.substr(0, 80);
    auto colon = line.find(':');
    if (colon == std::string_view::npos) colon = line.find("：");
    if (colon == std::string_view::npos || colon > 40) return false;
    const auto name = bare(line.substr(0, colon), ">*", "*");
    return std::ranges::find(headers, std::string_view(name)) != headers.end();
}

bool is_device_signature(std::string_view line) {
    if (line.size() > 90) return false;
    const auto text = bare(line, "*_-[](){}", "*_-[](){}");
    // A sentence that only begins like one: "Sent from my desk, is much easier."
    if (text.empty() || text.ends_with('.') || text.find(", ") != std::string::npos || std::ranges::count(text, ' ') > 8) return false;
    return std::ranges::any_of(devices,
                               [&](const Device& d) { return text.starts_with(d.begin) && text.ends_with(d.end) && (text.size() < 80); });
}

}  // namespace goodhost::mail
