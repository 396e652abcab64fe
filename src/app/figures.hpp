#pragma once

namespace goodhost {
struct Services;
namespace http {
class Dispatch;
class Server;
}  // namespace http
namespace live {
class Hub;
}
}  // namespace goodhost

namespace goodhost::app {

/// What /metrics tells of this process. All that is named must outlive the last look at it.
void offer_figures(Services& services, const live::Hub& hub, const http::Dispatch& dispatch, const http::Server& server);

}  // namespace goodhost::app
