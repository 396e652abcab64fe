#include "platform/mail/forward.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "platform/mail/addresses.hpp"
#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

constexpr auto subject_marks = std::to_array<std::string_view>(
    {"fwd:",         "fw:", "wg:",   "tr:",   "rv:",   "i:",    "enc:",   "doorst:", "vs:",         "vb:",
     "videresendt:", "pd:", "转发:", "轉寄:", "전달:", "fwd :", "전달 :", "ymlaen:", "yuborilgan:", "ফরওয়ার্ড:"});

constexpr auto from_labels = std::to_array<std::string_view>(
    {"from:",      "von:",      "de:",     "da:",     "van:",    "från:",      "fra:",    "od:",         "от:",    "От:",
     "보낸 사람:", "보낸사람:", "발신인:", "差出人:", "发件人:", "oddi wrth:", "kimdan:", "yuboruvchi:", "প্রেরক:", "থেকে:"});

constexpr auto subject_labels =
    std::to_array<std::string_view>({"subject:", "betreff:", "objet:", "asunto:", "oggetto:", "assunto:", "onderwerp:", "ämne:", "emne:",
                                     "temat:", "тема:", "Тема:", "제목:", "件名:", "主题:", "pwnc:", "mavzu:", "বিষয়:"});

constexpr auto other_labels = std::to_array<std::string_view>(
    {"date:",      "sent:",      "to:",       "cc:",    "reply-to:",   "datum:", "gesendet:", "an:",         "envoyé:",
     "à:",         "date :",     "fecha:",    "para:",  "enviado:",    "data:",  "inviato:",  "a:",          "aan:",
     "verzonden:", "дата:",      "Дата:",     "Кому:",  "Отправлено:", "À:",     "кому:",     "отправлено:", "보낸 날짜:",
     "날짜:",      "받는 사람:", "받는사람:", "참조:",  "送信日時:",   "宛先:",  "发送时间:", "收件人:",     "dyddiad:",
     "at:",        "anfonwyd:",  "sana:",     "kimga:", "তারিখ:",      "প্রাপক:", "প্রতি:"});

std::string_view bare(std::string_view line) {
    line = trim(line);
    while (!line.empty() && (line.front() == '>' || line.front() == '*' || line.front() == ' ')) line.remove_prefix(1);
    return line;
}

// What stands behind the label; `*From:* x` is how clients make bold of it.
std::optional<std::string> value_behind(std::string_view line, std::span<const std::string_view> labels) {
    line = bare(line);
    auto text = lower(line.substr(0, 60));
    for (auto label : labels) {
        if (!text.starts_with(label)) continue;
        auto value = trim(line.substr(label.size()));
        while (!value.empty() && value.front() == '*') value = trim(value.substr(1));
        return std::string(value);
    }
    return std::nullopt;
}

bool is_label_line(std::string_view line) {
    return value_behind(line, from_labels) || value_behind(line, subject_labels) || value_behind(line, other_labels);
}

std::string join(std::span<const std::string_view> lines) {
    std::string text;
    for (auto line : lines) text.append(line).append("\n");
    return std::string(trim(text));
}

// `---------- Forwarded message ---------`, `-----Original Message-----`, `Begin forwarded message:`
bool is_separator(std::string_view line) {
    line = trim(line);
    return line.starts_with("---") || line.starts_with("___") || (line.ends_with(':') && contains_nocase(line, "forward"));
}

std::string without_mark(std::string_view subject) {
    auto text = lower(trim(subject));
    for (auto mark : subject_marks)
        if (text.starts_with(mark)) return std::string(trim(trim(subject).substr(mark.size())));
    return std::string(trim(subject));
}

bool says_forward(std::string_view subject) { return without_mark(subject).size() < trim(subject).size(); }

std::optional<Address> author(std::string_view value) {
    auto people = parse_addresses(value);
    if (people.empty() || people.front().address.find('@') == std::string::npos) return std::nullopt;
    return people.front();
}

std::optional<Forward> from_attached(const Message& message) {
    for (auto& attachment : message.attachments) {
        if (attachment.nested.empty() || attachment.nested.front().from.empty()) continue;
        auto& original = attachment.nested.front();
        if (original.from.front().address.find('@') == std::string::npos) continue;
        return Forward{original.from.front(), original.subject, original.text_body, message.text_body};
    }
    return std::nullopt;
}

constexpr std::ptrdiff_t most_label_lines = 12;

std::optional<Forward> from_lines(const std::vector<std::string_view>& lines, std::ptrdiff_t at) {
    auto value = value_behind(lines[static_cast<std::size_t>(at)], from_labels);
    auto from = value ? author(*value) : std::nullopt;
    if (!from) return std::nullopt;
    Forward forward{*from, {}, {}, {}};
    auto end = at + 1;
    int labels = 0;
    for (; end < std::ssize(lines) && end < at + most_label_lines; ++end) {
        auto line = lines[static_cast<std::size_t>(end)];
        if (trim(line).empty()) break;
        if (auto subject = value_behind(line, subject_labels)) forward.subject = *subject;
        labels += is_label_line(line);
    }
    if (labels == 0) return std::nullopt;
    auto all = std::span(lines);
    forward.text = join(all.subspan(static_cast<std::size_t>(end)));
    auto above = at;
    while (above > 0 && (trim(all[static_cast<std::size_t>(above - 1)]).empty() ||
                         is_label_line(all[static_cast<std::size_t>(above - 1)]) || is_separator(all[static_cast<std::size_t>(above - 1)])))
        --above;
    forward.before = join(all.first(static_cast<std::size_t>(above)));
    return forward;
}

}  // namespace

std::optional<Forward> read_forward(const Message& message) {
    if (!says_forward(message.subject)) return std::nullopt;
    auto forward = from_attached(message);
    auto lines = split_lines(message.text_body);
    for (std::ptrdiff_t at = 0; !forward && at < std::ssize(lines); ++at) forward = from_lines(lines, at);
    if (forward && forward->subject.empty()) forward->subject = without_mark(message.subject);
    return forward;
}

}  // namespace goodhost::mail
