#include "tickets/seed_stories.hpp"

namespace goodhost::tickets::seeding {

namespace {

Status status_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::new_: return Status::new_;
        case Outcome::open: return Status::open;
        case Outcome::waiting:
        case Outcome::snoozed: return Status::waiting;
        case Outcome::on_hold: return Status::on_hold;
        case Outcome::resolved:
        case Outcome::closed: return Status::resolved;
    }
    return Status::new_;
}

}  // namespace

Library read_library() {
    Library library;
    for (auto locale : {"en", "ko", "cy", "uz", "bn"}) library[locale] = read_seed<Language>("stories/" + std::string(locale) + ".json");
    return library;
}

Status status_after(const Story& story, std::size_t count) {
    auto status = Status::new_;
    for (std::size_t i = 0; i < count; ++i) {
        auto& part = story.parts[i];
        if (part.by == Voice::customer && i > 0 && status != Status::new_) status = Status::open;
        if (part.by == Voice::agent || part.by == Voice::report) status = Status::waiting;
        if (part.status) status = *part.status;
    }
    return status;
}

std::vector<std::size_t> cuts_for(const Story& story, Outcome outcome) {
    std::vector<std::size_t> cuts;
    bool whole = outcome == Outcome::resolved || outcome == Outcome::closed;
    for (std::size_t count = whole ? story.parts.size() : 1; count <= story.parts.size(); ++count)
        if (status_after(story, count) == status_of(outcome)) cuts.push_back(count);
    return cuts;
}

std::string fill_in(const std::string& text, const Names& names) {
    std::string filled;
    filled.reserve(text.size() + 32);
    std::size_t from = 0;
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', from)) {
        auto close = text.find('}', open);
        if (close == std::string::npos) break;
        filled.append(text, from, open - from);
        auto variable = std::string_view(text).substr(open + 1, close - open - 1);
        if (variable == "name")
            filled += names.name;
        else if (variable == "agent")
            filled += names.agent;
        else if (variable == "company")
            filled += names.company;
        else if (variable == "domain")
            filled += names.domain;
        else if (variable == "server")
            filled += names.server;
        else if (variable == "number")
            filled += names.number;
        else
            filled.append(text, open, close - open + 1);
        from = close + 1;
    }
    return filled.append(text, from);
}

}  // namespace goodhost::tickets::seeding
