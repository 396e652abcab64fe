#include <algorithm>
#include <charconv>

#include "accounts/customers.hpp"
#include "accounts/places.hpp"
#include "accounts/queries.hpp"
#include "accounts/sessions.hpp"
#include "brands/brands.hpp"
#include "platform/core/changes.hpp"
#include "platform/db/page.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

struct ContactEntry {
    ContactId contact_id;
    std::string name, email;
};
BOOST_DESCRIBE_STRUCT(ContactEntry, (), (contact_id, name, email))

struct ContactMerged {
    ContactId contact_id;
    ContactId into_contact_id;
    std::optional<CustomerId> into_customer_id;
};
BOOST_DESCRIBE_STRUCT(ContactMerged, (), (contact_id, into_contact_id, into_customer_id))

std::string stream_of(ContactId id) { return "contact/" + std::to_string(id.value); }

void record(db::Tx& tx, const Context& context, std::string_view type, const Contact& contact) {
    auto of_brand = context;
    of_brand.brand = contact.brand_id;
    trail::append(tx, of_brand, stream_of(contact.id), type, ContactEntry{contact.id, contact.name, contact.email});
}

/// Exactly one is primary: the first that says so, else the first.
void store_addresses(db::Tx& tx, BrandId brand, ContactId id, const std::vector<Address>& addresses) {
    tx.execute(sql::delete_addresses, id);
    auto chosen = std::ranges::find(addresses, true, &Address::primary);
    auto primary = chosen == addresses.end() ? addresses.begin() : chosen;
    std::vector<std::string> seen;
    for (auto it = addresses.begin(); it != addresses.end(); ++it) {
        auto email = normal_email(it->email);
        if (!email)
            throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"addresses", "accounts.bad_email", {{"value", it->email}}}});
        if (std::ranges::find(seen, *email) != seen.end()) continue;
        seen.push_back(*email);
        tx.execute(sql::insert_address, brand, *email, id, it == primary, it->verified);
    }
}

void store_phones(db::Tx& tx, ContactId id, const std::vector<Phone>& phones) {
    tx.execute(sql::delete_phones, id);
    for (auto& phone : phones) tx.execute(sql::insert_phone, id, phone.number, phone.label);
}

void check(const Contact& contact) {
    FieldProblems problems;
    check_language(problems, contact.locale);
    check_zone(problems, contact.time_zone);
    problems.throw_if_any();
}

/// A contact belongs to a customer of its own brand.
void check_customer(db::Reader& reader, const Context& context, BrandId brand, const std::optional<CustomerId>& customer) {
    if (!customer) return;
    auto row = reader.find<Customer>(sql::find_customer, *customer);
    if (!row || row->brand_id != brand || !context.sees_brand(brand))
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"customer_id", "unknown_value", {}}});
}

}  // namespace

Contact access_contact(db::Reader& reader, const Context& context, ContactId id) {
    auto contact = reader.find<Contact>(sql::find_contact_detail, id);
    if (!contact || !context.sees_brand(contact->brand_id)) throw Problem(ProblemKind::not_found, "accounts.contact_not_found");
    contact->addresses = reader.list<Address>(sql::list_addresses, id);
    contact->phones = reader.list<Phone>(sql::list_phones, id);
    return *contact;
}

ContactList list_contacts(db::Reader& reader, const Context& context, const ContactFilter& filter) {
    auto limit = filter.limit.value_or(50);
    std::int64_t after = 0;
    if (filter.cursor) std::from_chars(filter.cursor->data(), filter.cursor->data() + filter.cursor->size(), after);
    db::Query query(sql::list_contacts, after, limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::contacts_in_brands, scope);
    if (filter.customer_id) query.add(sql::contacts_of_customer, *filter.customer_id);
    if (filter.q && !filter.q->empty()) query.add(sql::contacts_matching, like_pattern(*filter.q));
    return db::list_page<ContactList>(reader, query, limit);
}

Contact get_contact(db::Reader& reader, const Context& context, const ContactKey& input) {
    return access_contact(reader, context, input.contact_id);
}

Contact create_contact(db::Tx& tx, const Context& context, const ContactInput& input) {
    auto brand = brand_for_new(context, input.brand_id);
    check_customer(tx, context, brand, input.customer_id);
    auto row = brands::find_brand(tx, brand);
    auto id = tx.get<ContactId>(sql::insert_contact, brand, input.customer_id, input.external_id, input.name,
                                input.role.value_or(ContactRole::member), input.sees_company_tickets,
                                input.locale.value_or(row->default_locale), input.time_zone.value_or(row->time_zone), context.now());
    store_addresses(tx, brand, id, input.addresses);
    store_phones(tx, id, input.phones);
    auto contact = access_contact(tx, context, id);
    check(contact);
    record(tx, context, "accounts.contact_created", contact);
    return contact;
}

Contact change_contact(db::Tx& tx, const Context& context, const ContactChange& input) {
    auto contact = access_contact(tx, context, input.contact_id);
    const auto before = contact;
    apply_changes(input, contact);
    check(contact);
    check_customer(tx, context, contact.brand_id, contact.customer_id);
    tx.execute(sql::change_contact, contact.id, contact.name, contact.customer_id, contact.role, contact.sees_company_tickets,
               contact.locale, contact.time_zone);
    if (input.addresses.value) store_addresses(tx, contact.brand_id, contact.id, *input.addresses.value);
    if (input.phones.value) store_phones(tx, contact.id, *input.phones.value);
    auto changed = access_contact(tx, context, contact.id);
    if (changed.customer_id != before.customer_id || changed.sees_company_tickets != before.sees_company_tickets)
        end_live_connections(tx, {ActorKind::contact, contact.id.value, {}});
    record(tx, context, "accounts.contact_changed", changed);
    return changed;
}

Contact merge_contact(db::Tx& tx, const Context& context, const ContactMerge& input) {
    auto duplicate = access_contact(tx, context, input.contact_id);
    auto kept = access_contact(tx, context, input.into_contact_id);
    if (duplicate.id == kept.id || duplicate.brand_id != kept.brand_id) throw Problem(ProblemKind::conflict, "accounts.merge_impossible");
    tx.execute(sql::move_addresses, duplicate.id, kept.id);
    tx.execute(sql::move_phones, duplicate.id, kept.id);
    tx.execute(sql::merge_contact, duplicate.id, kept.id);
    auto of_brand = context;
    of_brand.brand = kept.brand_id;
    trail::append(tx, of_brand, stream_of(kept.id), "accounts.contact_merged", ContactMerged{duplicate.id, kept.id, kept.customer_id});
    return access_contact(tx, context, kept.id);
}

}  // namespace goodhost::accounts
