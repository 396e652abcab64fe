#pragma once
#include <map>
#include <string>

#include "accounts/ids.hpp"
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "tickets/tickets.hpp"

namespace goodhost {
class Registry;
}

/// Words to an agent's own devices, whether or not the desk is open there (Web Push: RFC 8030, 8291, 8292).
namespace goodhost::push {

using accounts::AgentId;

/// Acts on a note without opening the desk: the device posts `{"token": ...}` to `address`, without a session.
struct Button {
    std::string label, done;  ///< keys of messages: on the button, and once it was pressed
    std::string address, token;
};
BOOST_DESCRIBE_STRUCT(Button, (), (label, done, address, token))

/// What a device shows: the message `key` filled with `arguments`, in the agent's language, and the severity. A locked screen shows it
/// to whoever is near, so `arguments` hold no words of people.
struct Note {
    std::string key;
    std::map<std::string, std::string> arguments;
    tickets::Severity severity = tickets::Severity::normal;  ///< how urgent it is, and how long a device that is off is waited for
    std::string subject;                                     ///< shown only where the host allows it
    std::string path;                                        ///< what a click opens: `/desk/inbox/12`
    std::string tag;                                         ///< a later note of the same tag takes the place of this one
    std::optional<Button> button;
};
BOOST_DESCRIBE_STRUCT(Note, (), (key, arguments, severity, subject, path, tag, button))

/// Whether the agent has a device that is told.
bool reaches(db::Reader& reader, AgentId agent);
/// In the caller's transaction; sent after its commit to each of the agent's devices.
void queue(db::Tx& tx, const Context& context, AgentId agent, const Note& note);

void register_push(Registry& registry);

}  // namespace goodhost::push
