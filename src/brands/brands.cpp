#include "brands/brands.hpp"

#include <algorithm>

#include "brands/queries.hpp"

namespace goodhost::brands {

std::optional<Brand> find_brand(db::Reader& reader, BrandId id) { return reader.find<Brand>(sql::find_brand, id); }

std::optional<Brand> find_brand_by_key(db::Reader& reader, std::string_view key) { return reader.find<Brand>(sql::find_brand_by_key, key); }

std::optional<Brand> brand_of_host(db::Reader& reader, std::string_view host) { return reader.find<Brand>(sql::brand_of_host, host); }

std::vector<Brand> list_brands(db::Reader& reader) { return reader.list<Brand>(sql::list_brands); }

}  // namespace goodhost::brands
