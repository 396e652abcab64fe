#pragma once
#include "brands/brands.hpp"
#include "platform/http/route.hpp"

namespace goodhost::brands {

struct BrandChange {
    BrandId brand_id;
    Patch<std::string> name;
    Patch<std::string> domain;
    Patch<std::string> color;
    Patch<std::vector<std::string>> locales;
    Patch<std::string> default_locale;
    Patch<std::string> time_zone;
    Patch<std::string> sender_name;
    Patch<std::string> sender_address;
    Patch<std::int64_t> reseller_customer_id;
    Patch<bool> is_default;
    static constexpr Rule rules[] = {{"name", 100}, {"domain", 253}, {"sender_address", 320}};
};
BOOST_DESCRIBE_STRUCT(BrandChange, (),
                      (brand_id, name, domain, color, locales, default_locale, time_zone, sender_name, sender_address, reseller_customer_id,
                       is_default))

struct BrandKey {
    BrandId brand_id;
};
BOOST_DESCRIBE_STRUCT(BrandKey, (), (brand_id))

struct BrandList {
    std::vector<Brand> items;
};
BOOST_DESCRIBE_STRUCT(BrandList, (), (items))

inline constexpr Permission configure{"brands.configure"};

/// Throws as create_brand does.
Brand change_brand(db::Tx& tx, const Context& context, const BrandChange& input);
/// `sha256` is of a stored file.
Brand change_logo(db::Tx& tx, const Context& context, BrandId id, const std::string& sha256);
Brand get_brand(db::Reader& reader, const Context& context, const BrandKey& input);
/// Those that the agent sees.
BrandList list_visible_brands(db::Reader& reader, const Context& context, const http::Empty&);

}  // namespace goodhost::brands
