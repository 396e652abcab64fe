#include "accounts/customers.hpp"
#include "platform/core/changes.hpp"
#include "platform/db/page.hpp"

#include <charconv>

#include "accounts/places.hpp"
#include "accounts/queries.hpp"
#include "brands/brands.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

struct CustomerEntry {
    CustomerId customer_id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(CustomerEntry, (), (customer_id, name))

std::int64_t position_of(const std::optional<std::string>& cursor) {
    std::int64_t id = 0;
    if (!cursor) return id;
    auto [end, fault] = std::from_chars(cursor->data(), cursor->data() + cursor->size(), id);
    if (fault != std::errc{} || end != cursor->data() + cursor->size())
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"cursor", "bad_cursor", {}}});
    return id;
}

void record(db::Tx& tx, const Context& context, std::string_view type, const Customer& customer) {
    auto of_brand = context;
    of_brand.brand = customer.brand_id;
    trail::append(tx, of_brand, "customer/" + std::to_string(customer.id.value), type, CustomerEntry{customer.id, customer.name});
}

void check(const Customer& customer) {
    FieldProblems problems;
    check_language(problems, customer.locale);
    problems.throw_if_any();
}

}  // namespace

std::string like_pattern(std::string_view word) {
    std::string pattern = "%";
    for (char c : word) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

std::optional<BrandId> find_customer_brand(db::Reader& reader, CustomerId id) {
    auto customer = reader.find<Customer>(sql::find_customer, id);
    return customer ? std::optional(customer->brand_id) : std::nullopt;
}

BrandId brand_for_new(const Context& context, const std::optional<BrandId>& asked) {
    auto brand = asked.value_or(context.brand);
    if (!context.sees_brand(brand)) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"brand_id", "unknown_value", {}}});
    return brand;
}

Customer access_customer(db::Reader& reader, const Context& context, CustomerId id) {
    auto customer = reader.find<Customer>(sql::find_customer, id);
    if (!customer || !context.sees_brand(customer->brand_id)) throw Problem(ProblemKind::not_found, "accounts.customer_not_found");
    return *customer;
}

CustomerList list_customers(db::Reader& reader, const Context& context, const CustomerFilter& filter) {
    auto limit = filter.limit.value_or(50);
    db::Query query(sql::list_customers, position_of(filter.cursor), limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::customers_in_brands, scope);
    if (filter.q && !filter.q->empty()) query.add(sql::customers_matching, like_pattern(*filter.q));
    return db::list_page<CustomerList>(reader, query, limit);
}

Customer get_customer(db::Reader& reader, const Context& context, const CustomerKey& input) {
    return access_customer(reader, context, input.customer_id);
}

Customer create_customer(db::Tx& tx, const Context& context, const CustomerInput& input) {
    auto brand = brand_for_new(context, input.brand_id);
    auto locale = input.locale ? *input.locale : brands::find_brand(tx, brand)->default_locale;
    auto id =
        tx.get<CustomerId>(sql::insert_customer, brand, input.name, input.external_id, locale, input.notes.value_or(""), context.now());
    auto customer = access_customer(tx, context, id);
    check(customer);
    record(tx, context, "accounts.customer_created", customer);
    return customer;
}

Customer change_customer(db::Tx& tx, const Context& context, const CustomerChange& input) {
    auto customer = access_customer(tx, context, input.customer_id);
    apply_changes(input, customer);
    check(customer);
    tx.execute(sql::change_customer, customer.id, customer.name, customer.locale, customer.notes);
    record(tx, context, "accounts.customer_changed", customer);
    return customer;
}

}  // namespace goodhost::accounts
