#pragma once
#include "platform/jobs/jobs.hpp"
#include "push/devices.hpp"

namespace goodhost::push {

/// A note to one device, in the caller's transaction.
void order(db::Tx& tx, const Context& context, DeviceId device, const Note& note);

/// Job `push.send`: gone devices are forgotten, busy services tried again until the note is too old to help.
jobs::Kind send_kind();

}  // namespace goodhost::push
