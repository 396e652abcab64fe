#pragma once
#include <span>
#include <string>
#include <string_view>

#include "platform/core/context.hpp"
#include "platform/i18n/catalogue.hpp"

namespace goodhost::i18n {

/// One reader's language and zone, so that pages and mails say `t("tickets.title")`. Cheap to copy; the catalogue
/// outlives it.
class Translator {
  public:
    Translator(const Catalogue& catalogue, Locale locale, std::string zone = "UTC")
        : catalogue_(&catalogue), locale_(locale), zone_(std::move(zone)) {}

    std::string operator()(std::string_view key, Arguments arguments = {}) const {
        return catalogue_->text(locale_, key, arguments, zone_);
    }
    std::string operator()(const Problem& problem) const { return catalogue_->text(locale_, problem); }
    std::string operator()(const FieldProblem& field) const { return catalogue_->text(locale_, field); }

    std::string number(std::int64_t number) const { return formats().number(locale_, number); }
    std::string percent(double share, int max_decimals = 0) const { return formats().percent(locale_, share, max_decimals); }
    std::string money(std::int64_t minor, std::string_view currency) const { return formats().money(locale_, minor, currency); }
    std::string bytes(std::int64_t bytes) const { return formats().bytes(locale_, bytes); }
    std::string time(Instant at, TimeStyle style = TimeStyle::date_time) const { return formats().time(locale_, at, style, zone_); }
    std::string relative(Instant at, Instant now) const { return formats().relative(locale_, at, now); }
    std::string duration(Duration duration) const { return formats().duration(locale_, duration); }
    std::string list(std::span<const std::string> items, ListStyle style = ListStyle::all) const {
        return formats().list(locale_, items, style);
    }

    Locale locale() const { return locale_; }
    const std::string& zone() const { return zone_; }

  private:
    const Formats& formats() const { return catalogue_->formats(); }

    const Catalogue* catalogue_;
    Locale locale_;
    std::string zone_;
};

/// For the reader of a request.
Translator translator(const Context& context);

}  // namespace goodhost::i18n
