#include <algorithm>

#include "hosting/catalogue.hpp"
#include "hosting/queries.hpp"
#include "platform/core/changes.hpp"
#include "platform/db/page.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::hosting {

namespace {

void record(db::Tx& tx, const Context& context, std::string_view type, const Product& product) {
    auto of_brand = context;
    of_brand.brand = product.brand_id;
    trail::append(tx, of_brand, "product/" + std::to_string(product.id.value), type, product);
}

/// The form of an ISO 4217 code: `EUR`.
void check_currency(std::string_view code) {
    constexpr std::size_t letters = 3;
    if (code.size() != letters || !std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; }))
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"currency", "unknown_value", {}}});
}

}  // namespace

ProductList list_products(db::Reader& reader, const Context& context, const ListFilter& filter) {
    auto limit = filter.limit.value_or(100);
    db::Query query(sql::list_products, filter.cursor.value_or(0), limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::products_in_brands, scope);
    return db::list_page<ProductList>(reader, query, limit);
}

Product get_product(db::Reader& reader, const Context& context, const ProductKey& input) {
    auto product = reader.find<Product>(sql::find_product, input.product_id);
    if (!product || !context.sees_brand(product->brand_id)) throw Problem(ProblemKind::not_found, "hosting.product_not_found");
    return *product;
}

Product create_product(db::Tx& tx, const Context& context, const ProductInput& input) {
    auto brand = input.brand_id.value_or(context.brand);
    if (!context.sees_brand(brand)) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"brand_id", "unknown_value", {}}});
    auto id = tx.get<ProductId>(sql::insert_product, brand, input.external_id, input.name, input.tier, input.price_minor.value_or(0),
                                input.currency.value_or("EUR"), input.cycle_months.value_or(12));
    auto product = get_product(tx, context, {id});
    check_currency(product.currency);
    record(tx, context, "hosting.product_created", product);
    return product;
}

Product change_product(db::Tx& tx, const Context& context, const ProductChange& input) {
    auto product = get_product(tx, context, {input.product_id});
    apply_changes(input, product);
    check_currency(product.currency);
    tx.execute(sql::change_product, product.id, product.name, product.tier, product.price_minor, product.currency, product.cycle_months);
    record(tx, context, "hosting.product_changed", product);
    return product;
}

void delete_product(db::Tx& tx, const Context& context, const ProductKey& input) {
    auto product = get_product(tx, context, input);
    tx.execute(sql::delete_product, product.id);
    record(tx, context, "hosting.product_deleted", product);
}

}  // namespace goodhost::hosting
