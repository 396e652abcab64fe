#pragma once
#include "accounts/accounts.hpp"
#include "platform/http/route.hpp"

/// Customers and their contacts.
namespace goodhost::accounts {

struct Customer {
    CustomerId id;
    BrandId brand_id;
    std::string name;
    std::optional<std::string> external_id;
    std::string locale, notes;
    Instant created_at;
    std::int64_t contact_count = 0;
};
BOOST_DESCRIBE_STRUCT(Customer, (), (id, brand_id, name, external_id, locale, notes, created_at, contact_count))

struct CustomerList {
    std::vector<Customer> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(CustomerList, (), (items, next_cursor))

struct CustomerFilter {
    std::optional<std::string> q, cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "q", .max_length = 200}, {.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(CustomerFilter, (), (q, cursor, limit))

struct CustomerKey {
    CustomerId customer_id;
};
BOOST_DESCRIBE_STRUCT(CustomerKey, (), (customer_id))

struct CustomerInput {
    std::string name;
    std::optional<BrandId> brand_id;
    std::optional<std::string> external_id, locale, notes;
    static constexpr Rule rules[] = {{"name", 200}, {"external_id", 100}};
};
BOOST_DESCRIBE_STRUCT(CustomerInput, (), (name, brand_id, external_id, locale, notes))

struct CustomerChange {
    CustomerId customer_id;
    Patch<std::string> name, locale, notes;
    static constexpr Rule rules[] = {{"name", 200}, {.field = "notes", .max_length = 10'000, .may_be_empty = true}};
};
BOOST_DESCRIBE_STRUCT(CustomerChange, (), (customer_id, name, locale, notes))

struct Address {
    std::string email;
    bool primary = false;
    bool verified = false;
    static constexpr Rule rules[] = {{"email", 320}};
};
BOOST_DESCRIBE_STRUCT(Address, (), (email, primary, verified))

struct Phone {
    std::string number;
    std::string label;
    static constexpr Rule rules[] = {{"number", 40}, {.field = "label", .max_length = 40, .may_be_empty = true}};
};
BOOST_DESCRIBE_STRUCT(Phone, (), (number, label))

struct Contact {
    ContactId id;
    BrandId brand_id;
    std::optional<CustomerId> customer_id;
    std::optional<std::string> customer_name;
    std::string name, email;
    ContactRole role = ContactRole::member;
    bool sees_company_tickets = false;
    std::vector<Address> addresses;
    std::vector<Phone> phones;
    std::string locale, time_zone;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (id, brand_id, customer_id, customer_name, name, email, role, sees_company_tickets, addresses, phones, locale,
                       time_zone, created_at))

struct ContactList {
    std::vector<Contact> items;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ContactList, (), (items, next_cursor))

struct ContactFilter {
    std::optional<std::string> q, cursor;
    std::optional<CustomerId> customer_id;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "q", .max_length = 200}, {.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(ContactFilter, (), (q, cursor, customer_id, limit))

struct ContactKey {
    ContactId contact_id;
};
BOOST_DESCRIBE_STRUCT(ContactKey, (), (contact_id))

struct ContactInput {
    std::string name;
    std::optional<BrandId> brand_id;
    std::optional<CustomerId> customer_id;
    std::optional<std::string> external_id;
    std::optional<ContactRole> role;
    bool sees_company_tickets = false;
    std::vector<Address> addresses;
    std::vector<Phone> phones;
    std::optional<std::string> locale, time_zone;
    static constexpr Rule rules[] = {{"name", 200}, {"addresses", 50}, {"phones", 50}};
};
BOOST_DESCRIBE_STRUCT(ContactInput, (),
                      (name, brand_id, customer_id, external_id, role, sees_company_tickets, addresses, phones, locale, time_zone))

struct ContactChange {
    ContactId contact_id;
    Patch<std::string> name;
    Patch<CustomerId> customer_id;
    Patch<ContactRole> role;
    Patch<bool> sees_company_tickets;
    Patch<std::vector<Address>> addresses;
    Patch<std::vector<Phone>> phones;
    Patch<std::string> locale, time_zone;
    static constexpr Rule rules[] = {{"name", 200}};
};
BOOST_DESCRIBE_STRUCT(ContactChange, (), (contact_id, name, customer_id, role, sees_company_tickets, addresses, phones, locale, time_zone))

struct ContactMerge {
    ContactId contact_id;
    ContactId into_contact_id;
};
BOOST_DESCRIBE_STRUCT(ContactMerge, (), (contact_id, into_contact_id))

/// The only doors to a row: brand scope; missing and not yours look the same.
Customer access_customer(db::Reader& reader, const Context& context, CustomerId id);
Contact access_contact(db::Reader& reader, const Context& context, ContactId id);
/// The brand of a new row: as asked (if seen), else the request's.
BrandId brand_for_new(const Context& context, const std::optional<BrandId>& asked);

CustomerList list_customers(db::Reader& reader, const Context& context, const CustomerFilter& filter);
Customer get_customer(db::Reader& reader, const Context& context, const CustomerKey& input);
Customer create_customer(db::Tx& tx, const Context& context, const CustomerInput& input);
Customer change_customer(db::Tx& tx, const Context& context, const CustomerChange& input);

ContactList list_contacts(db::Reader& reader, const Context& context, const ContactFilter& filter);
Contact get_contact(db::Reader& reader, const Context& context, const ContactKey& input);
Contact create_contact(db::Tx& tx, const Context& context, const ContactInput& input);
Contact change_contact(db::Tx& tx, const Context& context, const ContactChange& input);
/// The duplicate's addresses and phones move; its tickets follow by consumers of `accounts.contact_merged`.
Contact merge_contact(db::Tx& tx, const Context& context, const ContactMerge& input);

}  // namespace goodhost::accounts
