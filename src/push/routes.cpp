#include "platform/registry.hpp"
#include "push/devices.hpp"
#include "push/key.hpp"
#include "push/migrations.hpp"
#include "push/queries.hpp"
#include "push/send.hpp"

namespace goodhost::push {

using http::Audience;
using http::endpoint;
using http::Method;

void register_push(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.job(send_kind());
    auto test = endpoint<&test_device>(Method::post, "/api/v1/me/push_devices/{device_id}/tests", Audience::agent, {},
                                       "Send a note to a device of mine, to see whether it arrives");
    test.status = 202;
    registry.routes({
        endpoint<&keep_key>(Method::put, "/api/v1/push_key", Audience::agent, {},
                            "The key by which push services know this host; it is made the first time"),
        endpoint<&list_devices>(Method::get, "/api/v1/me/push_devices", Audience::agent, {}, "My devices that are told by push"),
        endpoint<&add_device>(Method::post, "/api/v1/me/push_devices", Audience::agent, {}, "Tell this device of mine, too"),
        endpoint<&remove_device>(Method::delete_, "/api/v1/me/push_devices/{device_id}", Audience::agent, {},
                                 "Tell this device nothing more"),
        test,
    });
}

}  // namespace goodhost::push
