#include "brands/brands.hpp"
#include "tickets/configuration.hpp"
#include "tickets/queries.hpp"

namespace goodhost::tickets {

namespace {

void access_brand(db::Reader& reader, const Context& context, BrandId id) {
    if (!brands::find_brand(reader, id) || !context.sees_brand(id)) throw Problem(ProblemKind::not_found, "brands.not_found");
}

}  // namespace

Settings get_settings(db::Reader& reader, const Context& context, const SettingsKey& input) {
    access_brand(reader, context, input.brand_id);
    return settings_of(reader, input.brand_id);
}

Settings change_settings(db::Tx& tx, const Context& context, const Settings& input) {
    access_brand(tx, context, input.brand_id);
    tx.execute(sql::save_settings, input.brand_id, input.reopen_days, input.undo_seconds);
    record_configured(tx, context, {"settings", std::to_string(input.brand_id.value), "changed"});
    return input;
}

}  // namespace goodhost::tickets
