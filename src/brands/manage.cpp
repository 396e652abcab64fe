#include "brands/manage.hpp"

#include <algorithm>

#include "brands/queries.hpp"
#include "platform/i18n/formats.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::brands {

namespace {

struct BrandChanged {
    BrandId brand_id;
    std::string name;
    std::string domain;
};
BOOST_DESCRIBE_STRUCT(BrandChanged, (), (brand_id, name, domain))

bool is_color(std::string_view text) {
    return text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

bool is_domain(std::string_view text) {
    return !text.empty() && text.size() <= 253 && text.front() != '.' && text.front() != '-' &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
}

bool is_key(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

void check(const Brand& brand) {
    FieldProblems problems;
    if (!is_key(brand.key)) problems.add("key", "brands.bad_key");
    if (!is_domain(brand.domain)) problems.add("domain", "brands.bad_domain");
    if (!is_color(brand.color)) problems.add("color", "brands.bad_color");
    for (auto& locale : brand.locales)
        if (auto known = i18n::find_locale(locale); !known || known->tag() != locale) problems.add("locales", "unknown_value");
    if (std::ranges::find(brand.locales, brand.default_locale) == brand.locales.end()) problems.add("default_locale", "unknown_value");
    if (!i18n::known_zone(brand.time_zone)) problems.add("time_zone", "unknown_value");
    problems.throw_if_any();
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
    return text;
}

/// What every brand feels is not for who sees only some.
void require_all_brands(const Context& context) {
    if (!context.is_system() && !context.access->all_brands) throw Problem(ProblemKind::forbidden, "platform.forbidden", "not all brands");
}

void settle_default(db::Tx& tx, BrandId id, bool is_default) {
    if (!is_default) return;
    tx.execute(sql::clear_default, id);
    tx.execute(sql::make_default, id);
}

void record(db::Tx& tx, const Context& context, std::string_view type, const Brand& brand) {
    Context of_brand = context;
    of_brand.brand = brand.id;
    trail::append(tx, of_brand, "brand/" + std::to_string(brand.id.value), type, BrandChanged{brand.id, brand.name, brand.domain});
}

}  // namespace

Brand create_brand(db::Tx& tx, const Context& context, const BrandInput& input) {
    require_all_brands(context);
    Brand brand;
    brand.key = input.key;
    brand.name = input.name;
    brand.domain = lower(input.domain);
    brand.is_default = input.is_default || list_brands(tx).empty();
    brand.color = input.color.value_or("#0f766e");
    brand.locales = input.locales.empty() ? std::vector<std::string>{"en", "ko", "cy", "uz", "bn"} : input.locales;
    brand.default_locale = input.default_locale.value_or(brand.locales.front());
    brand.time_zone = input.time_zone.value_or("UTC");
    brand.sender_name = input.sender_name.value_or(brand.name);
    brand.sender_address = input.sender_address.value_or("support@" + brand.domain);
    brand.reseller_customer_id = input.reseller_customer_id;
    check(brand);
    brand.id =
        tx.get<BrandId>(sql::insert_brand, brand.key, brand.name, brand.domain, false, brand.color, brand.locales, brand.default_locale,
                        brand.time_zone, brand.sender_name, brand.sender_address, brand.reseller_customer_id, context.now());
    settle_default(tx, brand.id, brand.is_default);
    record(tx, context, "brands.created", brand);
    return brand;
}

Brand change_brand(db::Tx& tx, const Context& context, const BrandChange& input) {
    Brand brand = get_brand(tx, context, {input.brand_id});
    if (input.is_default.present) require_all_brands(context);
    input.name.apply_to(brand.name);
    input.domain.apply_to(brand.domain);
    brand.domain = lower(brand.domain);
    input.color.apply_to(brand.color);
    input.locales.apply_to(brand.locales);
    input.default_locale.apply_to(brand.default_locale);
    input.time_zone.apply_to(brand.time_zone);
    input.sender_name.apply_to(brand.sender_name);
    input.sender_address.apply_to(brand.sender_address);
    input.reseller_customer_id.apply_to(brand.reseller_customer_id);
    check(brand);
    tx.execute(sql::change_brand, brand.id, brand.name, brand.domain, brand.color, brand.locales, brand.default_locale, brand.time_zone,
               brand.sender_name, brand.sender_address, brand.reseller_customer_id);
    settle_default(tx, brand.id, input.is_default.value.value_or(false));
    record(tx, context, "brands.changed", brand);
    return get_brand(tx, context, {input.brand_id});
}

Brand change_logo(db::Tx& tx, const Context& context, BrandId id, const std::string& sha256) {
    record(tx, context, "brands.changed", get_brand(tx, context, {id}));
    tx.execute(sql::change_logo, id, sha256);
    return get_brand(tx, context, {id});
}

Brand get_brand(db::Reader& reader, const Context& context, const BrandKey& input) {
    auto brand = find_brand(reader, input.brand_id);
    if (!brand || !context.sees_brand(brand->id)) throw Problem(ProblemKind::not_found, "brands.not_found");
    return *brand;
}

BrandList list_visible_brands(db::Reader& reader, const Context& context, const http::Empty&) {
    BrandList list;
    for (auto& brand : list_brands(reader))
        if (context.sees_brand(brand.id)) list.items.push_back(std::move(brand));
    return list;
}

}  // namespace goodhost::brands
