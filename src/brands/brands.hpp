#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

namespace goodhost {
class Registry;
}

/// Under which name the desk speaks: the host's own and each white-label reseller's.
namespace goodhost::brands {

struct Brand {
    BrandId id;
    std::string key;  ///< short, stable, for commands and imports
    std::string name;
    std::string domain;  ///< of the portal; the request's host selects the brand
    bool is_default = false;
    std::string color;  ///< `#rrggbb`
    std::optional<std::string> logo_sha256;
    std::vector<std::string> locales;
    std::string default_locale;
    std::string time_zone;
    std::string sender_name;
    std::string sender_address;
    std::optional<std::int64_t> reseller_customer_id;
};
BOOST_DESCRIBE_STRUCT(Brand, (),
                      (id, key, name, domain, is_default, color, logo_sha256, locales, default_locale, time_zone, sender_name,
                       sender_address, reseller_customer_id))

struct BrandInput {
    std::string key;
    std::string name;
    std::string domain;
    std::optional<std::string> color;
    std::vector<std::string> locales;
    std::optional<std::string> default_locale;
    std::optional<std::string> time_zone;
    std::optional<std::string> sender_name;
    std::optional<std::string> sender_address;
    std::optional<std::int64_t> reseller_customer_id;
    bool is_default = false;
    static constexpr Rule rules[] = {{"key", 40}, {"name", 100}, {"domain", 253}, {"sender_address", 320}};
};
BOOST_DESCRIBE_STRUCT(BrandInput, (),
                      (key, name, domain, color, locales, default_locale, time_zone, sender_name, sender_address, reseller_customer_id,
                       is_default))

std::optional<Brand> find_brand(db::Reader& reader, BrandId id);
std::optional<Brand> find_brand_by_key(db::Reader& reader, std::string_view key);
/// The brand of a host name; the default brand for hosts that no brand has. Nothing before set-up.
std::optional<Brand> brand_of_host(db::Reader& reader, std::string_view host);
std::vector<Brand> list_brands(db::Reader& reader);
/// Throws Problem conflict `brands.domain_taken` or `brands.key_taken` through the constraints, invalid for bad values.
Brand create_brand(db::Tx& tx, const Context& context, const BrandInput& input);

void register_brands(Registry& registry);

}  // namespace goodhost::brands
