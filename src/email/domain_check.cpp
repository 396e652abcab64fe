#include "email/domain_check.hpp"

#include <algorithm>
#include <cstdlib>

#include "platform/dns/spf.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

using dns::Outcome;
using dns::Resolver;
using dns::SpfResult;

std::string joined(const std::vector<std::string>& values) {
    std::string out;
    for (auto& value : values) out += (out.empty() ? "" : ", ") + value;
    return out;
}

Finding check_mx(const Resolver& resolver, const std::string& domain) {
    auto answer = resolver.exchangers(domain);
    if (answer.outcome == Outcome::failed) return {Subject::mx, Verdict::unknown, "no_answer"};
    if (answer.outcome == Outcome::none) return {Subject::mx, Verdict::wrong, "mx_missing"};
    if (answer.values.front().empty()) return {Subject::mx, Verdict::wrong, "mx_null"};
    return {Subject::mx, Verdict::good, "mx_good", joined(answer.values)};
}

/// RFC 1918, 3927, 4193, 4291.
bool is_private(const std::string& address) {
    constexpr std::string_view networks[] = {"127.", "10.", "192.168.", "169.254.", "fe80:", "fc", "fd"};
    auto second = address.starts_with("172.") ? std::atoi(address.c_str() + 4) : 0;
    return address == "::1" || (second >= 16 && second <= 31) ||
           std::ranges::any_of(networks, [&](auto start) { return address.starts_with(start); });
}

/// Addresses of the relay that others see; a relay on this machine or network sends from one that only the network knows.
std::vector<std::string> public_addresses(const Resolver& resolver, const std::string& host) {
    auto is_literal = !dns::reverse_name(host).empty();
    auto addresses = is_literal ? std::vector{host} : host.empty() ? std::vector<std::string>() : resolver.addresses(host).values;
    std::erase_if(addresses, is_private);
    return addresses;
}

Finding check_spf(const Resolver& resolver, const CheckedSender& sender, const std::vector<std::string>& addresses) {
    auto record = dns::find_spf(resolver, sender.domain);
    if (record.result == SpfResult::temperror) return {Subject::spf, Verdict::unknown, "no_answer"};
    auto proposal = "v=spf1 mx " + (sender.relay_host.empty() ? "" : "a:" + sender.relay_host + " ") + "-all";
    if (record.result == SpfResult::none) return {Subject::spf, Verdict::wrong, "spf_missing", {}, proposal};
    if (record.result == SpfResult::permerror) return {Subject::spf, Verdict::wrong, "spf_twice", record.text};
    if (record.text.ends_with("+all") || record.text.ends_with(" all")) return {Subject::spf, Verdict::wrong, "spf_open", record.text};
    for (auto& address : addresses) {
        auto result = dns::check_spf(resolver, sender.domain, address);
        if (result == SpfResult::permerror) return {Subject::spf, Verdict::wrong, "spf_unreadable", record.text};
        if (result == SpfResult::temperror) return {Subject::spf, Verdict::unknown, "no_answer", record.text};
        if (result != SpfResult::pass) return {Subject::spf, Verdict::warning, "spf_without_relay", record.text + " – " + address};
    }
    return {Subject::spf, Verdict::good, addresses.empty() ? "spf_there" : "spf_good", record.text};
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

Finding check_key(const Resolver& resolver, const DkimKey& key) {
    auto answer = resolver.texts(key.record_name);
    if (answer.outcome == Outcome::failed) return {Subject::dkim, Verdict::unknown, "no_answer", key.record_name, key.record};
    auto wanted = without_spaces(key.record.substr(key.record.find("p=")));
    auto there =
        std::ranges::any_of(answer.values, [&](const std::string& text) { return without_spaces(text).find(wanted) != std::string::npos; });
    if (there && key.active) return {Subject::dkim, Verdict::good, "dkim_good", key.record_name};
    if (there) return {Subject::dkim, Verdict::warning, "dkim_not_used", key.record_name};
    auto verdict = key.active ? Verdict::wrong : Verdict::warning;
    auto code = answer.values.empty() ? "dkim_missing" : "dkim_other";
    return {Subject::dkim, verdict, code, key.record_name, key.record};
}

/// The record of the domain, else of those above it (RFC 7489 6.6.3, without a list of public suffixes).
Finding check_dmarc(const Resolver& resolver, std::string domain) {
    auto proposal = "v=DMARC1; p=quarantine; rua=mailto:postmaster@" + domain;
    while (domain.find('.') != std::string::npos) {
        auto answer = resolver.texts("_dmarc." + domain);
        if (answer.outcome == Outcome::failed) return {Subject::dmarc, Verdict::unknown, "no_answer"};
        for (auto& text : answer.values) {
            if (!text.starts_with("v=DMARC1")) continue;
            bool only_looks = without_spaces(text).find(";p=none") != std::string::npos;
            return {Subject::dmarc, only_looks ? Verdict::warning : Verdict::good, only_looks ? "dmarc_none" : "dmarc_good", text};
        }
        domain.erase(0, domain.find('.') + 1);
    }
    return {Subject::dmarc, Verdict::warning, "dmarc_missing", {}, proposal};
}

/// The name of the address leads back to it (RFC 1912 2.1), or large providers refuse.
Finding check_reverse(const Resolver& resolver, const std::vector<std::string>& addresses) {
    if (addresses.empty()) return {Subject::reverse, Verdict::unknown, "reverse_unknown"};
    for (auto& address : addresses) {
        auto answer = resolver.names(address);
        if (answer.outcome == Outcome::failed) return {Subject::reverse, Verdict::unknown, "no_answer", address};
        if (answer.values.empty()) return {Subject::reverse, Verdict::wrong, "reverse_missing", address};
        auto back = resolver.addresses(answer.values.front()).values;
        if (std::ranges::find(back, address) == back.end())
            return {Subject::reverse, Verdict::wrong, "reverse_elsewhere", address + " – " + answer.values.front()};
    }
    return {Subject::reverse, Verdict::good, "reverse_good", joined(addresses)};
}

}  // namespace

