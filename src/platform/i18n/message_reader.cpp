#include <unicode/messagepattern.h>

#include <utility>

#include "platform/i18n/message.hpp"

namespace goodhost::i18n {

namespace {

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

std::string fault_of(const UParseError& error, UErrorCode status) {
    return std::string(u_errorName(status)) + " at character " + std::to_string(error.offset) + " near `" +
           utf8(icu::UnicodeString(error.preContext)) + "`";
}

}  // namespace

/// Walks ICU's flat list of parts and builds the tree. Nesting is bounded by ICU (32,767 levels in a pattern of 64 KB;
/// the catalogues are ours).
class MessageReader {
  public:
    explicit MessageReader(const icu::MessagePattern& pattern) : pattern_(pattern) {}

    /// `part` is the index of a MSG_START; it stands on the MSG_LIMIT afterwards.
    Message::Nodes read(std::int32_t& part) {
        Message::Nodes nodes;
        icu::UnicodeString literal;
        std::int32_t copied = pattern_.getPart(part).getLimit();
        for (++part;; ++part) {
            const auto& at = pattern_.getPart(part);
            literal.append(pattern_.getPatternString(), copied, at.getIndex() - copied);
            copied = at.getLimit();
            const auto type = at.getType();
            // The latter would add a quote for other readers of the pattern; the text itself is without it.
            if (type == UMSGPAT_PART_TYPE_SKIP_SYNTAX || type == UMSGPAT_PART_TYPE_INSERT_CHAR) continue;
            if (!literal.isEmpty()) nodes.push_back({Message::Kind::literal, utf8(literal), {}, 0, {}});
            literal.remove();
            if (type == UMSGPAT_PART_TYPE_MSG_LIMIT) return nodes;
            if (type == UMSGPAT_PART_TYPE_REPLACE_NUMBER) nodes.push_back({Message::Kind::pound, {}, {}, 0, {}});
            if (type != UMSGPAT_PART_TYPE_ARG_START) continue;
            nodes.push_back(read_argument(part));
            copied = pattern_.getPart(part).getLimit();
        }
    }

    const std::string& fault() const { return fault_; }

  private:
    /// `part` is the index of an ARG_START; it stands on the ARG_LIMIT afterwards.
    Message::Node read_argument(std::int32_t& part) {
        const std::int32_t start = part;
        const auto type = pattern_.getPart(part).getArgType();
        Message::Node node{Message::Kind::argument, utf8(pattern_.getSubstring(pattern_.getPart(++part))), {}, 0, {}};
        switch (type) {
            case UMSGPAT_ARG_TYPE_NONE: break;
            case UMSGPAT_ARG_TYPE_SIMPLE: read_simple(node, part); break;
            case UMSGPAT_ARG_TYPE_PLURAL: read_branches(node, part, Message::Kind::plural); break;
            case UMSGPAT_ARG_TYPE_SELECTORDINAL: read_branches(node, part, Message::Kind::ordinal); break;
            case UMSGPAT_ARG_TYPE_SELECT: read_branches(node, part, Message::Kind::select); break;
            default: fault_ = "`choice` is not supported";
        }
        part = pattern_.getLimitPartIndex(start);
        return node;
    }

    void read_simple(Message::Node& node, std::int32_t part) {
        const std::string type = utf8(pattern_.getSubstring(pattern_.getPart(++part)));
        if (type == "number")
            node.kind = Message::Kind::number;
        else if (type == "date")
            node.kind = Message::Kind::date;
        else if (type == "time")
            node.kind = Message::Kind::time;
        else
            fault_ = "`" + type + "` is not supported";
        const auto& style = pattern_.getPart(++part);
        if (style.getType() == UMSGPAT_PART_TYPE_ARG_STYLE) node.style = utf8(pattern_.getSubstring(style).trim());
    }

    void read_branches(Message::Node& node, std::int32_t part, Message::Kind kind) {
        node.kind = kind;
        ++part;
        if (icu::MessagePattern::Part::hasNumericValue(pattern_.getPartType(part)))
            node.offset = pattern_.getNumericValue(pattern_.getPart(part++));
        for (; pattern_.getPartType(part) == UMSGPAT_PART_TYPE_ARG_SELECTOR; ++part) {
            Message::Branch branch{utf8(pattern_.getSubstring(pattern_.getPart(part))), std::nullopt, {}};
            const auto& next = pattern_.getPart(++part);
            if (icu::MessagePattern::Part::hasNumericValue(next.getType())) {
                branch.exact = pattern_.getNumericValue(next);
                ++part;
            }
            branch.body = read(part);
            node.branches.push_back(std::move(branch));
        }
    }

    const icu::MessagePattern& pattern_;
    std::string fault_;
};

std::expected<Message, std::string> Message::parse(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError error{};
    const icu::MessagePattern parsed(icu::UnicodeString::fromUTF8({pattern.data(), static_cast<std::int32_t>(pattern.size())}), &error,
                                     status);
    if (U_FAILURE(status)) return std::unexpected(fault_of(error, status));
    MessageReader reader(parsed);
    Message message;
    std::int32_t part = 0;
    message.nodes_ = reader.read(part);
    if (!reader.fault().empty()) return std::unexpected(reader.fault());
    return message;
}

}  // namespace goodhost::i18n
