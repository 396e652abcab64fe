#include "push/devices.hpp"

#include "platform/config/settings.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/p256.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"
#include "push/queries.hpp"
#include "push/send.hpp"

namespace goodhost::push {

namespace {

constexpr std::int64_t most_devices = 20;
constexpr std::size_t mark_size = 16, secret_size = 16;

AgentId me(const Context& context) { return {context.actor.id}; }

bool is_endpoint(const Context& context, const std::string& url) {
    bool web = url.starts_with("https://") || (context.services.settings.flag("push_allow_private") && url.starts_with("http://"));
    return web && url.find_first_of(" \t\r\n\"<>") == std::string::npos;
}

void check(const Context& context, const DeviceInput& input) {
    FieldProblems problems;
    auto secret = crypto::from_base64url(input.auth);
    if (!is_endpoint(context, input.endpoint)) problems.add("endpoint", "push.bad_endpoint");
    if (!crypto::is_p256_point(crypto::from_base64url(input.p256dh).value_or(""))) problems.add("p256dh", "push.bad_key");
    if (!secret || secret->size() != secret_size) problems.add("auth", "push.bad_key");
    problems.throw_if_any();
}

Device access_device(db::Reader& reader, const Context& context, DeviceId id) {
    auto device = reader.find<Device>(sql::find_device, id, me(context));
    if (!device) throw Problem(ProblemKind::not_found, "push.device_not_found");
    return *device;
}

/// The address of a browser is nobody's business but the sender's: the trail has the name only.
void record(db::Tx& tx, const Context& context, std::string_view type, const Device& device) {
    trail::append(tx, context, "push/" + std::to_string(context.actor.id), type, device);
}

}  // namespace

bool reaches(db::Reader& reader, AgentId agent) { return reader.get<std::int64_t>(sql::count_devices, agent) > 0; }

DeviceList list_devices(db::Reader& reader, const Context& context, const http::Empty&) {
    return {reader.list<Device>(sql::list_devices, me(context))};
}

Device add_device(db::Tx& tx, const Context& context, const DeviceInput& input) {
    check(context, input);
    if (tx.get<std::int64_t>(sql::count_devices, me(context)) >= most_devices)
        throw Problem(ProblemKind::conflict, "push.too_many_devices");
    auto mark = crypto::hex(crypto::sha256(input.endpoint)).substr(0, mark_size);
    auto id = tx.get<DeviceId>(sql::put_device, me(context), input.name, mark, input.endpoint, input.p256dh, input.auth, context.now());
    auto device = access_device(tx, context, id);
    record(tx, context, "push.device_added", device);
    return device;
}

void remove_device(db::Tx& tx, const Context& context, const DeviceKey& input) {
    auto device = access_device(tx, context, input.device_id);
    tx.execute(sql::delete_device, device.id);
    record(tx, context, "push.device_removed", device);
}

Device test_device(db::Tx& tx, const Context& context, const DeviceKey& input) {
    auto device = access_device(tx, context, input.device_id);
    Note note{.key = "push.test", .severity = tickets::Severity::high, .path = "/desk/profile", .tag = "test"};
    order(tx, context, device.id, note);
    record(tx, context, "push.device_tested", device);
    return device;
}

}  // namespace goodhost::push
