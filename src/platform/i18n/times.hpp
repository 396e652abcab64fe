#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "platform/core/time.hpp"
#include "platform/i18n/locale.hpp"

namespace goodhost::i18n {

/// ICU's date formatters by language, skeleton and zone. Making one takes about 100 us and using it 5 us, and none may
/// be used by two threads at once, so each has its own lock and remembers what it wrote lately. Zones are IANA names that ICU knows and skeletons are
/// ours, so the number of formatters is bounded.
class TimeFormats {
  public:
    TimeFormats();
    ~TimeFormats();

    std::string format(Locale locale, Instant at, std::string_view skeleton, std::string_view zone) const;

  private:
    struct Entry;
    Entry& entry(Locale locale, std::string_view skeleton, std::string_view zone) const;

    mutable std::mutex mutex_;
    mutable std::map<std::string, std::unique_ptr<Entry>, std::less<>> entries_;
};

}  // namespace goodhost::i18n
