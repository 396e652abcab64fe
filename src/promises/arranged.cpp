#include "promises/arranged.hpp"

#include <mutex>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/random.hpp"
#include "promises/queries.hpp"
#include "promises/settings.hpp"

namespace goodhost::promises {

namespace {

constexpr std::size_t mark_bytes = 16;

/// What was read last.
class Latest {
  public:
    std::shared_ptr<const Arranged> find(const std::string& mark) {
        std::lock_guard lock(mutex_);
        return mark == mark_ ? arranged_ : nullptr;
    }
    void keep(std::string mark, std::shared_ptr<const Arranged> arranged) {
        std::lock_guard lock(mutex_);
        mark_ = std::move(mark);
        arranged_ = std::move(arranged);
    }

  private:
    std::mutex mutex_;
    std::string mark_;
    std::shared_ptr<const Arranged> arranged_;
};

Latest& latest() {
    static Latest one;
    return one;
}

Arranged read_arranged(db::Reader& reader) {
    Arranged all{reader.list<Policy>(sql::list_policies), {}};
    for (auto& row : reader.list<CalendarRow>(sql::list_calendars)) {
        FieldProblems problems;
        check_hours(hours_of(row), problems);
        if (problems.empty()) all.calendars.try_emplace(row.id, NamedCalendar{row.id, row.name, Calendar(hours_of(row))});
    }
    return all;
}

}  // namespace

std::shared_ptr<const Arranged> arranged(db::Reader& reader) {
    auto mark = reader.get<std::string>(sql::find_arranged);
    if (auto known = latest().find(mark)) return known;
    auto fresh = std::make_shared<const Arranged>(read_arranged(reader));
    latest().keep(std::move(mark), fresh);
    return fresh;
}

void mark_rearranged(db::Tx& tx) { tx.execute(sql::save_arranged, crypto::hex(crypto::random_bytes(mark_bytes))); }

}  // namespace goodhost::promises
