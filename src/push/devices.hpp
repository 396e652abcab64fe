#pragma once
#include "platform/http/route.hpp"
#include "push/push.hpp"

/// The browsers on which an agent switched push on. Each is its agent's alone.
namespace goodhost::push {

struct DeviceTag {};
using DeviceId = Id<DeviceTag>;

/// What became of the last note. refused: the push service does not take notes of this host. unreachable: it did not answer in time.
enum class DeviceState { untold, told, refused, unreachable };
BOOST_DESCRIBE_ENUM(DeviceState, untold, told, refused, unreachable)

struct Device {
    DeviceId id;
    std::string name;
    std::string mark;  ///< by which a browser knows itself: the first 16 hex digits of the SHA-256 of its endpoint
    DeviceState state = DeviceState::untold;
    Instant created_at{};
    std::optional<Instant> told_at;
};
BOOST_DESCRIBE_STRUCT(Device, (), (id, name, mark, state, created_at, told_at))

struct DeviceList {
    std::vector<Device> items;
};
BOOST_DESCRIBE_STRUCT(DeviceList, (), (items))

/// A subscription as the browser gives it; keys in base64url.
struct DeviceInput {
    std::string name;
    std::string endpoint, p256dh, auth;
    static constexpr Rule rules[] = {{"name", 100}, {"endpoint", 2000}, {"p256dh", 200}, {"auth", 100}};
};
BOOST_DESCRIBE_STRUCT(DeviceInput, (), (name, endpoint, p256dh, auth))

struct DeviceKey {
    DeviceId device_id;
};
BOOST_DESCRIBE_STRUCT(DeviceKey, (), (device_id))

DeviceList list_devices(db::Reader& reader, const Context& context, const http::Empty&);
/// A browser that is known already becomes this agent's. Throws Problem conflict `push.too_many_devices`.
Device add_device(db::Tx& tx, const Context& context, const DeviceInput& input);
void remove_device(db::Tx& tx, const Context& context, const DeviceKey& input);
Device test_device(db::Tx& tx, const Context& context, const DeviceKey& input);

}  // namespace goodhost::push
