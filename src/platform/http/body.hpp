#pragma once
#include <memory>
#include <string>

#include "platform/http/request_parser.hpp"

namespace goodhost::http {

/// The sink that the plan asks for; its outcome is put on the request with `finish`.
class BodyReceiver : public BodySink {
  public:
    virtual void finish(Request& request) = 0;
    std::uint64_t received() const { return received_; }

  protected:
    std::uint64_t received_ = 0;
};

/// Makes the folder if need be, for us alone, and removes bodies that a crash has left there a day ago or longer.
void prepare_spool_folder(const std::string& folder);

/// `expected` is the announced length, 0 when it is not known.
std::unique_ptr<BodyReceiver> make_receiver(const BodyPlan& plan, std::uint64_t expected, const std::string& spool_folder);

}  // namespace goodhost::http