std::vector<Finding> check_domain(const Resolver& resolver, const CheckedSender& sender) {
    auto addresses = public_addresses(resolver, sender.relay_host);
    std::vector<Finding> findings{check_mx(resolver, sender.domain), check_spf(resolver, sender, addresses)};
    for (auto& key : sender.keys) findings.push_back(check_key(resolver, key));
    if (sender.keys.empty()) findings.push_back({Subject::dkim, Verdict::warning, "dkim_no_key"});
    findings.push_back(check_dmarc(resolver, sender.domain));
    findings.push_back(check_reverse(resolver, addresses));
    return findings;
}

DomainCheck check_sender(const Resolver& resolver, const Context& context, const SenderKey& input) {
    auto [sender, relay] = context.services.database.read([&](db::Reader& reader) {
        auto found = get_sender(reader, context, input);
        auto way = way_out(reader, context, *brands::find_brand(reader, input.brand_id));
        return std::pair(found, way.relay ? way.relay->host : std::string());
    });
    auto at = sender.address.rfind('@');
    if (at == std::string::npos) throw Problem(ProblemKind::conflict, "email.no_sender_address");
    CheckedSender checked{sender.address.substr(at + 1), relay, sender.dkim_keys};
    DomainCheck check{input.brand_id, checked.domain, check_domain(resolver, checked)};
    auto t = i18n::translator(context);
    for (auto& finding : check.items) finding.words = t("email.dns." + finding.code, {{"found", finding.found}});
    return check;
}

std::vector<SenderLine> look_at_sender(const Context& system, const brands::Brand& brand) {
    return look_at_sender_by(dns::SystemResolver(), system, brand);
}

std::vector<SenderLine> look_at_sender_by(const Resolver& resolver, const Context& system, const brands::Brand& brand) {
    if (brand.sender_address.empty())
        return {{.text = "brand " + brand.name + " has no sender address: none of its mails can be answered"}};
    auto way = system.services.database.read([&](db::Reader& reader) { return way_out(reader, system, brand); });
    if (!way.relay) return {{.text = "brand " + brand.name + " has no mail server: its mails wait in the outbox and reach nobody"}};
    std::vector<SenderLine> lines;
    auto check = check_sender(resolver, system, {brand.id});
    lines.reserve(check.items.size());
    for (auto& finding : check.items)
        lines.push_back({finding.verdict == Verdict::good, finding.verdict == Verdict::wrong,
                         check.domain + ": " + finding.words + (finding.expected.empty() ? "" : " " + finding.expected)});
    return lines;
}

}  // namespace goodhost::email
