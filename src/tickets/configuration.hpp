#pragma once
#include "platform/trail/trail.hpp"
#include "tickets/writes.hpp"

namespace goodhost::tickets {

/// What was arranged for all: the audit of macros, answers, fields, categories, views and settings.
struct Configured {
    std::string what;  ///< `macro`, `answer`, `custom_field`, `category`, `view`, `settings`
    std::string key;
    std::string change;  ///< `created`, `changed`, `deleted`
};
BOOST_DESCRIBE_STRUCT(Configured, (), (what, key, change))

/// An entry `tickets.configured` on the stream `tickets`.
inline void record_configured(db::Tx& tx, const Context& context, const Configured& entry) {
    trail::append(tx, context, "tickets", "tickets.configured", entry);
}

struct SettingsKey {
    BrandId brand_id;
};
BOOST_DESCRIBE_STRUCT(SettingsKey, (), (brand_id))
Settings get_settings(db::Reader& reader, const Context& context, const SettingsKey& input);
Settings change_settings(db::Tx& tx, const Context& context, const Settings& input);

}  // namespace goodhost::tickets
