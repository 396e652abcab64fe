#pragma once
#include <boost/system/error_code.hpp>
#include <chrono>
#include <optional>

namespace goodhost::net {

/// Says in the log why connections can't be accepted, once a minute at most. Of one thread.
class AcceptFaults {
  public:
    void tell(const boost::system::error_code& error, int port);

  private:
    std::optional<std::chrono::steady_clock::time_point> told_;
};

}  // namespace goodhost::net
