#include "platform/mail/dkim.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/dkim_keys.hpp"

namespace goodhost::mail {

namespace {

struct Field {
    std::string_view name, value;
};

/// What says who wrote what to whom, how it is encoded, and what a mailbox offers to do with it (RFC 8058 4).
constexpr auto to_sign = std::to_array<std::string_view>({"from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to",
                                                          "references", "mime-version", "content-type", "content-transfer-encoding",
                                                          "auto-submitted", "list-id", "list-unsubscribe", "list-unsubscribe-post"});
constexpr auto to_seal = std::to_array<std::string_view>({"from", "to", "cc", "reply-to", "subject"});

std::vector<Field> fields_of(std::string_view head) {
    std::vector<Field> fields;
    while (!head.empty()) {
        auto end = head.find("\r\n");
        while (end != std::string_view::npos && end + 2 < head.size() && (head[end + 2] == ' ' || head[end + 2] == '\t'))
            end = head.find("\r\n", end + 2);
        auto line = head.substr(0, end);
        if (auto colon = line.find(':'); colon != std::string_view::npos)
            fields.push_back({trim(line.substr(0, colon)), line.substr(colon + 1)});
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
    }
    return fields;
}

/// Runs of white space, folds included, are one space; none at the ends (RFC 6376 3.4.2).
std::string relaxed_value(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (!is_space(c))
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string relaxed_field(std::string_view name, std::string_view value) { return lower(name) + ":" + relaxed_value(value); }

/// RFC 6376 3.4.4: spaces at line ends go, runs of them are one, empty lines at the end go.
std::string relaxed_body(std::string_view body) {
    std::string out;
    std::size_t empty_lines = 0;
    while (!body.empty()) {
        auto end = body.find("\r\n");
        auto line = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 2);
        std::string kept;
        for (const char c : line) {
            bool space = c == ' ' || c == '\t';
            if (!space || !kept.ends_with(' ')) kept += space ? ' ' : c;
        }
        if (kept.ends_with(' ')) kept.pop_back();
        if (kept.empty()) {
            ++empty_lines;
            continue;
        }
        for (; empty_lines > 0; --empty_lines) out += "\r\n";
        out += kept + "\r\n";
    }
    return out;
}

/// Base64 over several lines: no header line is longer than 78 characters.
std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 72) out += (at ? "\r\n " : "") + std::string(text.substr(at, 72));
    return out;
}

struct Chosen {
    std::string names;    ///< for h=
    std::string signed_;  ///< canonical fields with CRLF
};

/// Fields of one name are taken from the bottom up (RFC 6376 5.4.2).
Chosen choose(const std::vector<Field>& fields) {
    Chosen chosen;
    auto add = [&](std::string_view name) { chosen.names += (chosen.names.empty() ? "" : ":") + std::string(name); };
    for (auto name : to_sign) {
        for (auto at = fields.rbegin(); at != fields.rend(); ++at) {
            if (!equals_nocase(at->name, name)) continue;
            add(name);
            chosen.signed_ += relaxed_field(at->name, at->value) + "\r\n";
        }
        if (std::ranges::find(to_seal, name) != to_seal.end()) add(name);
    }
    return chosen;
}

/// At colons, so that no line is long.
std::string folded_names(std::string_view names) {
    std::string out;
    std::size_t length = 0;
    for (auto name : split(names, ':')) {
        if (length + name.size() > 66) out += "\r\n  ", length = 0;
        out += std::string(name) + ":";
        length += name.size() + 1;
    }
    out.pop_back();
    return out;
}

}  // namespace

std::string dkim_signature(std::string_view raw, const DkimSigner& signer, std::int64_t signed_at_unix) {
    auto split_at = raw.find("\r\n\r\n");
    auto head = raw.substr(0, split_at == std::string_view::npos ? raw.size() : split_at + 2);
    auto body = split_at == std::string_view::npos ? std::string_view() : raw.substr(split_at + 4);
    auto chosen = choose(fields_of(head));
    auto body_hash = crypto::base64(crypto::view(crypto::sha256(relaxed_body(body))));
    auto value = fmt::format(" v=1; a={}; c=relaxed/relaxed; d={};\r\n s={}; t={};\r\n h={};\r\n bh={};\r\n b=",
                             signer.algorithm == DkimAlgorithm::rsa_sha256 ? "rsa-sha256" : "ed25519-sha256", signer.domain,
                             signer.selector, signed_at_unix, folded_names(chosen.names), body_hash);
    auto signature = sign_dkim(signer, chosen.signed_ + relaxed_field("DKIM-Signature", value));
    return "DKIM-Signature:" + value + folded(crypto::base64(signature)) + "\r\n";
}

}  // namespace goodhost::mail
