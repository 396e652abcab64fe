#include "platform/live/presence.hpp"

namespace goodhost::live {

std::string Presence::key_of(const Actor& who, const std::string& connection) {
    return std::string(enum_name(who.kind)) + '/' + (who.id ? std::to_string(who.id) : connection);
}

bool Presence::here(const std::string& topic, const Actor& who, const std::string& connection, Instant now) {
    auto [person, is_new] = topics_[topic].try_emplace(key_of(who, connection), Person{who, {}});
    person->second.heard[connection] = now;
    return is_new;
}

bool Presence::away(const std::string& topic, const Actor& who, const std::string& connection) {
    const auto people = topics_.find(topic);
    if (people == topics_.end()) return false;
    const auto person = people->second.find(key_of(who, connection));
    if (person == people->second.end() || person->second.heard.erase(connection) == 0) return false;
    if (!person->second.heard.empty()) return false;
    people->second.erase(person);
    if (people->second.empty()) topics_.erase(people);
    return true;
}

std::vector<Presence::Gone> Presence::expire(Instant now) {
    std::vector<Gone> gone;
    for (auto& [topic, people] : topics_) {
        for (auto& [key, person] : people) std::erase_if(person.heard, [&](auto& heard) { return now - heard.second > missed_after; });
        std::erase_if(people, [&](auto& entry) {
            if (!entry.second.heard.empty()) return false;
            gone.push_back({topic, entry.second.who});
            return true;
        });
    }
    std::erase_if(topics_, [](auto& entry) { return entry.second.empty(); });
    return gone;
}

std::vector<Actor> Presence::people(const std::string& topic) const {
    std::vector<Actor> list;
    if (const auto found = topics_.find(topic); found != topics_.end())
        for (auto& [key, person] : found->second) list.push_back(person.who);
    return list;
}

}  // namespace goodhost::live
