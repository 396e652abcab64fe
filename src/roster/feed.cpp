#include "roster/feed.hpp"

#include <date/date.h>
#include <fmt/core.h>

#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"
#include "platform/services.hpp"
#include "roster/people.hpp"
#include "roster/queries.hpp"
#include "roster/reading.hpp"

namespace goodhost::roster {

namespace {

constexpr std::chrono::days behind{30}, ahead{65};

std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == '\\' || c == ',' || c == ';') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (c != '\r')
            out += c;
    }
    return out;
}

/// RFC 5545, 3.1: a line has at most 75 octets, and what goes on begins with a space.
void add_line(std::string& out, std::string_view line) {
    constexpr std::size_t longest = 75;
    std::size_t used = 0;
    for (std::size_t at = 0; at < line.size();) {
        auto end = at + 1;
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) ++end;
        if (used + (end - at) > longest) {
            out += "\r\n ";
            used = 1;
        }
        out += line.substr(at, end - at);
        used += end - at;
        at = end;
    }
    out += "\r\n";
}

std::string time_text(Instant at) { return date::format("%Y%m%dT%H%M%SZ", std::chrono::floor<std::chrono::seconds>(at)); }

std::vector<FeedEvent> events_of(db::Reader& reader, AgentId agent, Instant now) {
    std::vector<FeedEvent> events;
    auto from = std::chrono::floor<std::chrono::days>(now) - behind, to = from + behind + ahead;
    for (auto& roster : reader.list<RosterRow>(sql::list_rosters))
        for (auto& span : Duty(load_facts(reader, roster, from, to)).spans(from, to)) {
            if (span.agent_id != agent) continue;
            auto uid = fmt::format("duty-{}-{}-{}@goodhost", roster.id.value, agent.value, to_millis(span.from_at) / 1000);
            events.push_back({std::move(uid), span.from_at, span.to_at, roster.name});
        }
    return events;
}

}  // namespace

std::string calendar_text(const std::string& name, const std::vector<FeedEvent>& events, Instant stamp) {
    std::string out;
    for (auto line : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Goodhost//Roster//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"})
        add_line(out, line);
    add_line(out, "X-WR-CALNAME:" + escaped(name));
    for (auto& event : events) {
        add_line(out, "BEGIN:VEVENT");
        add_line(out, "UID:" + event.uid);
        add_line(out, "DTSTAMP:" + time_text(stamp));
        add_line(out, "DTSTART:" + time_text(event.from_at));
        add_line(out, "DTEND:" + time_text(event.to_at));
        add_line(out, "SUMMARY:" + escaped(event.summary));
        add_line(out, "END:VEVENT");
    }
    add_line(out, "END:VCALENDAR");
    return out;
}

FeedState get_feed(db::Reader& reader, const Context& context, const http::Empty&) {
    return {reader.find<Instant>(sql::find_feed, context.actor.id), std::nullopt};
}

FeedState create_feed(db::Tx& tx, const Context& context, const http::Empty&) {
    auto token = crypto::random_token();
    tx.execute(sql::save_feed, context.actor.id, crypto::hex(crypto::sha256(token)), context.now());
    record_person(tx, context, {context.actor.id}, "roster.feed_made", {"{}"});
    return {context.now(), context.origin + "/duty/" + token + ".ics"};
}

void delete_feed(db::Tx& tx, const Context& context, const http::Empty&) {
    if (tx.execute(sql::delete_feed, context.actor.id) > 0) record_person(tx, context, {context.actor.id}, "roster.feed_ended", {"{}"});
}

http::Response serve_feed(const http::Call& call) {
    auto token = call.parameter("token");
    if (token.ends_with(".ics")) token.remove_suffix(4);
    auto& context = call.context;
    auto text = context.services.database.read([&](db::Reader& reader) {
        auto agent = reader.find<AgentId>(sql::find_agent_of_feed, crypto::hex(crypto::sha256(token)));
        if (!agent) throw Problem(ProblemKind::not_found, "roster.feed_not_found");
        auto person = accounts::find_agent(reader, *agent);
        return calendar_text(person ? person->name : "", events_of(reader, *agent, context.now()), context.now());
    });
    http::Response response;
    response.headers.add("Content-Type", "text/calendar; charset=utf-8");
    response.headers.add("Cache-Control", "private, max-age=300");
    response.body = std::move(text);
    return response;
}

}  // namespace goodhost::roster
